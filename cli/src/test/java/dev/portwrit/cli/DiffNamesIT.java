package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.source.RealGit;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether what {@code diff} says names everybody and everything that a change concerns. */
class DiffNamesIT {
  private static final List<String> PEOPLE = numbered("person-%02d");
  private static final List<String> REPOSITORIES = numbered("acme/part-%02d");
  private static final String ACME =
      "organization: acme\nowners: [ada]\nmembers: [%s]\ndefault: pull\n---\nservice: ci\n"
          .formatted(String.join(", ", PEOPLE));

  @TempDir Path folder;
  private RealGit git;

  private static List<String> numbered(String form) {
    return IntStream.range(0, 10).mapToObj(form::formatted).toList();
  }

  @BeforeEach
  void commit() {
    git = RealGit.init(folder.resolve("work"));
    git.write("portwrit.yaml", "version: 1\n").write("acme.yaml", ACME);
    git.commit("first");
  }

  private String diff(String... more) {
    String[] words = new String[more.length + 1];
    words[0] = "diff";
    System.arraycopy(more, 0, words, 1, more.length);
    return Command.in(git.folder()).run(words).out();
  }

  // Of one cause: whoever joins the team has all of it.
  private void letTenPeopleIntoTenRepositories() {
    String team = "team: acme/all\nmembers: [ada]\n---\n";
    String grants =
        REPOSITORIES.stream()
            .map(name -> "repository: " + name + "\ngrants: [{role: push, to: [team:acme/all]}]\n")
            .collect(Collectors.joining("---\n"));
    String protections =
        "---\nprotection: acme/releases\nrepositories: [%s]\ntags: [v*]\nrule: immutable\n"
            .formatted(String.join(", ", REPOSITORIES));
    git.write("parts.yaml", team + grants + protections);
    git.commit("parts");
    git.write("parts.yaml", team.replace("ada", String.join(", ", PEOPLE)) + grants);
  }

  @Test
  void text_namesEverybodyAndEveryRepository_inLinesThatCanBeRead() {
    letTenPeopleIntoTenRepositories();

    String text = diff();

    assertThat(text.lines().map(String::strip))
        .anyMatch(line -> line.startsWith("where: acme/part-00, acme/part-01,"));
    assertThat(text).contains(REPOSITORIES);
    List<String> who =
        PEOPLE.stream().map(name -> "user:" + name).filter(one -> !text.contains(one)).toList();
    assertThat(who).isEmpty();
    assertThat(text.lines().filter(line -> line.startsWith("      ")))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
  }

  @Test
  void text_ofAGroupThatIsNobodysWhole_namesEachOfIt() {
    git.write(
        "some.yaml",
        "repository: acme/secrets\ngrants: [{role: push, to: [%s]}]\n"
            .formatted(
                PEOPLE.stream().map(name -> "user:" + name).collect(Collectors.joining(", "))));
    git.commit("some");
    git.write(
        "some.yaml",
        "repository: acme/secrets\n---\nprotection: acme/p\nrepositories: [acme/**]\n"
            + "tags: ['*']\nrule: immutable\n");

    String text = diff();

    assertThat(text).contains(PEOPLE.stream().map(name -> "user:" + name).toList());
  }

  @Test
  void markdown_namesThemFolded_andSaysWhereTheRestStandsWhereThereIsNoRoom() {
    letTenPeopleIntoTenRepositories();

    String markdown = diff("--format", "markdown");

    assertThat(markdown)
        .contains("and 7 more</code><details><summary>all 10</summary><code>")
        .contains(REPOSITORIES)
        .doesNotContain("Not all names");
    for (String line : markdown.lines().filter(one -> one.startsWith("| ")).toList()) {
      assertThat(line.chars().filter(c -> c == '|')).hasSize(7);
    }
  }

  @Test
  void markdown_ofMoreNamesThanThereIsRoomFor_saysSo_withTheWholeCommand() {
    StringBuilder parts = new StringBuilder("team: acme/all\nmembers: [person-00]\n");
    for (int i = 0; i < 3000; i++) {
      parts.append("---\nrepository: acme/a-part-with-a-long-name-%04d\n".formatted(i));
      parts.append("grants: [{role: push, to: [team:acme/all]}]\n");
    }
    git.write("parts.yaml", parts.toString());
    git.commit("parts");
    git.write("parts.yaml", parts.toString().replace("person-00", "person-00, person-01"));

    String markdown = Command.in(folder).run("diff", "-C", "work", "--format", "markdown").out();

    assertThat(markdown.length()).isLessThan(50_000);
    assertThat(markdown)
        .contains("**Not all names have room here:** <code>portwrit diff ")
        .contains(" -C work --now " + Command.NOW.toString().replace(":", "&#58;"));
  }

  @Test
  void repositoryThatBecomesPrivate_isLostByAllButThoseWhoKeepIt() {
    git.write("site.yaml", "repository: acme/site\nvisibility: public\n");
    git.commit("public");
    git.write("site.yaml", "repository: acme/site\n");

    assertThat(diff().lines().map(String::strip))
        .contains(
            "- pull  anonymous (everybody, logged in or not, but 11 people)  acme/site"
                + "  1 repository  public acme/site (site.yaml:2 before)",
            "VISIBILITY  acme/site  public -> private  public acme/site (site.yaml:2 before)");
    assertThat(diff("--format", "markdown"))
        .contains("anonymous &#40;everybody, logged in or not, but 11 people&#41;");
  }
}
