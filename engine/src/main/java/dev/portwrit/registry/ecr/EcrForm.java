package dev.portwrit.registry.ecr;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Registry;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.registry.Accounts;
import dev.portwrit.registry.Desired;
import dev.portwrit.registry.Handout;
import dev.portwrit.registry.Imported;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeForm;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryFindings;
import dev.portwrit.registry.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What policy becomes in ECR; docs/ecr.md says what ECR keeps itself and what it cannot. */
public final class EcrForm implements NativeForm {
  private final EcrContext context;
  private final Optional<String> caller;
  private final Predicate<String> spokenOf;

  /**
   * The form of a registry.
   *
   * @param registry its definition
   * @param caller the ARN of the role or user by whose credentials policies are applied, where the
   *     definition names no {@code engine}; empty if it is not known
   * @throws IllegalArgumentException if it is none of type ECR
   */
  public EcrForm(Registry registry, Optional<String> caller) {
    if (registry.type() != Registry.Type.ECR
        || registry.account().isEmpty()
        || registry.region().isEmpty()) {
      throw new IllegalArgumentException("`" + registry.name() + "` is no registry of type ECR");
    }
    this.context = new EcrContext(registry, registry.ecr().engine().or(() -> caller));
    this.caller = caller;
    this.spokenOf = name -> true;
  }

  private EcrForm(EcrForm whole, Predicate<String> spokenOf) {
    this.context = whole.context;
    this.caller = whole.caller;
    this.spokenOf = spokenOf;
  }

  @Override
  public Predicate<String> touched(PolicyIndex before, PolicyIndex after, Instant now) {
    return ChangedRepositories.between(before, after, context, caller, now);
  }

  @Override
  public NativeForm within(Predicate<String> repositories, Set<String> others) {
    return new EcrForm(this, repositories);
  }

  @Override
  public Desired desired(PolicyIndex index, NativeState live, Registry.Mode mode, Instant now) {
    RegistryFindings findings = new RegistryFindings();
    PolicyGrants grants = grants(index, now);
    boolean removes = mode != Registry.Mode.ADDITIVE;
    SortedMap<String, RepositoryName> governed = governed(index, live, findings);
    SortedMap<ObjectId, Reading> targets = new TreeMap<>();
    RepositoryForm form = new RepositoryForm(context, grants, findings, live, removes, now);
    governed.forEach((name, ours) -> targets.putAll(form.targets(index, ours, name)));
    if (context.settings().createOnPush()) {
      targets.putAll(new CreationTemplates(context, grants, index, now).targets(live));
    }
    Logins logins = new Logins(context, grants, index, now);
    NativeState then = live;
    if (context.settings().managedPolicies()) {
      SortedMap<ObjectId, Reading> ofIam =
          new LoginTargets(context, logins, findings, live).targets(removes);
      targets.putAll(ofIam);
      then = live.withAll(ofIam);
    }
    new LoginFindings(context, grants, logins).report(then, findings);
    new PolicyFindings(context, grants, findings).report(index, governed.values(), now);
    new NativeFindings(context, findings).report(index, live, governed);
    return new Desired(targets, findings.list());
  }

  private PolicyGrants grants(PolicyIndex index, Instant now) {
    return new PolicyGrants(
        index, Accounts.of(index.workspace(), context.registry().name()), context.partition(), now);
  }

  /** The repositories that policy speaks of, as far as this form does. */
  private SortedMap<String, RepositoryName> governed(
      PolicyIndex index, NativeState live, RegistryFindings findings) {
    SortedMap<String, RepositoryName> governed =
        EcrNames.of(context.registry()).of(index, live, EcrObjects.REPOSITORY, findings);
    governed.keySet().removeIf(spokenOf.negate());
    return governed;
  }

  @Override
  public List<Handout> handouts(PolicyIndex index, Instant now) {
    PolicyGrants grants = grants(index, now);
    return new LoginFindings(context, grants, new Logins(context, grants, index, now)).handouts();
  }

  @Override
  public Set<String> concerns(ObjectId object) {
    return switch (object.kind()) {
      // A managed policy and what it is attached to wait for each other, and for nothing else.
      case EcrObjects.MANAGED_POLICY -> Set.of(object.toString());
      case EcrObjects.ATTACHMENT ->
          Set.of(LoginPolicy.id(Attachment.of(object).policy()).toString());
      // It reaches no repository that is there.
      case EcrObjects.CREATION_TEMPLATE, EcrObjects.PULL_THROUGH_CACHE -> Set.of(object.toString());
      case EcrObjects.REGISTRY_POLICY,
          EcrObjects.REGISTRY_POLICY_SCOPE,
          EcrObjects.REPLICATION,
          EcrObjects.IDENTITY ->
          Set.of(EVERYWHERE);
      default -> Set.of(object.name());
    };
  }

  @Override
  public Optional<String> engineAccount() {
    return context.engine();
  }

  @Override
  public List<Step> steps(ObjectId object, Reading live, Reading target) {
    return EcrSteps.between(object, live, target);
  }

  @Override
  public NativeAccess access(NativeState state) {
    return new StateAccess(context.region(), context.account(), state).find();
  }

  @Override
  public Imported imported(PolicyIndex index, NativeState live) {
    return new EcrImport(context, index, live).files();
  }
}
