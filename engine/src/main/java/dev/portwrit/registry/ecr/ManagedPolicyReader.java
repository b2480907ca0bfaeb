package dev.portwrit.registry.ecr;

import dev.portwrit.registry.Reading;
import dev.portwrit.registry.ecr.PageReader.Page;
import dev.portwrit.registry.ecr.PageReader.Pages;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Reads one managed policy of ours, or whether it is attached to somebody. */
final class ManagedPolicyReader {
  private final EcrCalls calls;

  ManagedPolicyReader(EcrCalls calls) {
    this.calls = calls;
  }

  Reading policy(String name) {
    String arn = arn(name);
    try {
      String version =
          calls
              .counted()
              .ask(
                  "GetPolicy",
                  () -> iam().getPolicy(to -> to.policyArn(arn)).policy().defaultVersionId());
      String document =
          calls
              .counted()
              .ask(
                  "GetPolicyVersion",
                  () ->
                      iam()
                          .getPolicyVersion(to -> to.policyArn(arn).versionId(version))
                          .policyVersion()
                          .document());
      return Reading.present(IdentityReader.canonical(arn, document));
    } catch (NoSuchEntityException e) {
      return Reading.absent();
    } catch (UnreadablePolicy e) {
      return new Reading.Unknown(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      if (!Failures.isOfTheSdk(e)) {
        throw e;
      }
      return new Reading.Unknown(Failures.reason("GetPolicy", e));
    }
  }

  Reading attachment(Attachment attachment) {
    String arn = arn(attachment.policy());
    String call = "ListAttached" + attachment.kind().word() + "Policies";
    Pages<AttachedPolicy> pages =
        PageReader.read(
            call, marker -> calls.counted().ask(call, () -> page(attachment, marker.orElse(null))));
    if (pages.failure().filter(NoSuchEntityException.class::isInstance).isPresent()) {
      return Reading.absent();
    }
    if (pages.items().stream().anyMatch(one -> arn.equals(one.policyArn()))) {
      return Reading.present(Attachment.CONTENT);
    }
    return pages.broken().<Reading>map(Reading.Unknown::new).orElseGet(Reading::absent);
  }

  private Page<AttachedPolicy> page(Attachment attachment, @Nullable String marker) {
    String name = attachment.name();
    return switch (attachment.kind()) {
      case ROLE -> {
        ListAttachedRolePoliciesResponse page =
            iam()
                .listAttachedRolePolicies(
                    to -> to.roleName(name).pathPrefix(LoginPolicy.PATH).marker(marker));
        yield page(page.attachedPolicies(), page.isTruncated(), page.marker());
      }
      case USER -> {
        ListAttachedUserPoliciesResponse page =
            iam()
                .listAttachedUserPolicies(
                    to -> to.userName(name).pathPrefix(LoginPolicy.PATH).marker(marker));
        yield page(page.attachedPolicies(), page.isTruncated(), page.marker());
      }
      case GROUP -> {
        ListAttachedGroupPoliciesResponse page =
            iam()
                .listAttachedGroupPolicies(
                    to -> to.groupName(name).pathPrefix(LoginPolicy.PATH).marker(marker));
        yield page(page.attachedPolicies(), page.isTruncated(), page.marker());
      }
    };
  }

  private static Page<AttachedPolicy> page(
      List<AttachedPolicy> items, @Nullable Boolean isTruncated, @Nullable String marker) {
    return new Page<>(items, Boolean.TRUE.equals(isTruncated) ? marker : null);
  }

  private String arn(String name) {
    return LoginPolicy.arn(
        Arn.partition(calls.address().region()), calls.address().account(), name);
  }

  private IamClient iam() {
    return calls.clients().iam();
  }
}
