package dev.portwrit.registry.hub;

import dev.portwrit.decision.Entitlement;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Protection.Enforcement;
import dev.portwrit.policy.Protection.Rule;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryFindings;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds what policy says and Docker Hub cannot. */
final class HubFindings {
  private static final int MOST_SHOWN = 5;

  private final PolicyIndex index;
  private final HubContext context;
  private final RegistryFindings findings;
  private final Instant now;

  HubFindings(PolicyIndex index, HubContext context, RegistryFindings findings, Instant now) {
    this.index = index;
    this.context = context;
    this.findings = findings;
    this.now = now;
  }

  void report(HubGrants grants, SortedMap<String, RepositoryName> governed) {
    Set<Entitlement> seen = new HashSet<>();
    Set<Protection> protections = new HashSet<>();
    for (RepositoryName repository : governed.values()) {
      grants.inForce(repository).stream().filter(seen::add).forEach(this::report);
      protections.addAll(index.protectionsReaching(repository));
    }
    protections.removeIf(protection -> protection.enforcement() != Enforcement.DENY);
    for (Protection protection : protections) {
      if (protection.rule() == Rule.RESTRICTED) {
        context.report(
            findings,
            protection.place(),
            Code.NATIVE_RESTRICTED,
            "Docker Hub cannot let some people and not others write a tag, as `"
                + protection.fullName()
                + "` says");
      }
    }
    for (ProtectionException exception : index.workspace().exceptions()) {
      if (exception.expires().isInForceAt(now)
          && protections.stream().anyMatch(one -> isLifted(one, exception))) {
        findings.warning(
            exception.place(),
            Code.NATIVE_EXCEPTION,
            "Docker Hub keeps the tags from those too whom `"
                + exception.fullName()
                + "` releases: a rule there knows no exception",
            "until it ends, take the tags out of the protection for all");
      }
    }
  }

  private static boolean isLifted(Protection protection, ProtectionException exception) {
    return protection.rule() == Rule.IMMUTABLE
        && protection.fullName().equals(exception.protection());
  }

  private void report(Entitlement one) {
    boolean isOfPeople = !(one.subject() instanceof Subject.Service);
    if (one.role() == Role.MAINTAIN && isOfPeople && !context.registry().gateway()) {
      findings.warning(
          one.place(),
          Code.HUB_MAINTAIN,
          "Docker Hub has no permission between write and admin: `"
              + one.rule().text()
              + "` deletes no tag there",
          "let an owner delete, or a service, whose token can have that scope");
    }
    if (one.expires().isPresent() && isOfPeople) {
      findings.warning(
          one.place(),
          Code.HUB_EXPIRY,
          "Docker Hub ends no permission by itself: `"
              + one.rule().text()
              + "` ends with the first sync after "
              + one.expires().get(),
          "let `sync` run as often as may pass between the two");
    }
  }

  /** Whoever administers a repository natively can end what keeps its tags. */
  void reportAdministrators(NativeAccess access, SortedMap<String, RepositoryName> governed) {
    SortedMap<String, SortedSet<String>> administrators = new TreeMap<>();
    for (NativeAccess.Edge edge : access.edges()) {
      if (edge.action() == Action.ADMINISTER) {
        administrators
            .computeIfAbsent(edge.repository(), same -> new TreeSet<>())
            .add(edge.account());
      }
    }
    Map<Protection, SortedSet<String>> byProtection = new HashMap<>();
    governed.forEach(
        (nativeName, name) -> {
          for (Protection protection : Immutable.of(index, name)) {
            byProtection
                .computeIfAbsent(protection, same -> new TreeSet<>())
                .addAll(administrators.getOrDefault(nativeName, new TreeSet<>()));
          }
        });
    byProtection.forEach(
        (protection, who) -> {
          if (!who.isEmpty()) {
            findings.warning(
                protection.place(),
                Code.HUB_ADMIN,
                listed(who)
                    + " may switch off on Docker Hub what keeps the tags of `"
                    + protection.fullName()
                    + "`, or delete the repository",
                "give `admin` to few; the next sync sets it back, and `drift` says so");
          }
        });
  }

  private static String listed(SortedSet<String> names) {
    String first =
        names.stream()
            .limit(MOST_SHOWN)
            .map(name -> "`" + name + "`")
            .collect(Collectors.joining(", "));
    int more = names.size() - MOST_SHOWN;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  void reportUnusable(SortedSet<String> names) {
    for (String name : names) {
      findings.error(
          context.registry().place(),
          Code.NATIVE_ACCOUNT,
          "`" + name + "` is no name of a person or team on Docker Hub that can be given something",
          "name the Docker ID in `accounts`; a team is no `owners` and does not begin with `portwrit-`");
    }
  }

  void reportShared(String name, List<Subject> holders) {
    findings.warning(
        context.registry().place(),
        Code.NATIVE_SHARED_ACCOUNT,
        "`"
            + name
            + "` on Docker Hub is "
            + holders.stream().map(one -> "`" + one + "`").collect(Collectors.joining(", "))
            + ", so that it has only what each of them has",
        "give each a name of their own");
  }

  void reportUnknown(NativeState live) {
    live.objects()
        .forEach(
            (id, reading) -> {
              if (reading instanceof Reading.Unknown unknown) {
                reportUnknown("`" + id + "`", unknown.reason());
              }
            });
    live.gaps().forEach(gap -> reportUnknown("some `" + gap.kind() + "`", gap.reason()));
  }

  void reportUnseenTokens() {
    findings.warning(
        context.registry().place(),
        Code.NATIVE_UNKNOWN,
        "access tokens of `"
            + context.registry().name()
            + "` are not looked at: no organization access token may list them, and policies have"
            + " no service there",
        "use an owner's password to see what they may, and after the last service went");
  }

  private void reportUnknown(String what, String reason) {
    findings.warning(
        context.registry().place(),
        Code.NATIVE_UNKNOWN,
        what + " of `" + context.registry().name() + "` could not be told: " + reason,
        "mend what hinders it; until then nothing is changed there");
  }
}
