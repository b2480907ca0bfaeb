package dev.portwrit.registry.ecr;

import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.LiveRegistry;
import dev.portwrit.registry.LiveWriter;
import dev.portwrit.registry.NativeForm;
import dev.portwrit.registry.NativeNames;
import dev.portwrit.registry.RegistryException;
import java.util.Optional;

/** A registry of ECR as a workspace defines it. */
public final class EcrRegistry implements LiveRegistry {
  private final EcrForm form;
  private final EcrConnection connection;
  private final EcrInterest interest;

  private EcrRegistry(EcrForm form, EcrConnection connection, EcrInterest interest) {
    this.form = form;
    this.connection = connection;
    this.interest = interest;
  }

  /**
   * The form of a registry that nobody is asked about.
   *
   * @param registry its definition, of type ECR
   * @return the form; where the definition names no {@code engine}, nobody is known to be it
   */
  public static NativeForm unasked(Registry registry) {
    return new EcrForm(registry, Optional.empty());
  }

  /**
   * The registry by the credentials of the usual chain of AWS. Asks who they belong to, unless the
   * definition says who applies policies.
   *
   * @param registry its definition, of type ECR
   * @param workspace the policies that define it, which say what of it is worth a call
   * @return the registry
   * @throws RegistryException if the definition lacks something, there are no credentials, they are
   *     refused, or they are of another account
   */
  public static EcrRegistry of(Registry registry, Workspace workspace) throws RegistryException {
    return of(registry, workspace, EcrConnection.of(registry));
  }

  static EcrRegistry of(Registry registry, Workspace workspace, EcrConnection connection)
      throws RegistryException {
    Optional<String> caller =
        registry.ecr().engine().isPresent() ? Optional.empty() : Optional.of(connection.caller());
    NativeNames names = new NativeNames(registry);
    boolean hasTags = !registry.ecr().resourceTags().isEmpty();
    return new EcrRegistry(
        new EcrForm(registry, caller),
        connection,
        new EcrInterest(
            name -> names.ours(name).isPresent(),
            name -> names.ours(name).filter(ours -> keepsTags(workspace, ours)).isPresent(),
            name -> hasTags,
            registry.ecr().managedPolicies()));
  }

  /** Whether a lifecycle rule could delete what policy keeps. */
  private static boolean keepsTags(Workspace workspace, RepositoryName repository) {
    return workspace.protections().stream()
        .anyMatch(
            protection ->
                LifecycleRules.concern(protection)
                    && protection.repositories().stream()
                        .anyMatch(some -> some.matches(repository)));
  }

  @Override
  public NativeForm form() {
    return form;
  }

  @Override
  public LiveReader reader() throws RegistryException {
    return connection.reader(interest);
  }

  @Override
  public LiveWriter writer() throws RegistryException {
    return connection.writer();
  }
}
