package dev.portwrit.syntax;

import dev.portwrit.syntax.LayoutNode.CommentLine;
import dev.portwrit.syntax.LayoutNode.Element;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Finds the comments of YAML text and gives each to the element that it stands at. */
final class Comments {
  /** A comment; it is alone if it has its line for itself. */
  private record Comment(int offset, boolean alone, String text) {}

  private final int[] text;
  private final Deque<Comment> open;
  private final Lines lines;

  private Comments(int[] text, List<LayoutReader.Laid> documents) {
    this.text = text;
    this.lines = new Lines(text);
    this.open = new ArrayDeque<>();
    int at = 0;
    for (LayoutReader.Laid document : documents) {
      at = findAround(document.root(), at);
    }
    find(at, text.length);
  }

  /** Gives every comment to an element; the lines of the text end with line feeds. */
  static void place(List<LayoutReader.Laid> documents, int[] text) {
    Comments comments = new Comments(text, documents);
    for (int i = 0; i < documents.size(); i++) {
      boolean last = i + 1 == documents.size();
      int end = last ? text.length : documents.get(i + 1).start();
      comments.placeIn(documents.get(i).root(), end);
    }
  }

  /** The texts of all comments, sorted. */
  static List<String> texts(List<LayoutReader.Laid> documents, int[] text) {
    return new Comments(text, documents).open.stream().map(Comment::text).sorted().toList();
  }

  /** The comments of text that holds nothing else. */
  static List<CommentLine> of(int[] text) {
    Comments comments = new Comments(text, List.of());
    return comments.open.stream().map(comments::line).toList();
  }

  // Outside of texts and of the names of anchors a number sign begins a comment.

  private int findAround(LayoutNode node, int from) {
    int at = find(from, node.start);
    if (node.form == LayoutNode.Form.ALIAS) {
      return node.end;
    }
    if (node.anchor != null) {
      at = findUntilText(node.start + 1 + node.anchor.codePointCount(0, node.anchor.length()));
    }
    if (node.form == LayoutNode.Form.MAPPING || node.form == LayoutNode.Form.SEQUENCE) {
      for (Element element : node.elements) {
        at = element.key == null ? at : findAround(element.key, at);
        at = findAround(element.value, at);
      }
      return node.flow ? find(at, node.end) : at;
    }
    if (node.form == LayoutNode.Form.BLOCK) {
      find(at, lines.endOf(at));
    }
    return Math.max(at, node.end);
  }

  /** Finds the comments between an anchor and what it names. */
  private int findUntilText(int from) {
    int at = from;
    while (at < text.length && (Character.isWhitespace(text[at]) || text[at] == '#')) {
      at = text[at] == '#' ? find(at, lines.endOf(at)) : at + 1;
    }
    return at;
  }

  private int find(int from, int to) {
    int at = from;
    while (at < to) {
      if (text[at] == '#') {
        int end = lines.endOf(at);
        String comment = new String(text, at, end - at).stripTrailing();
        open.add(new Comment(at, lines.isBlankBefore(at), comment));
        at = end;
      } else {
        at++;
      }
    }
    return Math.max(from, at);
  }

  /** Gives the comments before an offset to a collection, or leaves them to what follows. */
  private void placeIn(LayoutNode node, int end) {
    placeIn(node, end, -1);
    while (isOpenBefore(end)) {
      node.tail.add(line(open.remove()));
    }
  }

  private void placeIn(LayoutNode node, int end, int outerColumn) {
    int column = columnOf(node);
    for (int i = 0; i < node.elements.size(); i++) {
      Element element = node.elements.get(i);
      while (isOpenBefore(element.start)) {
        element.before.add(line(open.remove()));
      }
      element.blankBefore =
          (i > 0 || !element.before.isEmpty()) && lines.isBlankLineBefore(element.start);
      boolean last = i + 1 == node.elements.size();
      placeAt(element, last ? end : node.elements.get(i + 1).start, column);
    }
    while (isOpenBefore(end)
        && (node.flow || (column > outerColumn && columnOf(open.element()) >= column))) {
      node.tail.add(line(open.remove()));
    }
  }

  private void placeAt(Element element, int end, int column) {
    LayoutNode value = element.value;
    if (value.hasElements()) {
      int first = value.elements.get(0).start;
      while (element.key == null && isOpenBefore(first)) {
        element.before.add(line(open.remove()));
      }
      while (element.key != null && isOpenBefore(first) && isBehind(element.key.end)) {
        putBehind(element);
      }
      placeIn(value, value.flow ? value.end : end, column);
    } else {
      while (isOpenBefore(Math.min(value.end, end))) {
        element.before.add(line(open.remove()));
      }
    }
    while (isOpenBefore(end) && isBehind(value.end)) {
      putBehind(element);
    }
  }

  private void putBehind(Element element) {
    if (element.inline.isEmpty()) {
      element.inline = open.remove().text();
    } else {
      element.before.add(line(open.remove()));
    }
  }

  private boolean isOpenBefore(int offset) {
    return !open.isEmpty() && open.element().offset() < offset;
  }

  /** Whether the next comment stands in the line in which something ends, and behind it. */
  private boolean isBehind(int end) {
    Comment comment = open.element();
    return !comment.alone()
        && comment.offset() >= end
        && lines.lineOf(comment.offset()) == lines.lineOf(end);
  }

  private CommentLine line(Comment comment) {
    return new CommentLine(
        comment.text(), comment.alone() && lines.isBlankLineBefore(comment.offset()));
  }

  private int columnOf(Comment comment) {
    return comment.alone() ? lines.columnOf(comment.offset()) : Integer.MAX_VALUE;
  }

  private int columnOf(LayoutNode node) {
    if (node.form == LayoutNode.Form.MAPPING && node.hasElements()) {
      return lines.columnOf(node.elements.get(0).start);
    }
    return lines.columnOf(node.start);
  }
}
