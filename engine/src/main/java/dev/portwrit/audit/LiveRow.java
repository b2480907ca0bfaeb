package dev.portwrit.audit;

import dev.portwrit.registry.NativeAccess;
import java.util.List;

/**
 * A row that no policy gives: what a registry allows besides, or what of it could not be told.
 *
 * @param registry the name of the registry
 * @param repository where, or {@code unknown}
 * @param tags which tags the registry lets, {@code all}, {@code all} with those that it keeps, or
 *     {@code unknown}
 * @param subject who; {@code account:} and its name where no policy names the account
 * @param action what
 * @param via the account, empty if it is the subject's name already
 * @param rule what could not be told, empty if it was
 * @param expires when the registry itself ends it
 * @param declared {@code no}, or {@code unknown}
 * @param live {@code yes}, or {@code unknown}
 * @param drift {@code extra}, {@code wider}, {@code engine} or {@code unknown}
 */
record LiveRow(
    String registry,
    String repository,
    String tags,
    String subject,
    String action,
    String via,
    String rule,
    String expires,
    String declared,
    String live,
    String drift)
    implements ReportRow {
  /** Where no tag is kept. */
  static final String ALL_TAGS = "all";

  static LiveRow undeclared(
      String registry,
      String repository,
      String tags,
      String subject,
      NativeAccess.Edge edge,
      String drift) {
    return new LiveRow(
        registry,
        repository,
        tags,
        subject,
        edge.action().toString(),
        "account " + edge.account(),
        "",
        edge.until().map(Object::toString).orElse("never"),
        "no",
        "yes",
        drift);
  }

  static LiveRow unknown(String registry, String reason) {
    return new LiveRow(
        registry, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, "", reason, UNKNOWN, UNKNOWN, UNKNOWN,
        UNKNOWN);
  }

  boolean isUnknown() {
    return live.equals(UNKNOWN);
  }

  /** By repository, then by subject and action. */
  String order() {
    return repository + "\n" + subject + "\n" + action + "\n" + expires + "\n" + via;
  }

  private String kind() {
    int colon = subject.indexOf(':');
    return colon < 0 ? subject : subject.substring(0, colon);
  }

  @Override
  public List<String> cells() {
    return List.of(
        registry,
        repository,
        tags,
        subject,
        kind(),
        action,
        via,
        rule,
        "",
        "",
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
        expires,
        declared,
        live,
        drift,
        UNKNOWN,
        UNKNOWN);
  }

  @Override
  public String text() {
    return isUnknown()
        ? "unknown " + registry + ": " + rule
        : subject
            + " "
            + action
            + " "
            + registry
            + ": "
            + repository
            + (tags.equals(ALL_TAGS) ? "" : " " + tags)
            + " | not declared | "
            + via
            + " | live yes | drift "
            + drift;
  }

  @Override
  public List<String> shown() {
    return List.of(
        registry, repository, tags, subject, action, via, rule, "", expires, UNKNOWN, live, drift);
  }
}
