package dev.portwrit.registry.ecr;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.policy.Subject;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryFindings;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the managed policies of teams shall be, and whom they shall be attached to. A policy that
 * nobody needs any more stays, attached to nobody.
 */
final class LoginTargets {
  private final EcrContext context;
  private final Logins logins;
  private final RegistryFindings findings;
  private final NativeState live;

  LoginTargets(EcrContext context, Logins logins, RegistryFindings findings, NativeState live) {
    this.context = context;
    this.logins = logins;
    this.findings = findings;
    this.live = live;
  }

  /**
   * The targets.
   *
   * @param removes whether it may be detached from whom policy does not name
   */
  SortedMap<ObjectId, Reading> targets(boolean removes) {
    SortedMap<ObjectId, Reading> targets = new TreeMap<>();
    SortedSet<ObjectId> wanted = new TreeSet<>();
    for (Map.Entry<Subject.Team, SortedSet<String>> entry : logins.byTeam().entrySet()) {
      String name = LoginPolicy.name(context.registry().name(), entry.getKey());
      if (name.length() > LoginPolicy.LONGEST_NAME) {
        reportName(entry.getKey(), name);
        continue;
      }
      Reading policy = policy(name);
      targets.put(LoginPolicy.id(name), policy);
      for (String arn : entry.getValue()) {
        ObjectId id = new Attachment(name, arn).id();
        wanted.add(id);
        targets.put(id, attached(id, policy, live.at(LoginPolicy.id(name))));
      }
    }
    live.objects()
        .forEach(
            (id, reading) -> {
              if (id.kind().equals(EcrObjects.ATTACHMENT) && !wanted.contains(id)) {
                targets.put(id, left(reading, removes));
              }
            });
    return targets;
  }

  private Reading policy(String name) {
    Reading there = live.at(LoginPolicy.id(name));
    if (there.isUnknown()) {
      return there;
    }
    try {
      if (there instanceof Reading.Present present) {
        PolicyDocument is = PolicyDocument.read(present.content());
        if (LoginPolicy.isOurs(is)) {
          return there;
        }
      }
      return Reading.present(LoginPolicy.document().text());
    } catch (UnreadablePolicy e) {
      return new Reading.Unknown("its policy is not understood: " + e.getMessage());
    }
  }

  private Reading attached(ObjectId id, Reading policy, Reading livePolicy) {
    Reading there = live.at(id);
    if (there.isUnknown() || there instanceof Reading.Present) {
      return there;
    }
    if (policy.isUnknown()) {
      return policy;
    }
    // Whom it was attached to meanwhile would have what somebody else wrote into it.
    return isWide(livePolicy) ? there : Reading.present(Attachment.CONTENT);
  }

  private static Reading left(Reading there, boolean removes) {
    return removes && there instanceof Reading.Present ? Reading.absent() : there;
  }

  /** Whether somebody wrote more into a policy of ours than a login. */
  static boolean isWide(NativeState live) {
    return live.objects().entrySet().stream()
        .filter(entry -> entry.getKey().kind().equals(EcrObjects.MANAGED_POLICY))
        .anyMatch(entry -> isWide(entry.getValue()));
  }

  static boolean isWide(Reading policy) {
    try {
      return policy instanceof Reading.Present present
          && LoginPolicy.isWide(PolicyDocument.read(present.content()));
    } catch (UnreadablePolicy e) {
      return true;
    }
  }

  private void reportName(Subject.Team team, String name) {
    findings.error(
        context.registry().place(),
        Code.NATIVE_NAME,
        "the managed policy of `%s` would be called `%s`, longer than the %d characters of IAM"
            .formatted(team, name, LoginPolicy.LONGEST_NAME),
        "give the team or the registry a shorter name");
  }
}
