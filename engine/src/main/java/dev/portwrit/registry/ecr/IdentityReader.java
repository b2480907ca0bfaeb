package dev.portwrit.registry.ecr;

import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.ecr.PageReader.Page;
import dev.portwrit.registry.ecr.PageReader.Pages;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.GroupDetail;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.UserDetail;

/**
 * Reads what IAM gives the users and roles of the account, by one listing of everything: {@code
 * GetAccountAuthorizationDetails}. What it names and did not bring is unknown.
 */
final class IdentityReader {
  private static final String CALL = "GetAccountAuthorizationDetails";

  private static final List<String> KINDS =
      List.of(EcrObjects.IDENTITY, EcrObjects.MANAGED_POLICY, EcrObjects.ATTACHMENT);

  private final EcrCalls calls;

  IdentityReader(EcrCalls calls) {
    this.calls = calls;
  }

  void read(NativeState.Builder state) {
    Pages<GetAccountAuthorizationDetailsResponse> pages = pages();
    Optional<String> broken = pages.broken();
    broken.ifPresent(why -> KINDS.forEach(kind -> state.gap(kind, why)));
    Account account = new Account(calls.address().name());
    pages.items().forEach(account::add);
    account.putManaged(state);
    for (UserDetail user : account.users) {
      state.put(new ObjectId(EcrObjects.IDENTITY, user.arn()), account.of(user));
    }
    for (RoleDetail role : account.roles) {
      state.put(new ObjectId(EcrObjects.IDENTITY, role.arn()), account.of(role));
    }
  }

  private Pages<GetAccountAuthorizationDetailsResponse> pages() {
    return PageReader.read(
        CALL,
        marker ->
            calls
                .counted()
                .ask(
                    CALL,
                    () -> {
                      GetAccountAuthorizationDetailsResponse page =
                          calls
                              .clients()
                              .iam()
                              .getAccountAuthorizationDetails(
                                  request ->
                                      request.maxItems(EcrCalls.PAGE).marker(marker.orElse(null)));
                      return new Page<>(List.of(page), next(page));
                    }));
  }

  private static @Nullable String next(GetAccountAuthorizationDetailsResponse page) {
    return Boolean.TRUE.equals(page.isTruncated()) ? page.marker() : null;
  }

  /** Source: IAM API reference, PolicyDetail: documents are URL-encoded by RFC 3986. */
  static String canonical(String name, @Nullable String encoded) throws UnreadablePolicy {
    try {
      // A plus sign is itself there.
      String text =
          URLDecoder.decode(
              (encoded == null ? "" : encoded).replace("+", "%2B"), StandardCharsets.UTF_8);
      return PolicyDocument.canonical(text);
    } catch (IllegalArgumentException | UnreadablePolicy e) {
      String why = e instanceof UnreadablePolicy ? ": " + e.getMessage() : "";
      throw new UnreadablePolicy("its policy `" + name + "` is not understood" + why);
    }
  }

  /** The parts of the listing, put together when all pages are there. */
  private static final class Account {
    private final List<UserDetail> users = new ArrayList<>();
    private final List<RoleDetail> roles = new ArrayList<>();
    private final Map<String, GroupDetail> groups = new HashMap<>();
    private final Map<String, ManagedPolicyDetail> managed = new HashMap<>();
    private final String registry;

    Account(String registry) {
      this.registry = registry;
    }

    void add(GetAccountAuthorizationDetailsResponse page) {
      users.addAll(page.userDetailList());
      roles.addAll(page.roleDetailList());
      page.groupDetailList().forEach(group -> groups.put(group.groupName(), group));
      page.policies().forEach(policy -> managed.put(policy.arn(), policy));
    }

