package dev.portwrit.ownership;

import dev.portwrit.policy.CodeHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of a {@code CODEOWNERS}: a block of ours, after whatever else is there, since of all
 * lines that match a file the last one counts.
 *
 * <p>Sources: GitHub, "About code owners"; GitLab, "Syntax of CODEOWNERS file". Both escape a space
 * by a backslash. GitHub knows neither {@code [ ]} nor {@code !}, and for neither is it said what a
 * backslash before a star is, nor is a hash escaped everywhere: files with such names get no line,
 * and so are the admins'.
 */
public final class CodeOwnersFile {
  private static final String SECTION = "Portwrit";

  /** GitLab: an optional section has a caret; behind the name may stand a count and owners. */
  private static final Pattern HEADER =
      Pattern.compile("^[\\s\\p{Cntrl}\\p{Z}\\x{FEFF}]*\\^?\\[(.*?)\\].*");

  private static final String BEGIN = "# portwrit owners: begin (made from policy, do not edit)";

  /** The last line that is ours. */
  public static final String END = "# portwrit owners: end";

  private static final List<String> FORMS = List.of("yaml", "yml", "json");

  private final CodeHost host;
  private final String folder;
  private final List<String> unsaid = new ArrayList<>();
  private final List<String> block;

  /**
   * The block of a workspace.
   *
   * @param ownership who reviews what; its admins must have an account
   * @param host whose rules hold
   * @param folder the folder of the workspace from the root of the repository, such as {@code
   *     policies}; empty if it is the root
   * @throws IllegalArgumentException if no admin has an account: a line without owners would let
   *     everybody through
   */
  public CodeOwnersFile(FileOwnership ownership, CodeHost host, String folder) {
    if (ownership.admins().accounts().isEmpty()) {
      throw new IllegalArgumentException("no admin has an account of `" + host + "`");
    }
    this.folder = folder.isEmpty() ? "/" : "/" + folder + "/";
    this.host = host;
    this.block = block(ownership);
  }

  private List<String> block(FileOwnership ownership) {
    List<String> lines = new ArrayList<>(List.of(BEGIN));
    // There the last line of each section counts, so that no other can undo ours.
    if (host == CodeHost.GITLAB) {
      lines.add("[" + SECTION + "]");
    }
    FileOwners admins = ownership.admins();
    if (folder.equals("/")) {
      lines.add(line("*", admins));
    } else {
      lines.add(line(pattern(folder).orElse("*"), admins));
      host.files().forEach(file -> lines.add(line("/" + file, admins)));
      // What asks for reviews and checks is no less than the file of owners.
      lines.add(line("/" + host.pipelines(), admins));
    }
    NavigableMap<String, FileOwners> files = ownership.files();
    for (Map.Entry<String, FileOwners> one : files.entrySet()) {
      Optional<String> pattern = pattern(folder + one.getKey());
      if (one.getValue().accounts().equals(admins.accounts())) {
        continue;
      }
      if (pattern.isPresent()) {
        lines.add(line(pattern.get(), one.getValue()));
      } else {
        unsaid.add(one.getKey());
      }
    }
    // A line for a file is also one for a folder of that name, and all that is put into it.
    pattern(folder)
        .ifPresent(
            inside ->
                FORMS.forEach(form -> lines.add(line(inside + "**/*." + form + "/", admins))));
    lines.add(END);
    return lines;
  }

  private static String line(String pattern, FileOwners owners) {
    return pattern
        + owners.accounts().stream().map(one -> " @" + one).collect(Collectors.joining());
  }

  /**
   * A path as a pattern that matches nothing else.
   *
   * @param path from the root of the repository
   * @return empty if that cannot be said
   */
  static Optional<String> pattern(String path) {
    return path.chars().anyMatch(c -> "*?[]!#\\".indexOf(c) >= 0 || c == 127 || c < ' ')
        ? Optional.empty()
        : Optional.of(path.replace(" ", "\\ "));
  }

  /**
   * The lines of the block.
   *
   * @return with its first and last
   */
  public List<String> block() {
    return List.copyOf(block);
  }

  /**
   * Files that are the admins', since their names cannot be said.
   *
   * @return their paths from the root of the workspace, sorted
   */
  public List<String> unsaid() {
    return List.copyOf(unsaid);
  }

  /**
   * The file with the block as it should be, at its end, with the line ends that it has.
   *
   * @param before what is there; empty if nothing is
   * @return the whole text
   */
  public String written(String before) {
    String end = before.contains("\r\n") ? "\r\n" : "\n";
    String others = others(before).stripTrailing();
    String ours = String.join(end, block) + end;
    return others.isEmpty() ? ours : others + end + end + ours;
  }

  /**
   * What differs from what there should be; how lines end does not matter.
   *
   * @param before what is there; empty if nothing is
   * @return lines that are there and should not be, with a minus, and the other way round, with a
   *     plus; empty if nothing differs
   */
  public List<String> differences(String before) {
    if (withLineFeeds(written(before)).equals(withLineFeeds(before))) {
      return List.of();
    }
    List<String> there = ours(before);
    List<String> differences = new ArrayList<>();
    there.stream()
        .filter(line -> !block.contains(line))
        .forEach(one -> differences.add("- " + one));
    block.stream()
        .filter(line -> !there.contains(line))
        .forEach(one -> differences.add("+ " + one));
    if (differences.isEmpty()) {
      differences.add("the lines of `portwrit owners` are not in their order at the end");
    }
    return differences;
  }

  /**
   * Whether it cannot be told where the lines of {@code portwrit owners} end, so that those of
   * others would be lost.
   *
   * @param before what is there
   * @return true if their begin has no end
   */
  public static boolean isTorn(String before) {
    boolean isOurs = false;
    for (String line : lines(before)) {
      if (isOurs && line.equals(BEGIN)) {
        return true;
      }
      isOurs |= line.equals(BEGIN);
      isOurs &= !line.equals(END);
    }
    return isOurs;
  }

  /**
   * The first line of others that GitLab would put together with our section, so that what stands
   * there (a default owner, a {@code !pattern}, a later line) undoes what we say.
   *
   * @param before what is there
   * @return the line; empty if there is none, or the host knows no sections
   */
  public Optional<String> rival(String before) {
    return host == CodeHost.GITLAB
        ? lines(others(before)).stream().filter(CodeOwnersFile::isOurSection).findFirst()
        : Optional.empty();
  }

  // Sections are the same whatever the case of their names.
  private static boolean isOurSection(String line) {
    Matcher header = HEADER.matcher(line);
    return header.matches() && header.group(1).strip().equalsIgnoreCase(SECTION);
  }

  private static List<String> ours(String text) {
    List<String> ours = new ArrayList<>();
    boolean isOurs = false;
    for (String line : lines(text)) {
      isOurs |= line.equals(BEGIN);
      if (isOurs) {
        ours.add(line);
      }
      isOurs &= !line.equals(END);
    }
    return ours;
  }

  private static String others(String text) {
    StringBuilder others = new StringBuilder();
    boolean isOurs = false;
    for (String line : text.split("(?<=\n)", -1)) {
      String bare = withLineFeeds(line).replace("\n", "");
      isOurs |= bare.equals(BEGIN);
      if (!isOurs) {
        others.append(line);
      }
      isOurs &= !bare.equals(END);
    }
    return others.toString();
  }

  private static List<String> lines(String text) {
    return List.of(withLineFeeds(text).split("\n", -1));
  }

  private static String withLineFeeds(String text) {
    return text.replace("\r\n", "\n");
  }
}
