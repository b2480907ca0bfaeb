package dev.portwrit.registry.ecr;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.policy.EcrSettings;
import dev.portwrit.policy.Protection;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryFindings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** What policy asks one repository to be. */
final class RepositoryForm {
  private final EcrContext context;
  private final PolicyGrants grants;
  private final RegistryFindings findings;
  private final NativeState live;
  private final boolean removes;
  private final boolean opens;
  private final Instant now;
  private final WiderAccess wider;
  // Many repositories have the same policy: each text is taken apart once.
  private final Map<String, LivePolicy> apart = new HashMap<>();

  RepositoryForm(
      EcrContext context,
      PolicyGrants grants,
      RegistryFindings findings,
      NativeState live,
      boolean removes,
      Instant now) {
    this.context = context;
    this.grants = grants;
    this.findings = findings;
    this.live = live;
    this.removes = removes;
    // What somebody wrote into a managed policy of ours goes first; the next plan opens.
    this.opens = removes && !(context.settings().managedPolicies() && LoginTargets.isWide(live));
    this.now = now;
    this.wider = new WiderAccess(context, live, findings);
  }

  /** The targets; none where it can be nothing without saying more than policy. */
  Map<ObjectId, Reading> targets(PolicyIndex index, RepositoryName name, String nativeName) {
    ObjectId repository = EcrObjects.repository(nativeName);
    ObjectId mutability = EcrObjects.tagMutability(nativeName);
    ObjectId policy = EcrObjects.repositoryPolicy(nativeName);
    Reading there = live.at(repository);
    SortedMap<ObjectId, Reading> targets = new TreeMap<>();
    if (there.isUnknown()) {
      for (ObjectId id : List.of(repository, mutability, policy)) {
        targets.put(id, there);
      }
      return targets;
    }
    boolean isNew = there.equals(Reading.absent());
    Reading liveMutability = isNew ? Reading.absent() : live.at(mutability);
    Reading livePolicy = isNew ? Reading.absent() : live.at(policy);
    List<Protection> immutable = Immutable.of(index, name);
    Reading kept = mutability(immutable, liveMutability, livePolicy, nativeName);
    if (!isNew) {
      targets.put(mutability, kept);
    }
    policy(immutable, name, nativeName, livePolicy, isNew)
        .ifPresent(target -> targets.put(policy, target));
    if (!targets.containsKey(policy)) {
      return Map.of(); // too large: nothing of it is changed
    }
    // What is there keeps what it was made with; a new one has its mutability from the start.
    targets.put(
        repository,
        isNew && kept instanceof Reading.Present made
            ? new RepositorySettings(context.settings()).created(made.content())
            : there);
    return targets;
  }

  private Reading mutability(
      List<Protection> immutable, Reading there, Reading livePolicy, String nativeName) {
    if (there.isUnknown()) {
      return there;
    }
    TagMutability current;
    try {
      current =
          there instanceof Reading.Present present
              ? TagMutability.read(present.content())
              : TagMutability.MUTABLE;
    } catch (UnreadablePolicy e) {
      return new Reading.Unknown(String.valueOf(e.getMessage()));
    }
    TagFilters wanted = TagFilters.of(immutable);
    reportTags(wanted, immutable, nativeName);
    MutabilityTarget target = new MutabilityTarget(wanted.kept(), current);
    // What no protection can say was never ours.
    boolean isOurs =
        !immutable.isEmpty()
            || (current.patterns().isPresent()
                && (!context.settings().deleteProtection() || hasKeepStatement(livePolicy)));
    // What ECR cannot be told is perhaps kept by what is there.
    boolean mayOpen = opens && isOurs && wanted.left().isEmpty();
    return Reading.present(target.choose(mayOpen).content());
  }

  // Where we keep tags from deletion, their immutability is ours too.
  private boolean hasKeepStatement(Reading livePolicy) {
    try {
      return apart(livePolicy).hasOurs(PortwritStatements.SID_KEEP);
    } catch (UnreadablePolicy e) {
      return false;
    }
  }

  private LivePolicy apart(Reading policy) throws UnreadablePolicy {
    if (!(policy instanceof Reading.Present present)) {
      return LivePolicy.of(Optional.empty());
    }
    LivePolicy known = apart.get(present.content());
    if (known == null) {
      known = LivePolicy.of(Optional.of(PolicyDocument.read(present.content())));
      apart.put(present.content(), known);
    }
    return known;
  }

