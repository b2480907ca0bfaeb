package dev.portwrit.registry.ecr;

import dev.portwrit.registry.CallCount;
import dev.portwrit.registry.LiveWriter;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Performed;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.Step;
import jakarta.json.JsonObject;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;

/**
 * Changes a registry of ECR, one call a step. Every call sets the whole object, so that the same
 * one twice leaves what one would.
 */
final class EcrWriter implements LiveWriter {
  private final EcrCalls calls;
  private final UnknownPrincipals principals;
  private final IamWriter iam;

  EcrWriter(EcrCalls calls) throws RegistryException {
    this.calls = calls;
    this.principals = new UnknownPrincipals(calls);
    this.iam = new IamWriter(calls);
    calls.checkAccount();
  }

  @Override
  public Performed perform(Step step) {
    try {
      return perform(step.object(), step.before(), step.after());
    } catch (UnreadablePolicy e) {
      return new Performed.Refused("`" + step.object() + "` is not to be read: " + e.getMessage());
    } catch (RuntimeException e) {
      if (!Failures.isOfTheSdk(e)) {
        throw e;
      }
      return failed(step, e);
    }
  }

  private Performed perform(ObjectId object, Reading before, Reading after)
      throws UnreadablePolicy {
    if (after instanceof Reading.Present target) {
      return put(object, before instanceof Reading.Absent, target.content());
    }
    return switch (object.kind()) {
      case EcrObjects.REPOSITORY_POLICY -> deletePolicy(object.name());
      case EcrObjects.CREATION_TEMPLATE -> deleteTemplate(object.name());
      case EcrObjects.ATTACHMENT -> iam.detach(Attachment.of(object));
      default -> noWay(object);
    };
  }

  private Performed put(ObjectId object, boolean isNew, String text) throws UnreadablePolicy {
    JsonObject content = PolicyJson.read(text);
    return switch (object.kind()) {
      case EcrObjects.REPOSITORY -> isNew ? create(object.name(), content) : noWay(object);
      case EcrObjects.TAG_MUTABILITY -> putMutability(object.name(), content);
      case EcrObjects.REPOSITORY_POLICY -> setPolicy(object.name(), text);
      case EcrObjects.MANAGED_POLICY -> iam.put(object.name(), isNew, text);
      case EcrObjects.ATTACHMENT -> iam.attach(Attachment.of(object));
      case EcrObjects.CREATION_TEMPLATE ->
          isNew ? createTemplate(object.name(), content) : updateTemplate(object.name(), content);
      default -> noWay(object);
    };
  }

  private static Performed noWay(ObjectId object) {
    return new Performed.Refused("there is no call that would change `" + object + "` so");
  }

  private Performed create(String name, JsonObject content) throws UnreadablePolicy {
    WrittenContents written = new WrittenContents(content);
    calls
        .counted()
        .change(
            "CreateRepository",
            () ->
                calls
                    .ecr()
                    .createRepository(
                        request -> {
                          request.registryId(account()).repositoryName(name).tags(written.tags());
                          request.imageScanningConfiguration(
                              scanning -> scanning.scanOnPush(written.scanOnPush()));
                          written.encryption().ifPresent(request::encryptionConfiguration);
                          written
                              .mutability()
                              .ifPresent(
                                  mutability ->
                                      request
                                          .imageTagMutability(mutability.mode())
                                          .imageTagMutabilityExclusionFilters(
                                              mutability.filters()));
                        }));
    return new Performed.Accepted();
  }

  private Performed putMutability(String name, JsonObject content) throws UnreadablePolicy {
    WrittenContents.Mutability mutability = WrittenContents.mutability(content);
    if (mutability.mode() == ImageTagMutability.UNKNOWN_TO_SDK_VERSION) {
      return new Performed.Refused("the mutability of `" + name + "` is not known");
    }
    calls
        .counted()
        .change(
            "PutImageTagMutability",
            () ->
                calls
                    .ecr()
                    .putImageTagMutability(
                        request ->
                            request
                                .registryId(account())
                                .repositoryName(name)
                                .imageTagMutability(mutability.mode())
                                .imageTagMutabilityExclusionFilters(mutability.filters())));
    return new Performed.Accepted();
  }