    /** Our own managed policies and what they are attached to, which identities leave out. */
    void putManaged(NativeState.Builder state) {
      for (String arn : managed.keySet()) {
        LoginPolicy.nameIn(registry, arn)
            .ifPresent(name -> state.put(LoginPolicy.id(name), content(arn)));
      }
      users.forEach(user -> putAttached(state, user.arn(), user.attachedManagedPolicies()));
      roles.forEach(role -> putAttached(state, role.arn(), role.attachedManagedPolicies()));
      groups
          .values()
          .forEach(group -> putAttached(state, group.arn(), group.attachedManagedPolicies()));
    }

    private Reading content(String arn) {
      try {
        return Reading.present(managed(arn));
      } catch (UnreadablePolicy e) {
        return new Reading.Unknown(String.valueOf(e.getMessage()));
      }
    }

    private void putAttached(NativeState.Builder state, String to, List<AttachedPolicy> attached) {
      for (AttachedPolicy policy : attached) {
        LoginPolicy.nameIn(registry, policy.policyArn())
            .ifPresent(
                name ->
                    state.put(new Attachment(name, to).id(), Reading.present(Attachment.CONTENT)));
      }
    }

    Reading of(UserDetail user) {
      try {
        SortedSet<String> policies = new TreeSet<>();
        SortedSet<String> arns = new TreeSet<>();
        add(policies, user.userPolicyList(), user.attachedManagedPolicies());
        for (String name : user.groupList()) {
          GroupDetail group = groups.get(name);
          if (group == null) {
            throw new UnreadablePolicy("its group `" + name + "` is not in the listing");
          }
          add(policies, group.groupPolicyList(), group.attachedManagedPolicies());
          arns.add(group.arn());
        }
        return content(policies, arns, user.permissionsBoundary());
      } catch (UnreadablePolicy e) {
        return unknown(user.arn(), e);
      }
    }

    Reading of(RoleDetail role) {
      try {
        SortedSet<String> policies = new TreeSet<>();
        add(policies, role.rolePolicyList(), role.attachedManagedPolicies());
        return content(policies, new TreeSet<>(), role.permissionsBoundary());
      } catch (UnreadablePolicy e) {
        return unknown(role.arn(), e);
      }
    }

    private void add(
        SortedSet<String> policies, List<PolicyDetail> inline, List<AttachedPolicy> attached)
        throws UnreadablePolicy {
      for (PolicyDetail policy : inline) {
        policies.add(canonical(policy.policyName(), policy.policyDocument()));
      }
      for (AttachedPolicy policy : attached) {
        if (LoginPolicy.nameIn(registry, policy.policyArn()).isEmpty()) {
          policies.add(managed(policy.policyArn()));
        }
      }
    }

    private String managed(String arn) throws UnreadablePolicy {
      Stream<PolicyVersion> versions =
          Optional.ofNullable(managed.get(arn)).stream()
              .flatMap(policy -> policy.policyVersionList().stream());
      Optional<PolicyVersion> inForce =
          versions.filter(version -> Boolean.TRUE.equals(version.isDefaultVersion())).findFirst();
      if (inForce.isEmpty()) {
        throw new UnreadablePolicy("its policy `" + arn + "` is not in the listing");
      }
      return canonical(arn, inForce.get().document());
    }

    private Reading content(
        SortedSet<String> policies,
        SortedSet<String> groups,
        @Nullable AttachedPermissionsBoundary boundary)
        throws UnreadablePolicy {
      JsonObjectBuilder object = PolicyJson.JSON.createObjectBuilder();
      if (boundary != null && boundary.permissionsBoundaryArn() != null) {
        object.add("boundary", PolicyJson.read(managed(boundary.permissionsBoundaryArn())));
      }
      if (!groups.isEmpty()) {
        object.add("groups", PolicyJson.array(groups));
      }
      JsonArrayBuilder list = PolicyJson.JSON.createArrayBuilder();
      for (String policy : policies) {
        list.add(PolicyJson.read(policy));
      }
      return Reading.present(object.add("policies", list).build().toString());
    }

    private static Reading unknown(String arn, UnreadablePolicy e) {
      return new Reading.Unknown("what IAM gives `" + arn + "` is unknown: " + e.getMessage());
    }
  }
}
