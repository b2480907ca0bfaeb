package dev.portwrit.language;

import static java.util.stream.Collectors.joining;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.diagnostic.Suggestion;
import dev.portwrit.policy.Names;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How subjects are written: {@code KIND:NAME}, or {@code anonymous}. */
final class SubjectForm {
  /** The kinds of subjects that have names. */
  enum Kind {
    USER,
    TEAM,
    SERVICE,
    ORGANIZATION;

    /** Whether a name of the kind may have an organization and a slash before it. */
    boolean mayBeFull() {
      return this == TEAM || this == SERVICE;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Kind> parse(String text) {
      return Arrays.stream(values()).filter(kind -> kind.toString().equals(text)).findFirst();
    }
  }

  /** Everybody, logged in or not: the one subject without a kind. */
  static final String ANONYMOUS = "anonymous";

  private SubjectForm() {}

  /** An entry of a list of members, where a bare name is a user. */
  static Optional<Flaw> member(String text, Kind... allowed) {
    if (text.equals(ANONYMOUS)) {
      return Optional.of(wrong(text, List.of(allowed)));
    }
    String full = text.indexOf(':') < 0 && Names.isName(text) ? "user:" + text : text;
    return named(full, List.of(allowed));
  }

  /** An entry of a {@code to}. */
  static Optional<Flaw> subject(String text) {
    return text.equals(ANONYMOUS) ? Optional.empty() : named(text, List.of(Kind.values()));
  }

  /** An entry of a {@code to} that cannot be everybody. */
  static Optional<Flaw> knownSubject(String text) {
    List<Kind> all = List.of(Kind.values());
    return text.equals(ANONYMOUS) ? Optional.of(wrong(text, all)) : named(text, all);
  }

  /** The name of something that belongs to an organization: short, or full with one slash. */
  static boolean isShortOrFullName(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? Names.isName(text)
        : Names.isName(text.substring(0, slash)) && Names.isName(text.substring(slash + 1));
  }

  private static Optional<Flaw> named(String text, List<Kind> allowed) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return Optional.of(flaw(text, Names.isName(text) ? "write `user:" + text + "`" : forms()));
    }
    String prefix = text.substring(0, colon);
    Optional<Kind> kind = Kind.parse(prefix);
    if (kind.isEmpty()) {
      List<String> kinds = Arrays.stream(Kind.values()).map(Kind::toString).toList();
      String nearest = Suggestion.didYouMean(prefix, kinds);
      return Optional.of(flaw(text, nearest.isEmpty() ? forms() : forms() + "; " + nearest));
    }
    String name = text.substring(colon + 1);
    boolean good = kind.get().mayBeFull() ? isShortOrFullName(name) : Names.isName(name);
    if (!good) {
      return Optional.of(flaw(text, forms()));
    }
    return allowed.contains(kind.get()) ? Optional.empty() : Optional.of(wrong(text, allowed));
  }

  private static Flaw flaw(String text, String help) {
    return new Flaw(
        Code.NOT_A_SUBJECT, "subject " + Printable.quote(text) + " is not a subject", help);
  }

  private static Flaw wrong(String text, List<Kind> allowed) {
    return new Flaw(
        Code.WRONG_SUBJECT,
        "subject " + Printable.quote(text) + " cannot stand here",
        "what can: " + allowed.stream().map(kind -> "`" + kind + ":…`").collect(joining(", ")));
  }

  private static String forms() {
    return "subjects are `user:NAME`, `team:ORGANIZATION/NAME`, `service:ORGANIZATION/NAME`,"
        + " `organization:NAME`, `anonymous`";
  }
}