  private void reportTags(TagFilters wanted, List<Protection> immutable, String nativeName) {
    for (Protection protection : immutable) {
      List<String> left =
          protection.tags().stream()
              .filter(wanted.left()::contains)
              .map(pattern -> "`" + pattern + "`")
              .toList();
      if (!left.isEmpty()) {
        context.report(
            findings,
            protection.place(),
            Code.NATIVE_TAGS,
            "ECR cannot keep the tags "
                + String.join(", ", left)
                + " of `"
                + nativeName
                + "`: it knows at most five patterns with at most two `*`");
      }
    }
    List<String> signing = TagFilters.keepingSigningTags(wanted.kept(), immutable);
    if (!signing.isEmpty()) {
      findings.warning(
          immutable.get(0).place(),
          Code.NATIVE_SIGNING_TAGS,
          "ECR keeps tags of signing tools in `"
              + nativeName
              + "` too, which `"
              + String.join("`, `", signing)
              + "` match",
          "name the tags so that no pattern matches `sha256-…`, or protect `*`");
    }
  }

  /** Empty where the policy would be larger than ECR takes. */
  private Optional<Reading> policy(
      List<Protection> immutable,
      RepositoryName name,
      String nativeName,
      Reading there,
      boolean isNew) {
    if (there.isUnknown()) {
      return Optional.of(there);
    }
    LivePolicy current;
    try {
      current = apart(there);
    } catch (UnreadablePolicy e) {
      String reason = "its policy is not understood: " + e.getMessage();
      findings.error(
          context.registry().place(),
          Code.NATIVE_UNKNOWN,
          "the policy of `"
              + nativeName
              + "` in `"
              + context.registry().name()
              + "`: "
              + e.getMessage(),
          "mend it by hand, or remove it");
      return Optional.of(new Reading.Unknown(reason));
    }
    SortedSet<RoleGrant> wanted = wanted(name, current);
    Optional<PolicyDocument> target =
        current.become(wanted, denies(immutable, wanted, current, isNew), now);
    if (target.isEmpty()) {
      wider.report(nativeName, PolicyDocument.of(List.of()), current, wanted);
      return Optional.of(Reading.absent());
    }
    String text = target.get().text();
    boolean isAsItIs = there instanceof Reading.Present present && present.content().equals(text);
    if (text.length() > EcrContext.LONGEST_POLICY && !isAsItIs) {
      findings.error(
          context.registry().place(),
          Code.NATIVE_TOO_LARGE,
          "the policy of `%s` would have %,d characters, more than the %,d that ECR takes"
              .formatted(nativeName, text.length(), EcrContext.LONGEST_POLICY),
          "grant it to teams that have an account of their own, or to an account as a whole");
      return Optional.empty();
    }
    wider.report(nativeName, target.get(), current, wanted);
    return Optional.of(Reading.present(text));
  }

  private SortedSet<RoleGrant> wanted(RepositoryName name, LivePolicy current) {
    SortedSet<RoleGrant> asked = new RepositoryStatements(context, grants.on(name), false).grants();
    List<RoleGrant> wanted = new ArrayList<>(asked);
    if (!removes) {
      wanted.addAll(current.grantsAt(now));
    }
    return RoleGrant.reduced(wanted);
  }

  private List<Statement> denies(
      List<Protection> immutable, SortedSet<RoleGrant> wanted, LivePolicy current, boolean isNew) {
    EcrSettings settings = context.settings();
    List<Statement> denies = new ArrayList<>();
    boolean shutsOut = current.hasOurs(PortwritStatements.SID_ONLY);
    boolean exclusive = (removes && settings.exclusive()) || (!opens && shutsOut);
    if (exclusive) {
      // Without knowing who governs, everybody could be shut out for good.
      context
          .engine()
          .ifPresent(
              engine ->
                  denies.addAll(PortwritStatements.excluding(wanted, engine, context.gateway())));
    }
    // From somebody it takes what IAM may give: where nothing may be taken only a new one has it.
    boolean hasKeeping = current.hasOurs(PortwritStatements.SID_KEEP);
    boolean keepsTags =
        settings.deleteProtection() && !immutable.isEmpty() && (removes || isNew || hasKeeping);
    if (keepsTags || (!opens && hasKeeping)) {
      denies.addAll(PortwritStatements.keepingTags(context.engine(), context.gateway()));
    }
    return denies;
  }
}
