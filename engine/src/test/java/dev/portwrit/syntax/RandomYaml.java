package dev.portwrit.syntax;

import java.util.Random;

/** Writes a generated tree as YAML, in a layout that a hurried person could have used. */
final class RandomYaml {
  private static final String[] TEXTS = {
    "acme",
    "user:ada",
    "v*",
    "'v1.4.2'",
    "\"*\"",
    "1.10",
    "'no'",
    "\"a \\\" b\"",
    "it's",
    "~",
    "",
    "'with, comma'",
    "a text of several words",
    "\"\"",
    "'# not a comment'".replace("# ", ""),
    "a text of so many words that no line of a hundred characters can hold them all at once, never"
        + " ever, whatever one tries",
  };

  private final Random random;
  private final StringBuilder text = new StringBuilder();
  private int keys;

  RandomYaml(Random random) {
    this.random = random;
  }

  String text() {
    int documents = 1 + random.nextInt(3);
    for (int i = 0; i < documents; i++) {
      if (i > 0 || random.nextInt(4) == 0) {
        text.append("---").append(inlineComment()).append('\n');
      }
      mapping(0, 3);
    }
    return text.toString();
  }

  private void mapping(int indent, int depth) {
    int entries = 1 + random.nextInt(4);
    for (int i = 0; i < entries; i++) {
      if (i > 0 || indent == 0) {
        comment(indent);
        text.append(" ".repeat(indent));
      }
      text.append("key").append(keys++).append(random.nextInt(9) == 0 ? " :" : ":");
      value(indent, depth, true);
    }
  }

  private void sequence(int indent, int depth) {
    int items = 1 + random.nextInt(4);
    for (int i = 0; i < items; i++) {
      comment(indent);
      text.append(" ".repeat(indent)).append('-');
      value(indent, depth, false);
    }
  }

  /** A value behind a colon or a dash, to the end of its last line. */
  private void value(int indent, int depth, boolean behindKey) {
    int kind = depth == 0 ? random.nextInt(4) : random.nextInt(9);
    if (kind < 2) {
      text.append(' ').append(TEXTS[random.nextInt(TEXTS.length)]);
      endLine();
    } else if (kind == 2) {
      text.append(' ');
      flow(2);
      endLine();
    } else if (kind == 3) {
      text.append(random.nextBoolean() ? " |" : " >-").append(inlineComment()).append('\n');
      block(indent + 1 + random.nextInt(3));
    } else if (kind < 6 && behindKey) {
      endLine();
      int inner = indent + random.nextInt(4);
      sequence(inner, depth - 1);
    } else if (behindKey) {
      endLine();
      int inner = indent + 1 + random.nextInt(4);
      comment(inner);
      text.append(" ".repeat(inner));
      mappingHere(inner, depth - 1);
    } else {
      text.append(' ');
      mappingHere(indent + 2, depth - 1);
    }
  }

  /** A mapping whose first key comes next in the line. */
  private void mappingHere(int indent, int depth) {
    mapping(indent == 0 ? 1 : indent, depth);
  }

  private void block(int indent) {
    int lines = 1 + random.nextInt(3);
    for (int i = 0; i < lines; i++) {
      text.append(" ".repeat(indent)).append("line ").append(i).append('\n');
      if (random.nextInt(4) == 0) {
        text.append('\n');
      }
    }
  }

  private void flow(int depth) {
    boolean mapping = random.nextBoolean();
    text.append(mapping ? "{" : "[").append(random.nextInt(3) == 0 ? " " : "");
    int entries = random.nextInt(5);
    for (int i = 0; i < entries; i++) {
      text.append(i > 0 ? "," : "").append(random.nextInt(8) == 0 ? " # in\n      " : " ");
      text.append(mapping ? "key" + keys++ + ": " : "");
      if (depth > 0 && random.nextInt(3) == 0) {
        flow(depth - 1);
      } else {
        text.append("word").append(random.nextInt(100));
      }
    }
    text.append(mapping ? "}" : "]");
  }

  private void endLine() {
    text.append(inlineComment()).append('\n');
    if (random.nextInt(8) == 0) {
      text.append('\n');
    }
  }

  private void comment(int indent) {
    while (random.nextInt(6) == 0) {
      text.append(" ".repeat(Math.max(0, indent - random.nextInt(3) + 1))).append("# own line\n");
      text.append(random.nextInt(3) == 0 ? "\n" : "");
    }
  }

  private String inlineComment() {
    return random.nextInt(6) == 0 ? " # behind" : "";
  }
}
