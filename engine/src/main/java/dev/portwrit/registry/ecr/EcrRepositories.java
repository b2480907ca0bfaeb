package dev.portwrit.registry.ecr;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.policy.Registry;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.registry.Accounts;
import dev.portwrit.registry.LiveWriter;
import dev.portwrit.registry.NativeNames;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Performed;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.RegistryFindings;
import dev.portwrit.registry.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/**
 * Single repositories of a registry of ECR, for who stands before it: whether one is there, and the
 * making of one as policies ask. May be used by several threads; may block for as long as AWS and
 * its pace take.
 */
public final class EcrRepositories implements AutoCloseable {
  private final EcrConnection connection;
  private final NativeNames names;
  private @Nullable EcrCalls opened;

  /** What became of making one. */
  public sealed interface Making {
    /**
     * It is there, by this call or by somebody else's.
     *
     * @param missing what of it could not be set, one line without secrets; the next apply sets it
     */
    record Made(Optional<String> missing) implements Making {}

    /**
     * It is not there.
     *
     * @param reason one line without secrets, for operators
     * @param mayPass whether it may be there the next time without anybody mending anything
     */
    record NotMade(String reason, boolean mayPass) implements Making {}
  }

  private EcrRepositories(Registry registry, EcrConnection connection) {
    this.connection = connection;
    this.names = new NativeNames(registry);
  }

  /**
   * Those of a registry, by the credentials of the usual chain of AWS. Nothing is asked yet.
   *
   * @param registry its definition, of type ECR
   * @return the repositories, to be closed
   * @throws RegistryException if the definition lacks something
   */
  public static EcrRepositories of(Registry registry) throws RegistryException {
    return of(registry, EcrConnection.of(registry));
  }

  static EcrRepositories of(Registry registry, EcrConnection connection) {
    return new EcrRepositories(registry, connection);
  }

  /**
   * Whether one is there, by one call: {@code DescribeRepositories}.
   *
   * @param repository as policies call it
   * @return what is known of it
   */
  public Reading find(RepositoryName repository) {
    String name = names.nativeName(repository);
    try {
      return calls().repositories(List.of(name)).stream()
          .filter(one -> one.repositoryName().equals(name))
          .findFirst()
          .map(one -> Reading.present(Contents.repository(one, Optional.empty())))
          .orElseGet(
              () -> new Reading.Unknown("`DescribeRepositories` answered without `" + name + "`"));
    } catch (RepositoryNotFoundException e) {
      return Reading.absent();
    } catch (RegistryException e) {
      return new Reading.Unknown(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      if (!Failures.isOfTheSdk(e)) {
        throw e;
      }
      return new Reading.Unknown(Failures.reason("DescribeRepositories", e));
    }
  }

  /**
   * Makes one as policies ask: with its tags of AWS, its scanning, its encryption and the
   * mutability of its tags by the call that makes it, and then with its policy. One that is there
   * meanwhile is left as it is.
   *
   * @param index the policies
   * @param registry the registry as they define it
   * @param repository as they call it
   * @param now the instant at which expiry is judged
   * @return what became of it
   */
  public Making make(PolicyIndex index, Registry registry, RepositoryName repository, Instant now) {
    RegistryFindings findings = new RegistryFindings();
    // Who passes pushes on need not be who applies policies, and must not shut that one out.
    EcrContext context = new EcrContext(registry, registry.ecr().engine());
    String name = names.nativeName(repository);
    if (!EcrNames.of(registry).check(registry.place(), repository, name, Map.of(), findings)) {
      return new Making.NotMade(first(findings), false);
    }
    PolicyGrants grants =
        new PolicyGrants(
            index, Accounts.of(index.workspace(), registry.name()), context.partition(), now);
    Map<ObjectId, Reading> targets =
        new RepositoryForm(context, grants, findings, NativeState.EMPTY, true, now)
            .targets(index, repository, name);
    Reading target = targets.get(EcrObjects.repository(name));
    if (target == null) {
      return new Making.NotMade(first(findings), false);
    }
    try {
      return make(
          new EcrWriter(calls()),
          repository,
          step(EcrObjects.repository(name), target),
          targets.getOrDefault(EcrObjects.repositoryPolicy(name), Reading.absent()));
    } catch (RegistryException e) {
      return new Making.NotMade(e.getMessage() + "; " + e.help(), false);
    }
  }

  private Making make(LiveWriter writer, RepositoryName repository, Step creation, Reading policy) {
    Performed created = writer.perform(creation);
    if (!(created instanceof Performed.Accepted)) {
      // Somebody else may have been first, or only the answer is lost: what is there counts.
      return find(repository) instanceof Reading.Present
          ? new Making.Made(Optional.of("its policy, since somebody else may have made it"))
          : new Making.NotMade(reason(created), created instanceof Performed.Unclear);
    }
    if (policy.equals(Reading.absent())) {
      return new Making.Made(Optional.empty());
    }
    Performed set =
        writer.perform(step(EcrObjects.repositoryPolicy(creation.object().name()), policy));
    return new Making.Made(
        set instanceof Performed.Accepted
            ? Optional.empty()
            : Optional.of("its policy: " + reason(set)));
  }

  private static Step step(ObjectId object, Reading target) {
    return EcrSteps.between(object, Reading.absent(), target).get(0);
  }

  private static String reason(Performed performed) {
    if (performed instanceof Performed.Refused refused) {
      return refused.reason();
    }
    if (performed instanceof Performed.UnknownAccount unknown) {
      return unknown.reason();
    }
    return performed instanceof Performed.Unclear unclear ? unclear.reason() : "it was accepted";
  }

  private static String first(RegistryFindings findings) {
    return findings.list().stream()
        .map(Diagnostic::message)
        .findFirst()
        .orElse("ECR cannot have it as policies ask");
  }

  private synchronized EcrCalls calls() throws RegistryException {
    EcrCalls calls = opened;
    if (calls == null) {
      calls = connection.calls();
      opened = calls;
    }
    return calls;
  }

  @Override
  public synchronized void close() {
    if (opened != null) {
      opened.close();
    }
  }
}
