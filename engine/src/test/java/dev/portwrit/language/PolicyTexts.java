package dev.portwrit.language;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portwrit.source.PolicyFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Policy files to break: those of the golden cases, as they are and damaged. */
final class PolicyTexts {
  private static final int LARGEST = 10_000;
  private static final List<PolicyFile> FILES =
      GoldenCase.all().stream()
          .flatMap(one -> one.files().stream().limit(10))
          .filter(file -> file.content().length < LARGEST)
          .toList();
  private static final String[] PIECES = {
    "---\n",
    "- ",
    "{",
    "}",
    "[",
    "]",
    ": ",
    ":",
    "\n",
    "\t",
    " ",
    "#",
    "&a ",
    "*a",
    "!!x ",
    "<<: ",
    "'",
    "\"",
    "|\n",
    ">-\n",
    "? ",
    "%YAML 1.2\n",
    "...\n",
    "\\x1b",
    "\u001b",
    "\ufeff",
    "\u202e",
    "null",
    "~",
    "**",
    "/",
    "\0",
    "é",
    "\uD83D\uDE00",
    "to",
    "role",
    "team",
    ",",
    "\r",
    "\r\n",
    "0",
    "-1",
  };

  private PolicyTexts() {}

  /** A workspace of some files, some of which are damaged. */
  static List<PolicyFile> damaged(Random random) {
    List<PolicyFile> files = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      PolicyFile file = FILES.get(random.nextInt(FILES.size()));
      String extension = file.path().substring(file.path().lastIndexOf('.'));
      files.add(new PolicyFile("file-" + i + extension, damage(file.content(), random)));
    }
    return files;
  }

  /** A file of the same name, damaged perhaps. */
  static PolicyFile damaged(PolicyFile file, Random random) {
    return new PolicyFile(file.path(), damage(file.content(), random));
  }

  private static byte[] damage(byte[] content, Random random) {
    byte[] damaged = content;
    for (int i = random.nextInt(6); i > 0; i--) {
      damaged = damageOnce(damaged, random);
    }
    return damaged;
  }

  private static byte[] damageOnce(byte[] content, Random random) {
    int at = random.nextInt(content.length + 1);
    int end = Math.min(content.length, at + random.nextInt(20));
    return switch (random.nextInt(5)) {
      case 0 -> join(content, at, new byte[0], end);
      case 1 -> join(content, at, PIECES[random.nextInt(PIECES.length)].getBytes(UTF_8), at);
      case 2 -> join(content, at, new byte[] {(byte) random.nextInt(256)}, end);
      case 3 -> join(content, end, Arrays.copyOfRange(content, at, end), end);
      default -> Arrays.copyOf(content, at);
    };
  }

  private static byte[] join(byte[] content, int until, byte[] between, int from) {
    byte[] joined = new byte[until + between.length + content.length - from];
    System.arraycopy(content, 0, joined, 0, until);
    System.arraycopy(between, 0, joined, until, between.length);
    System.arraycopy(content, from, joined, until + between.length, content.length - from);
    return joined;
  }
}
