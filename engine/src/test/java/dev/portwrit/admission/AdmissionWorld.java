package dev.portwrit.admission;

import dev.portwrit.decision.Decision;
import dev.portwrit.decision.Rule;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.Tag;
import dev.portwrit.reference.TagPattern;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One repository, one tag, two manifests, and the rules that tests of the judgement choose from.
 */
final class AdmissionWorld {
  static final Subject BOB = new Subject.User("bob");
  static final RepositoryName REPOSITORY = new RepositoryName("acme/pay/api");
  static final Tag TAG = new Tag("v1.4.2");
  static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  static final ManifestBytes MANIFEST_D = manifest("D");
  static final ManifestBytes MANIFEST_X = manifest("X");
  static final ManifestBytes MANIFEST_E = manifest("E");
  static final Digest D = MANIFEST_D.digest();
  static final Digest X = MANIFEST_X.digest();
  static final Digest E = MANIFEST_E.digest();

  static final TagState ABSENT = new TagState.Absent();
  static final TagState AT_D = new TagState.At(MANIFEST_D);
  static final TagState AT_X = new TagState.At(MANIFEST_X);
  static final TagState AT_E = new TagState.At(MANIFEST_E);
  static final TagState UNKNOWN = new TagState.Unknown("the registry did not answer in 10 s");

  static final LedgerState.Settled UNSEEN = new LedgerState.Unseen();
  static final LedgerState.Settled HELD_D = new LedgerState.Held(D);
  static final Lift LIFT_RELEASES = new Lift("acme/rebuild", "acme/releases");
  static final Lift LIFT_STABLE = new Lift("acme/hand-over", "acme/stable");
  static final LedgerState.Settled DELETED_D = new LedgerState.Deleted(D, List.of(LIFT_RELEASES));

  static final Rule GRANT =
      new Rule(
          Rule.Kind.GRANT,
          "push to team:acme/pay on acme/pay/**",
          Optional.of(new Place("teams/pay.yaml", 31, 5)));
  static final Decision ALLOWED = new Decision.Allowed(GRANT, List.of());
  static final Decision DENIED = new Decision.Denied(Rule.DEFAULT_DENY);

  static final ProtectionStanding IMMUTABLE = new ProtectionStanding(releases(), false, List.of());
  static final ProtectionStanding IMMUTABLE_EXCEPTED =
      new ProtectionStanding(releases(), false, List.of(exception("rebuild", "acme/releases")));
  static final ProtectionStanding IMMUTABLE_WARNING =
      new ProtectionStanding(
          protection("warned", 70, Protection.Rule.IMMUTABLE, Protection.Enforcement.WARN),
          false,
          List.of());
  static final ProtectionStanding RESTRICTED = new ProtectionStanding(stable(), false, List.of());
  static final ProtectionStanding RESTRICTED_NAMED =
      new ProtectionStanding(stable(), true, List.of());
  static final ProtectionStanding RESTRICTED_EXCEPTED =
      new ProtectionStanding(stable(), false, List.of(exception("hand-over", "acme/stable")));

  private AdmissionWorld() {}

  static TagRules rules(ProtectionStanding... standings) {
    return new TagRules(BOB, REPOSITORY, TAG, ALLOWED, ALLOWED, Arrays.asList(standings));
  }

  static LedgerState pending(LedgerState.Intent intent, LedgerState.Settled before) {
    return new LedgerState.Pending(intent, before, NOW, false);
  }

  private static ManifestBytes manifest(String text) {
    return new ManifestBytes(text.getBytes(StandardCharsets.UTF_8), "application/json");
  }

  private static Protection releases() {
    return protection("releases", 41, Protection.Rule.IMMUTABLE, Protection.Enforcement.DENY);
  }

  private static Protection stable() {
    return protection("stable", 50, Protection.Rule.RESTRICTED, Protection.Enforcement.DENY);
  }

  private static Protection protection(
      String name, int line, Protection.Rule rule, Protection.Enforcement enforcement) {
    Place place = new Place("acme.yaml", line, 1);
    List<Member> to =
        rule == Protection.Rule.RESTRICTED
            ? List.of(new Member(new Subject.Team("acme", "release"), place))
            : List.of();
    return new Protection(
        place,
        "acme",
        name,
        List.of(new RepositoryPattern("acme/**")),
        List.of(TagPattern.of("v*")),
        rule,
        to,
        enforcement);
  }

  private static ProtectionException exception(String name, String protection) {
    Place place = new Place("acme.yaml", 90, 1);
    return new ProtectionException(
        place,
        "acme",
        name,
        protection,
        List.of(new RepositoryPattern("acme/pay/api")),
        List.of(TagPattern.of("v1.4.2")),
        List.of(new Member(BOB, place)),
        Expiry.endOf(LocalDate.of(2026, 12, 1)),
        "base image rebuilt");
  }
}
