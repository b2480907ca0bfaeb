package dev.portwrit.registry.ecr;

import dev.portwrit.registry.Performed;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Makes the managed policies of teams, and attaches and detaches them. It deletes none. */
final class IamWriter {
  private final EcrCalls calls;

  IamWriter(EcrCalls calls) {
    this.calls = calls;
  }

  Performed put(String name, boolean isNew, String document) {
    return isNew ? create(name, document) : change(name, document);
  }

  private Performed create(String name, String document) {
    calls
        .counted()
        .change(
            "CreatePolicy",
            () ->
                iam()
                    .createPolicy(
                        to -> to.policyName(name).path(LoginPolicy.PATH).policyDocument(document)));
    return new Performed.Accepted();
  }

  /** Source: IAM User Guide, "Versioning IAM policies": there are at most five. */
  private Performed change(String name, String document) {
    try {
      calls
          .counted()
          .change(
              "CreatePolicyVersion",
              () ->
                  iam()
                      .createPolicyVersion(
                          to ->
                              to.policyArn(arn(name)).policyDocument(document).setAsDefault(true)));
      return new Performed.Accepted();
    } catch (LimitExceededException e) {
      return new Performed.Refused(
          Failures.reason("CreatePolicyVersion", e) + "; delete a version of it that is not used");
    }
  }

  /** By its name a policy could come to another than the one whose ARN policy names. */
  Performed attach(Attachment attachment) {
    Optional<String> missing = missing(attachment);
    if (missing.isPresent()) {
      return new Performed.UnknownAccount(attachment.to(), missing.get());
    }
    String name = attachment.name();
    String arn = arn(attachment.policy());
    String call = "Attach" + attachment.kind().word() + "Policy";
    switch (attachment.kind()) {
      case ROLE ->
          calls
              .counted()
              .change(call, () -> iam().attachRolePolicy(to -> to.roleName(name).policyArn(arn)));
      case USER ->
          calls
              .counted()
              .change(call, () -> iam().attachUserPolicy(to -> to.userName(name).policyArn(arn)));
      case GROUP ->
          calls
              .counted()
              .change(call, () -> iam().attachGroupPolicy(to -> to.groupName(name).policyArn(arn)));
    }
    return new Performed.Accepted();
  }

  Performed detach(Attachment attachment) {
    String name = attachment.name();
    String arn = arn(attachment.policy());
    String call = "Detach" + attachment.kind().word() + "Policy";
    switch (attachment.kind()) {
      case ROLE ->
          calls
              .counted()
              .change(call, () -> iam().detachRolePolicy(to -> to.roleName(name).policyArn(arn)));
      case USER ->
          calls
              .counted()
              .change(call, () -> iam().detachUserPolicy(to -> to.userName(name).policyArn(arn)));
      case GROUP ->
          calls
              .counted()
              .change(call, () -> iam().detachGroupPolicy(to -> to.groupName(name).policyArn(arn)));
    }
    return new Performed.Accepted();
  }

  private Optional<String> missing(Attachment attachment) {
    try {
      String there = there(attachment);
      return there.equals(attachment.to())
          ? Optional.empty()
          : Optional.of("IAM has `" + there + "` under that name");
    } catch (NoSuchEntityException e) {
      return Optional.of(Failures.reason("Get" + attachment.kind().word(), e));
    }
  }

  private String there(Attachment attachment) {
    String name = attachment.name();
    String call = "Get" + attachment.kind().word();
    return switch (attachment.kind()) {
      case ROLE ->
          calls.counted().ask(call, () -> iam().getRole(to -> to.roleName(name)).role().arn());
      case USER ->
          calls.counted().ask(call, () -> iam().getUser(to -> to.userName(name)).user().arn());
      case GROUP ->
          calls.counted().ask(call, () -> iam().getGroup(to -> to.groupName(name)).group().arn());
    };
  }

  private String arn(String name) {
    return LoginPolicy.arn(
        Arn.partition(calls.address().region()), calls.address().account(), name);
  }

  private IamClient iam() {
    return calls.clients().iam();
  }
}
