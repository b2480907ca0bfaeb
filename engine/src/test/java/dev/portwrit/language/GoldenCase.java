package dev.portwrit.language;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.source.PolicyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A folder with a workspace and with what is said about it. */
record GoldenCase(Path folder) {
  static final Path ROOT = Path.of("src", "test", "resources", "golden");

  private static final int MOST_SHOWN = 10;
  private static final String EXPECTED = "expected.txt";
  private static final String REPEATED = ".repeated";
  private static final Pattern RECIPE =
      Pattern.compile(
          "((?<files>[0-9]+) files\n)?(once\n(?<once>.*?\n))?(?<times>[0-9]+) times\n(?<text>.*)",
          Pattern.DOTALL);

  static List<GoldenCase> all() {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders.filter(Files::isDirectory).sorted().map(GoldenCase::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The code that the case is about. */
  String code() {
    return folder.getFileName().toString().substring(0, "PW0000".length());
  }

  List<PolicyFile> files() {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(Files::isRegularFile)
          .filter(path -> !path.endsWith(EXPECTED))
          .flatMap(this::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Compilation compile() {
    return new PolicyCompiler(Set.of("expiring-user-grants", "release-annotations"))
        .compile(files());
  }

  /** Everything that is said about a workspace; what a file repeats very often is counted. */
  static String output(Compilation compilation) {
    Map<String, Integer> times = new HashMap<>();
    compilation.problems().forEach(problem -> times.merge(withoutLine(problem), 1, Integer::sum));
    Set<String> shown = new HashSet<>();
    StringBuilder output = new StringBuilder();
    for (Diagnostic problem : compilation.problems()) {
      int count = times.getOrDefault(withoutLine(problem), 0);
      boolean first = shown.add(withoutLine(problem));
      if (first || count <= MOST_SHOWN) {
        output.append(problem).append('\n');
      }
      if (first && count > MOST_SHOWN) {
        output.append("  and ").append(count - 1).append(" more of these\n");
      }
    }
    return output.toString();
  }

  private static String withoutLine(Diagnostic problem) {
    String file = problem.place().map(Place::file).orElse("");
    return file + problem.code() + problem.message() + problem.help();
  }

  String expected() {
    try {
      return Files.readString(folder.resolve(EXPECTED));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String output) {
    try {
      Files.writeString(folder.resolve(EXPECTED), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }

  private Stream<PolicyFile> read(Path path) {
    try {
      String name = folder.relativize(path).toString().replace('\\', '/');
      return name.endsWith(REPEATED)
          ? repeated(name.substring(0, name.length() - REPEATED.length()), Files.readString(path))
          : Stream.of(new PolicyFile(name, Files.readAllBytes(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<PolicyFile> repeated(String name, String recipe) {
    Matcher parts = RECIPE.matcher(recipe);
    if (!parts.matches()) {
      throw new IllegalArgumentException("`" + name + "` is no recipe");
    }
    String once = parts.group("once") == null ? "" : parts.group("once");
    int times = Integer.parseInt(parts.group("times"));
    byte[] content = (once + parts.group("text").repeat(times)).getBytes(UTF_8);
    int files = parts.group("files") == null ? 1 : Integer.parseInt(parts.group("files"));
    return IntStream.range(0, files)
        .mapToObj(i -> new PolicyFile(name.replace("#", Integer.toString(i)), content));
  }
}
