package dev.portwrit.registry.ecr;

import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.Step;
import dev.portwrit.registry.Step.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The calls that lead from what an object is to what it shall be. */
final class EcrSteps {
  private EcrSteps() {}

  static List<Step> between(ObjectId object, Reading live, Reading target) {
    if (live.isUnknown() || target.isUnknown() || live.equals(target)) {
      return List.of();
    }
    try {
      return switch (object.kind()) {
        case EcrObjects.REPOSITORY -> ofRepository(object, live, target);
        case EcrObjects.TAG_MUTABILITY -> ofMutability(object, live, target);
        case EcrObjects.REPOSITORY_POLICY -> ofPolicy(object, live, target);
        case EcrObjects.MANAGED_POLICY -> ofManagedPolicy(object, live, target);
        case EcrObjects.ATTACHMENT -> List.of(ofAttachment(object, live, target));
        case EcrObjects.CREATION_TEMPLATE -> List.of(ofTemplate(object, live, target));
        default -> List.of();
      };
    } catch (UnreadablePolicy e) {
      return List.of();
    }
  }

  // Only ever made: it is never removed, and what it was made with stays.
  private static List<Step> ofRepository(ObjectId object, Reading live, Reading target) {
    return live instanceof Reading.Absent
        ? List.of(new Step(Phase.CREATE, object, "CreateRepository", live, target))
        : List.of();
  }

  private static List<Step> ofMutability(ObjectId object, Reading live, Reading target)
      throws UnreadablePolicy {
    if (!(live instanceof Reading.Present there) || !(target instanceof Reading.Present wanted)) {
      return List.of();
    }
    TagMutability from = TagMutability.read(there.content());
    Reading before = live;
    TagMutability to = TagMutability.read(wanted.content());
    List<Step> steps = new ArrayList<>();
    Optional<TagMutability> between = MutabilityTarget.between(from, to);
    if (between.isPresent()) {
      Reading middle = Reading.present(between.get().content());
      steps.add(new Step(Phase.PROTECT, object, "PutImageTagMutability", before, middle));
      before = middle;
    }
    boolean onlyAdds = between.isEmpty() && MutabilityTarget.keeps(to, from);
    steps.add(
        new Step(
            onlyAdds ? Phase.PROTECT : Phase.UNPROTECT,
            object,
            "PutImageTagMutability",
            before,
            target));
    return steps;
  }

  // Only ever made or mended: it gives nobody anything until it is attached.
  private static List<Step> ofManagedPolicy(ObjectId object, Reading live, Reading target) {
    if (!(target instanceof Reading.Present)) {
      return List.of();
    }
    if (live instanceof Reading.Absent) {
      return List.of(new Step(Phase.CREATE, object, "CreatePolicy", live, target));
    }
    Phase phase = LoginTargets.isWide(live) ? Phase.REVOKE : Phase.GRANT;
    return List.of(new Step(phase, object, "CreatePolicyVersion", live, target));
  }

  private static Step ofAttachment(ObjectId object, Reading live, Reading target) {
    String word = Attachment.of(object).kind().word();
    return target instanceof Reading.Present
        ? new Step(Phase.GRANT, object, "Attach" + word + "Policy", live, target)
        : new Step(Phase.REVOKE, object, "Detach" + word + "Policy", live, target);
  }

  // It reaches nothing that is there already.
  private static Step ofTemplate(ObjectId object, Reading live, Reading target) {
    return live instanceof Reading.Present
        ? new Step(Phase.GRANT, object, "UpdateRepositoryCreationTemplate", live, target)
        : new Step(Phase.CREATE, object, "CreateRepositoryCreationTemplate", live, target);
  }

  private static List<Step> ofPolicy(ObjectId object, Reading live, Reading target)
      throws UnreadablePolicy {
    LivePolicy from = policy(live);
    LivePolicy to = policy(target);
    Optional<Reading> still = stillKeeping(from, to);
    if (still.isEmpty()) {
      return List.of(step(object, from, to, live, target));
    }
    // Who comes after a run that ended between sees by them that the tags are ours to release.
    List<Step> steps = new ArrayList<>();
    Reading between = still.get();
    if (!live.equals(between)) {
      steps.add(step(object, from, policy(between), live, between));
    }
    steps.add(new Step(Phase.FORGET, object, call(target), between, target));
    return steps;
  }

  // One call: whatever is in both is never interrupted.
  private static Step step(
      ObjectId object, LivePolicy from, LivePolicy to, Reading live, Reading target) {
    Phase phase = gives(from, to) ? Phase.GRANT : Phase.REVOKE;
    return new Step(phase, object, call(target), live, target);
  }

  /**
   * The policy that it shall become, with the statements that keep tags from deletion where only
   * the old one has them; empty where that is not so, or would be more than ECR takes.
   */
  private static Optional<Reading> stillKeeping(LivePolicy from, LivePolicy to) {
    if (!from.hasOurs(PortwritStatements.SID_KEEP) || to.hasOurs(PortwritStatements.SID_KEEP)) {
      return Optional.empty();
    }
    PolicyDocument model = to.document().or(from::document).orElseThrow();
    List<Statement> statements =
        new ArrayList<>(to.document().map(PolicyDocument::statements).orElse(List.of()));
    from.denies().stream()
        .filter(statement -> statement.sid().startsWith(PortwritStatements.SID_KEEP))
        .forEach(statements::add);
    String text = new PolicyDocument(model.id(), model.version(), statements).text();
    return Optional.of(text)
        .filter(some -> some.length() <= EcrContext.LONGEST_POLICY)
        .map(Reading::present);
  }

  private static boolean gives(LivePolicy from, LivePolicy to) {
    boolean more =
        to.grants().stream().anyMatch(grant -> from.grants().stream().noneMatch(grant::isWithin));
    boolean lessDenied =
        !PortwritStatements.byMeaning(to.denies())
            .keySet()
            .containsAll(PortwritStatements.byMeaning(from.denies()).keySet());
    return more || lessDenied;
  }

  private static String call(Reading target) {
    return target instanceof Reading.Present ? "SetRepositoryPolicy" : "DeleteRepositoryPolicy";
  }

  private static LivePolicy policy(Reading reading) throws UnreadablePolicy {
    return LivePolicy.of(
        reading instanceof Reading.Present present
            ? Optional.of(PolicyDocument.read(present.content()))
            : Optional.empty());
  }
}
