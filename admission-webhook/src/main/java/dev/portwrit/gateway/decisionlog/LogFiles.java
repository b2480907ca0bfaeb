package dev.portwrit.gateway.decisionlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a log in its folder: {@code decisions-000001.jsonl} and so on. */
final class LogFiles {
  private static final Pattern NAME = Pattern.compile("decisions-([0-9]{6,12})\\.jsonl");

  private LogFiles() {}

  /** The files in the order of the chain. */
  static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted((a, b) -> Long.compare(number(a), number(b)))
          .toList();
    }
  }

  static Path first(Path folder) {
    return numbered(folder, 1);
  }

  static Path next(Path file) {
    return numbered(file.resolveSibling(""), number(file) + 1);
  }

  private static Path numbered(Path folder, long number) {
    return folder.resolve("decisions-%06d.jsonl".formatted(number));
  }

  private static long number(Path file) {
    Matcher matcher = NAME.matcher(file.getFileName().toString());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a file of a decision log: " + file);
    }
    return Long.parseLong(matcher.group(1));
  }
}
