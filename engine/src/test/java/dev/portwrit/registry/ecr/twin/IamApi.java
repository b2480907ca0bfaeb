package dev.portwrit.registry.ecr.twin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The APIs of IAM and STS, as far as they are asked for.
 *
 * <p>Source: IAM API reference, GetAccountAuthorizationDetails (pages of {@code MaxItems}, a
 * marker, documents URL-encoded by RFC 3986), GetUser, GetRole; STS API reference,
 * GetCallerIdentity (needs no permission), AssumeRole.
 */
final class IamApi {
  private final TwinWorld world;
  private final IamPolicies policies;

  IamApi(TwinWorld world) {
    this.world = world;
    this.policies = new IamPolicies(world.iam);
  }

  String call(String action, Map<String, String> in, String caller) {
    return switch (action) {
      case "GetCallerIdentity" ->
          element("Arn", caller)
              + element("Account", world.account)
              + element("UserId", "AIDATWIN");
      case "AssumeRole" -> assumeRole(in, caller);
      case "GetAccountAuthorizationDetails" -> details(in, caller);
      case "GetUser" -> one(in.getOrDefault("UserName", ""), true, caller, action);
      case "GetRole" -> one(in.getOrDefault("RoleName", ""), false, caller, action);
      case "GetGroup" -> groupAlone(in.getOrDefault("GroupName", ""), caller);
      case "CreatePolicy",
          "CreatePolicyVersion",
          "GetPolicy",
          "GetPolicyVersion",
          "AttachRolePolicy",
          "AttachUserPolicy",
          "AttachGroupPolicy",
          "DetachRolePolicy",
          "DetachUserPolicy",
          "DetachGroupPolicy",
          "ListAttachedRolePolicies",
          "ListAttachedUserPolicies",
          "ListAttachedGroupPolicies" -> {
        authorize(caller, "iam:" + action, policies.resource(action, in));
        yield policies.call(action, in);
      }
      default -> throw TwinRefusal.of("InvalidAction", action);
    };
  }

  private String groupAlone(String name, String caller) {
    authorize(caller, "iam:GetGroup", "*");
    if (!world.iam.groups.containsKey(name)) {
      throw new TwinRefusal(404, "NoSuchEntity", "The group with name " + name + " is not there.");
    }
    return "<Group>"
        + element("GroupName", name)
        + element("Arn", groupArn(name))
        + "</Group><Users></Users>"
        + element("IsTruncated", "false");
  }

  private String groupArn(String name) {
    return "arn:aws:iam::" + world.account + ":group/" + name;
  }

  private void authorize(String caller, String action, String resource) {
    authorize(caller, action, resource, List.of());
  }

  private void authorize(String caller, String action, String resource, List<String> policies) {
    if (!world.allows(caller, action, resource, policies)) {
      throw new TwinRefusal(
          403,
          "AccessDenied",
          "User: "
              + caller
              + " is not authorized to perform: "
              + action
              + " on resource: "
              + resource);
    }
  }

  private String assumeRole(Map<String, String> in, String caller) {
    String role = in.getOrDefault("RoleArn", "");
    List<String> trust =
        Optional.ofNullable(world.iam.identities.get(role)).flatMap(one -> one.trust).stream()
            .toList();
    authorize(caller, "sts:AssumeRole", role, trust);
    if (!world.iam.identities.containsKey(role)) {
      throw new TwinRefusal(403, "AccessDenied", "not authorized to perform: sts:AssumeRole");
    }
    TwinIam.Key key = world.iam.session(role, in.getOrDefault("RoleSessionName", "session"));
    return "<Credentials>"
        + element("AccessKeyId", key.id())
        + element("SecretAccessKey", key.secret())
        + element("SessionToken", key.token().orElseThrow())
        + element("Expiration", world.clock.instant().plusSeconds(3_600).toString())
        + "</Credentials>"
        + "<AssumedRoleUser>"
        + element("Arn", key.principal())
        + element("AssumedRoleId", "AROATWIN:session")
        + "</AssumedRoleUser>";
  }

  private String one(String name, boolean isUser, String caller, String action) {
    authorize(caller, "iam:" + action, "*");
    TwinIdentity found =
        world.iam.identities.values().stream()
            .filter(identity -> identity.isUser() == isUser && identity.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new TwinRefusal(
                        404,
                        "NoSuchEntity",
                        "The user or role with name " + name + " cannot be found."));
    String what = isUser ? "User" : "Role";
    return "<" + what + ">" + common(found) + "</" + what + ">";
  }

