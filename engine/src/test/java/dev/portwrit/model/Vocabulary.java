package dev.portwrit.model;

import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.Tag;
import dev.portwrit.reference.TagPattern;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** The few names of generated workspaces, few enough that what is generated meets. */
final class Vocabulary {
  static final List<String> ORGANIZATIONS = List.of("acme", "acme-labs", "beta");
  static final List<RepositoryName> SECOND_NAMESPACES =
      List.of(new RepositoryName("pay"), new RepositoryName("labs/x"), new RepositoryName("tools"));
  static final List<String> TEAMS = List.of("web", "pay", "core");
  static final List<String> SERVICES = List.of("ci", "bot");
  static final List<String> USERS = List.of("ada", "bob", "cy", "dee", "eve", "fay");
  static final List<String> SEGMENTS = List.of("api", "pay", "a", "api-eu");
  static final List<String> PATTERN_SEGMENTS =
      List.of("**", "*", "api", "a*", "pay", "**", "*i", "a*i*", "a");
  static final List<String> TAGS =
      List.of("v1", "latest", "v1.4.2", "stable", "sha256-" + "0a".repeat(32) + ".sig", "x-v1");
  static final List<TagPattern> TAG_PATTERNS =
      List.of(
          TagPattern.of("v*"),
          TagPattern.of("*"),
          TagPattern.of("stable"),
          TagPattern.of("/v[0-9]+/"),
          TagPattern.of("sha256-*"),
          TagPattern.of("*1*"),
          TagPattern.of("/sha256-.*|latest/"));
  static final List<String> FILES =
      List.of("acme.yaml", "b/teams.yml", "b-repositories.yaml", "Z.yaml");

  /** Expiries around the instants of questions: long ago, to the end of a day, exactly then. */
  static final List<Expiry> EXPIRIES =
      List.of(
          Expiry.endOf(LocalDate.parse("2026-06-14")),
          Expiry.endOf(LocalDate.parse("2026-06-15")),
          new Expiry(Instant.parse("2026-06-15T12:00:00Z"), "2026-06-15T12:00:00Z"),
          Expiry.endOf(LocalDate.parse("2030-01-01")));

  static final List<Instant> INSTANTS =
      List.of(
          Instant.parse("2026-06-15T11:59:59.999999999Z"),
          Instant.parse("2026-06-15T12:00:00Z"),
          Instant.parse("2026-06-15T23:59:59Z"),
          Instant.parse("2026-06-16T00:00:00Z"));

  private Vocabulary() {}

  static <T> T pick(List<T> choices, int index) {
    return choices.get(Math.floorMod(index, choices.size()));
  }

  static Subject.User user(int index) {
    return new Subject.User(pick(USERS, index));
  }

  static Subject.Team team(int organization, int index) {
    return new Subject.Team(pick(ORGANIZATIONS, organization), pick(TEAMS, index));
  }

  static Subject.Service service(int organization, int index) {
    return new Subject.Service(pick(ORGANIZATIONS, organization), pick(SERVICES, index));
  }

  /** A name that matches a pattern, with some of the vocabulary for its stars. */
  static RepositoryName nameIn(RepositoryPattern pattern, int salt) {
    String stars = salt % 2 == 0 ? "" : "/" + pick(SEGMENTS, salt);
    String name =
        pattern.value().replace("/**", stars).replace("*", pick(List.of("a", "pi"), salt));
    return new RepositoryName(name);
  }

  /** A tag that matches a pattern, or one of the vocabulary where it is an expression. */
  static Tag tagIn(TagPattern pattern, int salt) {
    return new Tag(
        pattern.isExpression()
            ? pick(TAGS, salt)
            : pattern.value().replace("*", pick(List.of("1", "v1", "x"), salt)));
  }
}
