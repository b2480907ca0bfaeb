package dev.portwrit.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of YAML text with what matters to its layout and nothing of its meaning: anchors,
 * aliases, quotes, comments. Offsets count code points.
 */
final class LayoutNode {
  /** What a value looks like. */
  enum Form {
    PLAIN,
    QUOTED,
    /** Text below its key, with a bar or an angle. */
    BLOCK,
    ALIAS,
    SEQUENCE,
    MAPPING
  }

  final Form form;
  final @Nullable String anchor;
  final String text;
  final boolean flow;
  final int start;
  int end;
  final List<Element> elements = new ArrayList<>();

  /** Comments behind the last element, in lines of their own. */
  final List<CommentLine> tail = new ArrayList<>();

  LayoutNode(Form form, @Nullable String anchor, String text, boolean flow, int start, int end) {
    this.form = form;
    this.anchor = anchor;
    this.text = text;
    this.flow = flow;
    this.start = start;
    this.end = end;
  }

  /** Whether it stands for a value that is not there. */
  boolean isMissing() {
    return form == Form.PLAIN && YamlNodes.isMissing(text);
  }

  /** Whether it has elements, which can stand in lines of their own. */
  boolean hasElements() {
    return !elements.isEmpty();
  }

  /** Whether a comment stands somewhere between its elements. */
  boolean hasComments() {
    return !tail.isEmpty() || elements.stream().anyMatch(Element::hasComments);
  }

  /** A comment in a line of its own. */
  record CommentLine(String text, boolean blankBefore) {}

  /** An item of a sequence, or a key of a mapping with its value. */
  static final class Element {
    final @Nullable LayoutNode key;
    final LayoutNode value;
    final int start;
    final List<CommentLine> before = new ArrayList<>();
    String inline = "";
    boolean blankBefore;

    Element(@Nullable LayoutNode key, LayoutNode value, int start) {
      this.key = key;
      this.value = value;
      this.start = start;
    }

    boolean hasComments() {
      return !before.isEmpty() || !inline.isEmpty() || value.hasComments();
    }
  }
}
