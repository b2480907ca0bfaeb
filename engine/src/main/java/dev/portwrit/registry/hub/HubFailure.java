package dev.portwrit.registry.hub;

import dev.portwrit.diagnostic.Printable;
import dev.portwrit.registry.Calls.Trouble;
import java.time.Duration;

/** A call of the Hub API that came to nothing, or of which nobody knows. */
final class HubFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 300;
  // The limit is one of calls a minute: eight tries have to outlast it.
  private static final Duration WHERE_NOTHING_IS_SAID = Duration.ofSeconds(8);

  /** What it means. */
  enum Kind {
    /** No answer came, or not all of it. */
    NO_ANSWER,
    /** The service broke: a status from 500. */
    BROKEN,
    /** An answer that is not understood. */
    GARBLED,
    /** 429. */
    TOO_MANY,
    /** 401: the login is refused, or has expired. */
    CREDENTIALS,
    /** 403. */
    DENIED,
    /** 404. */
    NOT_FOUND,
    /** 409. */
    CONFLICT,
    /** Any other answer that is no success. */
    REFUSED
  }

  private final Kind kind;
  private final String call;
  private final int status;
  private final String said;
  private final Duration asked;
  private final boolean lasting;

  private HubFailure(
      Kind kind, String call, int status, String said, Duration asked, boolean lasting) {
    super(kind.name(), null, false, false);
    this.kind = kind;
    this.call = call;
    this.status = status;
    this.said = said;
    this.asked = asked;
    this.lasting = lasting;
  }

  static HubFailure noAnswer(String call, String why) {
    return new HubFailure(Kind.NO_ANSWER, call, 0, why, Duration.ZERO, false);
  }

  static HubFailure garbled(String call, String why) {
    return new HubFailure(Kind.GARBLED, call, 0, why, Duration.ZERO, false);
  }

  /**
   * An answer that is no success.
   *
   * @param said what Hub says of it, as it came
   * @param asked how long it asks to wait; zero if it does not say
   */
  static HubFailure answered(String call, int status, String said, Duration asked) {
    Kind kind =
        switch (status) {
          case 401 -> Kind.CREDENTIALS;
          case 403 -> Kind.DENIED;
          case 404 -> Kind.NOT_FOUND;
          case 409 -> Kind.CONFLICT;
          case 429 -> Kind.TOO_MANY;
          default -> status >= 500 ? Kind.BROKEN : Kind.REFUSED;
        };
    return new HubFailure(kind, call, status, oneLine(said), asked, false);
  }

  /** The same, after everything that may help was tried. */
  HubFailure afterAllTries() {
    return new HubFailure(kind, call, status, said, asked, true);
  }

  /** The same, with a text masked that Hub may have repeated. */
  HubFailure without(String text) {
    return new HubFailure(kind, call, status, said.replace(text, "…"), asked, lasting);
  }

  private static String oneLine(String text) {
    String line = Printable.escape(text.strip().lines().findFirst().orElse(""));
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }

  Kind kind() {
    return kind;
  }

  String call() {
    return call;
  }

  String said() {
    return said;
  }

  /** Whether nobody can say if a call was carried out. */
  boolean isUnclear() {
    return kind == Kind.NO_ANSWER || kind == Kind.BROKEN || kind == Kind.GARBLED;
  }

  /** What it means for making the call again. */
  static Trouble trouble(Exception e) {
    if (!(e instanceof HubFailure failure) || failure.lasting) {
      return Trouble.of(Trouble.Kind.LASTING);
    }
    return switch (failure.kind) {
      case TOO_MANY ->
          new Trouble(
              Trouble.Kind.TOO_MANY,
              failure.asked.isZero() ? WHERE_NOTHING_IS_SAID : failure.asked);
      case BROKEN -> new Trouble(Trouble.Kind.PASSING, failure.asked);
      case NO_ANSWER, GARBLED -> Trouble.of(Trouble.Kind.PASSING);
      case CREDENTIALS, DENIED, NOT_FOUND, CONFLICT, REFUSED -> Trouble.of(Trouble.Kind.LASTING);
    };
  }

  /** What went wrong, one line without secrets. */
  String reason() {
    return switch (kind) {
      case NO_ANSWER, GARBLED -> "`" + call + "` got no answer that is understood: " + said;
      case TOO_MANY -> "`" + call + "` was refused since there are too many calls";
      case CREDENTIALS -> "the credentials were not accepted by `" + call + "`" + quoted();
      case DENIED -> "the credentials may not `" + call + "`" + quoted();
      case BROKEN -> "`" + call + "` was answered `" + status + "`";
      case NOT_FOUND, CONFLICT, REFUSED ->
          "`" + call + "` was answered `" + status + "`" + quoted();
    };
  }

  private String quoted() {
    return said.isEmpty() ? "" : ": " + said;
  }
}