  private String common(TwinIdentity identity) {
    String what = identity.isUser() ? "User" : "Role";
    return element("Path", "/")
        + element(what + "Name", identity.name())
        + element(what + "Id", identity.id())
        + element("Arn", identity.arn)
        + element("CreateDate", "2024-01-01T00:00:00Z");
  }

  private record Entry(String list, String xml) {}

  private String details(Map<String, String> in, String caller) {
    authorize(caller, "iam:GetAccountAuthorizationDetails", "*");
    List<Entry> all = new ArrayList<>();
    for (TwinIdentity identity : world.iam.identities.values()) {
      all.add(
          new Entry(
              identity.isUser() ? "UserDetailList" : "RoleDetailList", member(detail(identity))));
    }
    world.iam.groups.forEach(
        (name, own) -> all.add(new Entry("GroupDetailList", member(group(name, own)))));
    world.iam.managed.forEach(
        (arn, document) -> all.add(new Entry("Policies", member(managed(arn, document)))));
    int most = Math.min(Integer.parseInt(in.getOrDefault("MaxItems", "100")), world.mostOnAPage);
    int from =
        Integer.parseInt(in.getOrDefault("Marker", "marker-0").substring("marker-".length()));
    int to = Math.min(from + most, all.size());
    StringBuilder xml = new StringBuilder();
    for (String list : List.of("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies")) {
      xml.append('<').append(list).append('>');
      all.subList(from, to).stream()
          .filter(entry -> entry.list().equals(list))
          .forEach(entry -> xml.append(entry.xml()));
      xml.append("</").append(list).append('>');
    }
    xml.append(element("IsTruncated", String.valueOf(to < all.size())));
    if (to < all.size()) {
      xml.append(element("Marker", "marker-" + to));
    }
    return xml.toString();
  }

  private String detail(TwinIdentity identity) {
    String what = identity.isUser() ? "User" : "Role";
    String xml = common(identity) + inline(what + "PolicyList", identity.inline);
    xml += attached(identity.attached);
    if (identity.isUser()) {
      xml +=
          identity.groups.stream()
              .map(IamApi::member)
              .collect(Collectors.joining("", "<GroupList>", "</GroupList>"));
    }
    return xml
        + identity
            .boundary
            .map(
                arn ->
                    "<PermissionsBoundary>"
                        + element("PermissionsBoundaryType", "PermissionsBoundaryPolicy")
                        + element("PermissionsBoundaryArn", arn)
                        + "</PermissionsBoundary>")
            .orElse("");
  }

  private String group(String name, Map<String, String> own) {
    return element("GroupName", name)
        + element("Arn", groupArn(name))
        + inline("GroupPolicyList", own)
        + attached(world.iam.groupsAttached.getOrDefault(name, List.of()));
  }

  private static String managed(String arn, String document) {
    return element("Arn", arn)
        + element("PolicyName", arn.substring(arn.lastIndexOf('/') + 1))
        + element("DefaultVersionId", "v2")
        + "<PolicyVersionList>"
        + member(
            element("Document", "%7B%7D")
                + element("VersionId", "v1")
                + element("IsDefaultVersion", "false"))
        + member(
            element("Document", encoded(document))
                + element("VersionId", "v2")
                + element("IsDefaultVersion", "true"))
        + "</PolicyVersionList>";
  }

  private static String inline(String list, Map<String, String> policies) {
    return policies.entrySet().stream()
        .map(
            entry ->
                member(
                    element("PolicyName", entry.getKey())
                        + element("PolicyDocument", encoded(entry.getValue()))))
        .collect(Collectors.joining("", "<" + list + ">", "</" + list + ">"));
  }

  private static String attached(List<String> arns) {
    return arns.stream()
        .map(arn -> member(element("PolicyArn", arn)))
        .collect(Collectors.joining("", "<AttachedManagedPolicies>", "</AttachedManagedPolicies>"));
  }

  static String encoded(String document) {
    return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String member(String xml) {
    return "<member>" + xml + "</member>";
  }

  static String element(String name, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return "<" + name + ">" + escaped + "</" + name + ">";
  }
}
