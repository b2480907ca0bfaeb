package dev.portwrit.syntax;

import dev.portwrit.syntax.LayoutNode.CommentLine;
import dev.portwrit.syntax.LayoutNode.Element;
import java.util.ArrayList;
import java.util.List;

/** Writes YAML in the canonical layout. */
final class LayoutWriter {
  private static final int INDENT = 2;

  private LayoutWriter() {}

  /** The lines of a document. */
  static List<String> document(LayoutNode root) {
    List<String> lines = new ArrayList<>();
    if (root.hasElements()) {
      if (root.anchor != null) {
        lines.add("&" + root.anchor);
      }
      elements(root, 0, lines);
    } else {
      lines.addAll(leaf("", root, 0));
      comments(root.tail, 0, lines);
    }
    return lines;
  }

  static void comments(List<CommentLine> comments, int indent, List<String> lines) {
    for (CommentLine comment : comments) {
      if (comment.blankBefore() && !lines.isEmpty()) {
        lines.add("");
      }
      lines.add(" ".repeat(indent) + comment.text());
    }
  }

  private static void elements(LayoutNode node, int indent, List<String> lines) {
    for (Element element : node.elements) {
      comments(element.before, indent, lines);
      List<String> own = element(element, indent);
      int first = commentsAtTheTop(own);
      lines.addAll(own.subList(0, first));
      // A comment can stand behind one line, and behind a key with elements below it.
      boolean fits = isLeaf(element, indent) ? own.size() == 1 : element.key != null;
      if (!fits && !element.inline.isEmpty()) {
        lines.add(" ".repeat(indent) + element.inline);
      }
      if (element.blankBefore) {
        lines.add("");
      }
      boolean behind = fits && !element.inline.isEmpty();
      lines.add(behind ? own.get(first) + " " + element.inline : own.get(first));
      lines.addAll(own.subList(first + 1, own.size()));
    }
    comments(node.tail, indent, lines);
  }

  /** The lines of an element without its comments. */
  private static List<String> element(Element element, int indent) {
    if (isLeaf(element, indent)) {
      return leaf(begin(element, indent), element.value, indent);
    }
    if (element.key == null) {
      return item(element.value, indent);
    }
    List<String> lines = new ArrayList<>();
    String anchor = element.value.anchor == null ? "" : " &" + element.value.anchor;
    lines.add(begin(element, indent) + anchor);
    elements(element.value, indent + INDENT, lines);
    return lines;
  }

  /**
   * An item with elements of its own: the first of them stands behind the dash, and what is said
   * before it stands before the dash.
   */
  private static List<String> item(LayoutNode value, int indent) {
    String margin = " ".repeat(indent);
    List<String> lines = new ArrayList<>();
    elements(value, indent + INDENT, lines);
    if (value.anchor != null) {
      lines.add(0, margin + "- &" + value.anchor);
      return lines;
    }
    int first = commentsAtTheTop(lines);
    for (int i = 0; i < first; i++) {
      lines.set(i, lines.get(i).isEmpty() ? "" : margin + lines.get(i).strip());
    }
    lines.set(first, margin + "-" + lines.get(first).substring(indent + 1));
    return lines;
  }

  private static int commentsAtTheTop(List<String> lines) {
    int first = 0;
    while (lines.get(first).isEmpty() || lines.get(first).stripLeading().startsWith("#")) {
      first++;
    }
    return first;
  }

  private static List<String> leaf(String begin, LayoutNode value, int indent) {
    String start = begin + (begin.isEmpty() ? "" : " ") + anchor(value);
    List<String> text =
        value.form == LayoutNode.Form.MAPPING || value.form == LayoutNode.Form.SEQUENCE
            ? List.of()
            : ScalarLayout.lines(value, start.length(), indent + INDENT);
    if (text.isEmpty()) {
      return List.of((start + flow(value, false)).stripTrailing());
    }
    List<String> lines = new ArrayList<>();
    lines.add(start + text.get(0));
    for (String line : text.subList(1, text.size())) {
      lines.add(line.isEmpty() ? "" : " ".repeat(indent + INDENT) + line);
    }
    return lines;
  }

  private static String begin(Element element, int indent) {
    String margin = " ".repeat(indent);
    return element.key == null ? margin + "-" : margin + key(element.key, false);
  }

  // A colon that follows the name of an alias would be a part of it.
  private static String key(LayoutNode key, boolean inFlow) {
    String text = anchor(key) + ScalarLayout.inline(key, inFlow);
    return text + (key.form == LayoutNode.Form.ALIAS ? " :" : ":");
  }

  private static String anchor(LayoutNode node) {
    return node.anchor == null ? "" : "&" + node.anchor + " ";
  }

  /** Whether the value has no elements in lines of their own. */
  private static boolean isLeaf(Element element, int indent) {
    LayoutNode value = element.value;
    if (!value.hasElements()) {
      return true;
    }
    if (!canBeFlow(value)) {
      return false;
    }
    String line = begin(element, indent) + " " + anchor(value) + flow(value, false);
    return line.codePointCount(0, line.length()) <= ScalarLayout.WIDTH;
  }

  private static boolean canBeFlow(LayoutNode node) {
    if (!node.hasElements()) {
      return !(node.isMissing() && node.text.isEmpty());
    }
    return node.flow
        && !node.hasComments()
        && node.elements.stream().allMatch(element -> canBeFlow(element.value));
  }

  private static String flow(LayoutNode node, boolean inFlow) {
    return switch (node.form) {
      case MAPPING, SEQUENCE -> {
        boolean mapping = node.form == LayoutNode.Form.MAPPING;
        List<String> parts = new ArrayList<>();
        for (Element element : node.elements) {
          String key = element.key == null ? "" : key(element.key, true) + " ";
          parts.add(key + anchor(element.value) + flow(element.value, true));
        }
        String all = String.join(", ", parts);
        yield mapping ? "{" + all + "}" : "[" + all + "]";
      }
      case PLAIN, QUOTED, BLOCK, ALIAS -> ScalarLayout.inline(node, inFlow);
    };
  }
}
