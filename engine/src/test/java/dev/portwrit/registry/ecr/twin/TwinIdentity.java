package dev.portwrit.registry.ecr.twin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A user or a role of IAM, with what it is given. */
public final class TwinIdentity {
  final String arn;
  final Map<String, String> inline = new LinkedHashMap<>();
  final List<String> attached = new ArrayList<>();
  final List<String> groups = new ArrayList<>();
  Optional<String> boundary = Optional.empty();
  Optional<String> trust = Optional.empty();

  TwinIdentity(String arn) {
    this.arn = arn;
  }

  /**
   * Its ARN.
   *
   * @return such as {@code arn:aws:iam::123456789012:role/pay}
   */
  public String arn() {
    return arn;
  }

  /**
   * Gives it a policy of its own.
   *
   * @param name the name of the policy
   * @param document the policy
   * @return this
   */
  public TwinIdentity with(String name, String document) {
    inline.put(name, document);
    return this;
  }

  /**
   * A policy of its own.
   *
   * @param name the name of the policy
   * @return the policy; nothing at all where it has none
   */
  public String ownPolicy(String name) {
    return inline.getOrDefault(name, "{\"Version\":\"2012-10-17\",\"Statement\":[]}");
  }

  /**
   * Attaches a managed policy.
   *
   * @param policyArn its ARN
   * @return this
   */
  public TwinIdentity attached(String policyArn) {
    attached.add(policyArn);
    return this;
  }

  /**
   * Bounds what its policies can give.
   *
   * @param policyArn the ARN of a managed policy
   * @return this
   */
  public TwinIdentity bounded(String policyArn) {
    boundary = Optional.of(policyArn);
    return this;
  }

  /**
   * Says who may take a role on.
   *
   * @param document the trust policy; without one identity policies alone say so
   * @return this
   */
  public TwinIdentity trusting(String document) {
    trust = Optional.of(document);
    return this;
  }

  /**
   * Puts a user into a group.
   *
   * @param group the name of the group
   * @return this
   */
  public TwinIdentity in(String group) {
    groups.add(group);
    return this;
  }

  boolean isUser() {
    return arn.contains(":user/");
  }

  String name() {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  /** The prefixes of unique ids: IAM User Guide, "IAM identifiers". */
  String id() {
    String digits = Integer.toHexString(arn.hashCode()).toUpperCase(java.util.Locale.ROOT);
    return (isUser() ? "AIDA" : "AROA") + ("0000000000000000" + digits).substring(digits.length());
  }
}
