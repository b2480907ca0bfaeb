package dev.portwrit.registry.ecr.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The managed policies of an account and what they are attached to.
 *
 * <p>Source: IAM API reference, CreatePolicy (a name is taken once in an account, whatever the
 * path), CreatePolicyVersion (at most five), AttachRolePolicy and its like (at most ten: "IAM and
 * STS quotas"; attaching what is attached changes nothing), DetachRolePolicy and its like
 * (NoSuchEntity where it is not attached), ListAttachedRolePolicies and its like.
 */
final class IamPolicies {
  private static final int MOST_VERSIONS = 5;
  private static final int MOST_ATTACHED = 10;
  private static final int LONGEST = 6_144;

  private final TwinIam iam;
  private final Map<String, Integer> versions = new TreeMap<>();

  IamPolicies(TwinIam iam) {
    this.iam = iam;
  }

  /** What the calls act on, for who may call them. */
  String resource(String action, Map<String, String> in) {
    if (in.containsKey("PolicyArn") && !action.contains("tach")) {
      return in.get("PolicyArn");
    }
    return "*";
  }

  String call(String action, Map<String, String> in) {
    return switch (action) {
      case "CreatePolicy" -> create(in);
      case "CreatePolicyVersion" -> newVersion(in);
      case "GetPolicy" -> "<Policy>" + shown(found(in)) + "</Policy>";
      case "GetPolicyVersion" -> version(in);
      case "AttachRolePolicy", "AttachUserPolicy", "AttachGroupPolicy" -> attach(in);
      case "DetachRolePolicy", "DetachUserPolicy", "DetachGroupPolicy" -> detach(in);
      default -> list(in);
    };
  }

  private String create(Map<String, String> in) {
    String name = in.getOrDefault("PolicyName", "");
    if (!name.matches("[\\w+=,.@-]{1,128}")) {
      throw TwinRefusal.of("ValidationError", "policyName");
    }
    boolean taken =
        iam.managed.keySet().stream()
            .anyMatch(arn -> arn.substring(arn.lastIndexOf('/') + 1).equalsIgnoreCase(name));
    if (taken) {
      throw new TwinRefusal(
          409, "EntityAlreadyExists", "A policy called " + name + " already exists.");
    }
    String path = in.getOrDefault("Path", "/");
    String arn = "arn:aws:iam::" + iam.account + ":policy" + path + name;
    iam.managed.put(arn, document(in));
    return "<Policy>" + shown(arn) + "</Policy>";
  }

  private String newVersion(Map<String, String> in) {
    String arn = found(in);
    String document = document(in);
    int made = versions.getOrDefault(arn, 1);
    if (made >= MOST_VERSIONS) {
      throw new TwinRefusal(409, "LimitExceeded", "A managed policy can have up to 5 versions.");
    }
    versions.put(arn, made + 1);
    iam.managed.put(arn, document);
    return "<PolicyVersion>" + IamApi.element("VersionId", "v2") + "</PolicyVersion>";
  }

  private static String document(Map<String, String> in) {
    String document = in.getOrDefault("PolicyDocument", "");
    if (document.length() > LONGEST || !TwinJudge.read(document).has("Statement")) {
      throw TwinRefusal.of("MalformedPolicyDocument", "policyDocument");
    }
    return document;
  }

  private String version(Map<String, String> in) {
    return "<PolicyVersion>"
        + IamApi.element("Document", IamApi.encoded(iam.managed(found(in))))
        + IamApi.element("VersionId", "v2")
        + IamApi.element("IsDefaultVersion", "true")
        + "</PolicyVersion>";
  }

  private String attach(Map<String, String> in) {
    List<String> attached = attached(in);
    String arn = found(in);
    if (!attached.contains(arn)) {
      if (attached.size() >= MOST_ATTACHED) {
        throw new TwinRefusal(
            409, "LimitExceeded", "Cannot exceed quota for PoliciesPerEntity: 10");
      }
      attached.add(arn);
    }
    return "";
  }

  private String detach(Map<String, String> in) {
    if (!attached(in).remove(in.getOrDefault("PolicyArn", ""))) {
      throw missing("Policy " + in.get("PolicyArn") + " was not found.");
    }
    return "";
  }

  private String list(Map<String, String> in) {
    String prefix = in.getOrDefault("PathPrefix", "/");
    String items =
        attached(in).stream()
            .filter(arn -> arn.contains(":policy" + prefix))
            .map(
                arn ->
                    "<member>"
                        + IamApi.element("PolicyArn", arn)
                        + IamApi.element("PolicyName", arn.substring(arn.lastIndexOf('/') + 1))
                        + "</member>")
            .reduce("", String::concat);
    return "<AttachedPolicies>"
        + items
        + "</AttachedPolicies>"
        + IamApi.element("IsTruncated", "false");
  }

  private List<String> attached(Map<String, String> in) {
    String group = in.get("GroupName");
    if (group != null) {
      if (!iam.groups.containsKey(group)) {
        throw missing("The group with name " + group + " cannot be found.");
      }
      return iam.groupsAttached.computeIfAbsent(group, key -> new ArrayList<>());
    }
    boolean isUser = in.containsKey("UserName");
    String name = in.getOrDefault(isUser ? "UserName" : "RoleName", "");
    return iam.identities.values().stream()
        .filter(one -> one.isUser() == isUser && one.name().equals(name))
        .findFirst()
        .map(one -> one.attached)
        .orElseThrow(() -> missing("The user or role with name " + name + " cannot be found."));
  }

  private String found(Map<String, String> in) {
    return Optional.ofNullable(in.get("PolicyArn"))
        .filter(iam.managed::containsKey)
        .orElseThrow(() -> missing("Policy " + in.get("PolicyArn") + " does not exist."));
  }

  private static TwinRefusal missing(String what) {
    return new TwinRefusal(404, "NoSuchEntity", what);
  }

  private static String shown(String arn) {
    return IamApi.element("Arn", arn)
        + IamApi.element("PolicyName", arn.substring(arn.lastIndexOf('/') + 1))
        + IamApi.element("DefaultVersionId", "v2");
  }
}