  /** Never by force: a policy that locks its own writer out is refused by the registry. */
  private Performed setPolicy(String name, String policy) {
    calls
        .counted()
        .change(
            "SetRepositoryPolicy",
            () ->
                calls
                    .ecr()
                    .setRepositoryPolicy(
                        request ->
                            request.registryId(account()).repositoryName(name).policyText(policy)));
    return new Performed.Accepted();
  }

  private Performed deletePolicy(String name) {
    calls
        .counted()
        .change(
            "DeleteRepositoryPolicy",
            () ->
                calls
                    .ecr()
                    .deleteRepositoryPolicy(
                        request -> request.registryId(account()).repositoryName(name)));
    return new Performed.Accepted();
  }

  private Performed createTemplate(String prefix, JsonObject content) throws UnreadablePolicy {
    WrittenContents written = new WrittenContents(content);
    calls
        .counted()
        .change(
            "CreateRepositoryCreationTemplate",
            () ->
                calls
                    .ecr()
                    .createRepositoryCreationTemplate(
                        request -> {
                          request
                              .prefix(prefix)
                              .appliedForWithStrings(written.appliedFor())
                              .description(written.text("description"))
                              .customRoleArn(written.text("customRoleArn"))
                              .lifecyclePolicy(written.text("lifecyclePolicy"))
                              .repositoryPolicy(written.object("repositoryPolicy"))
                              .resourceTags(written.tags());
                          written.templateEncryption().ifPresent(request::encryptionConfiguration);
                          written
                              .mutability()
                              .ifPresent(
                                  mutability ->
                                      request
                                          .imageTagMutability(mutability.mode())
                                          .imageTagMutabilityExclusionFilters(
                                              mutability.filters()));
                        }));
    return new Performed.Accepted();
  }

  private Performed updateTemplate(String prefix, JsonObject content) throws UnreadablePolicy {
    WrittenContents written = new WrittenContents(content);
    calls
        .counted()
        .change(
            "UpdateRepositoryCreationTemplate",
            () ->
                calls
                    .ecr()
                    .updateRepositoryCreationTemplate(
                        request -> {
                          request
                              .prefix(prefix)
                              .appliedForWithStrings(written.appliedFor())
                              .description(written.textOrEmpty("description"))
                              .customRoleArn(written.text("customRoleArn"))
                              .lifecyclePolicy(written.textOrEmpty("lifecyclePolicy"))
                              .repositoryPolicy(written.objectOrEmpty("repositoryPolicy"))
                              .resourceTags(written.tags());
                          written.templateEncryption().ifPresent(request::encryptionConfiguration);
                          written
                              .mutability()
                              .ifPresent(
                                  mutability ->
                                      request
                                          .imageTagMutability(mutability.mode())
                                          .imageTagMutabilityExclusionFilters(
                                              mutability.filters()));
                        }));
    return new Performed.Accepted();
  }

  private Performed deleteTemplate(String prefix) {
    calls
        .counted()
        .change(
            "DeleteRepositoryCreationTemplate",
            () -> calls.ecr().deleteRepositoryCreationTemplate(request -> request.prefix(prefix)));
    return new Performed.Accepted();
  }

  private Performed failed(Step step, RuntimeException e) {
    String reason = Failures.reason(step.call(), e);
    if (Failures.isUnclear(e)) {
      return new Performed.Unclear(reason);
    }
    if (UnknownPrincipals.isSaidBy(e) && step.after() instanceof Reading.Present target) {
      return principals
          .first(target.content())
          .<Performed>map(account -> new Performed.UnknownAccount(account, reason))
          .orElseGet(
              () ->
                  new Performed.Refused(
                      reason
                          + "; which one could not be told: allow `iam:GetUser` and"
                          + " `iam:GetRole`, and look at those of other accounts"));
    }
    return new Performed.Refused(reason);
  }

  private String account() {
    return calls.address().account();
  }

  @Override
  public CallCount calls() {
    return calls.count();
  }

  @Override
  public void close() {
    calls.close();
  }
}
