package dev.portwrit.registry.ecr.twin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The IAM of an account, and the principals of others that there are. */
public final class TwinIam {
  final String account;
  final Map<String, TwinIdentity> identities = new TreeMap<>();
  final Map<String, Map<String, String>> groups = new TreeMap<>();
  final Map<String, List<String>> groupsAttached = new TreeMap<>();
  final Map<String, String> managed = new TreeMap<>();
  final Map<String, Key> keys = new LinkedHashMap<>();
  final Set<String> elsewhere = new TreeSet<>();
  private int sessions;

  /**
   * An access key.
   *
   * @param id its public part
   * @param secret what signs
   * @param token of a session; empty for a lasting key
   * @param principal who signs so
   * @param expired whether its time is over
   */
  public record Key(
      String id, String secret, Optional<String> token, String principal, boolean expired) {}

  TwinIam(String account) {
    this.account = account;
  }

  /**
   * Makes a user.
   *
   * @param name its name, or its path and name
   * @return the user
   */
  public TwinIdentity user(String name) {
    return identity("arn:aws:iam::" + account + ":user/" + name);
  }

  /**
   * Makes a role.
   *
   * @param name its name, or its path and name
   * @return the role
   */
  public TwinIdentity role(String name) {
    return identity("arn:aws:iam::" + account + ":role/" + name);
  }

  private TwinIdentity identity(String arn) {
    return identities.computeIfAbsent(arn, TwinIdentity::new);
  }

  /**
   * Makes a group with a policy of its own.
   *
   * @param name its name
   * @param document the policy
   */
  public void group(String name, String document) {
    groups.computeIfAbsent(name, key -> new TreeMap<>()).put("own", document);
  }

  /**
   * Makes a managed policy.
   *
   * @param name its name
   * @param document the policy
   * @return its ARN
   */
  public String managed(String name, String document) {
    String arn = "arn:aws:iam::" + account + ":policy/" + name;
    managed.put(arn, document);
    return arn;
  }

  /**
   * Attaches a managed policy to a group.
   *
   * @param name the name of the group
   * @param policyArn the ARN of the policy
   */
  public void attachToGroup(String name, String policyArn) {
    groupsAttached.computeIfAbsent(name, key -> new ArrayList<>()).add(policyArn);
  }

  /**
   * The managed policies that there are.
   *
   * @return their documents by their ARNs
   */
  public Map<String, String> managed() {
    return Collections.unmodifiableMap(managed);
  }

  /**
   * What is attached to a user or role.
   *
   * @param arn whose ARN
   * @return the ARNs of managed policies
   */
  public List<String> attachedTo(String arn) {
    TwinIdentity identity = identities.get(arn);
    return identity == null ? List.of() : List.copyOf(identity.attached);
  }

  /**
   * What is attached to a group.
   *
   * @param name its name
   * @return the ARNs of managed policies
   */
  public List<String> attachedToGroup(String name) {
    return List.copyOf(groupsAttached.getOrDefault(name, List.of()));
  }

  /**
   * Lets a principal of another account exist.
   *
   * @param arn its ARN
   */
  public void elsewhere(String arn) {
    elsewhere.add(arn);
  }

  /**
   * Makes an access key.
   *
   * @param principal whose
   * @return the key
   */
  public Key key(String principal) {
    int number = ++sessions;
    Key key =
        new Key(
            "AKIATWIN%012d".formatted(number),
            "twin/secret/%08d/neverToBeShown".formatted(number),
            Optional.empty(),
            principal,
            false);
    keys.put(key.id(), key);
    return key;
  }

  /**
   * The access keys that there are.
   *
   * @return in the order in which they were made
   */
  public List<Key> keys() {
    return List.copyOf(keys.values());
  }

  /** Credentials of a session, as AssumeRole gives them. */
  Key session(String roleArn, String session) {
    int number = ++sessions;
    // Source: IAM User Guide, "IAM identifiers": the ARN of a session has no path.
    String role = roleArn.substring(roleArn.lastIndexOf('/') + 1);
    Key key =
        new Key(
            "ASIATWIN%012d".formatted(number),
            "twin/session/%08d/neverToBeShown".formatted(number),
            Optional.of("twin-token-%08d-neverToBeShown".formatted(number)),
            "arn:aws:sts::" + account + ":assumed-role/" + role + "/" + session,
            false);
    keys.put(key.id(), key);
    return key;
  }

  /**
   * Lets the time of a key be over.
   *
   * @param id the key
   */
  public void expire(String id) {
    keys.computeIfPresent(
        id, (same, key) -> new Key(id, key.secret(), key.token(), key.principal(), true));
  }

  /**
   * Takes a user or role away.
   *
   * @param arn its ARN
   * @return its unique id, which policies that named it show from now on
   */
  public String remove(String arn) {
    TwinIdentity gone = identities.remove(arn);
    if (gone == null) {
      throw new IllegalArgumentException(arn);
    }
    return gone.id();
  }

  /** The identity behind a principal: of a session, the role that was taken on. */
  Optional<TwinIdentity> behind(String principal) {
    return Optional.ofNullable(identities.get(entity(principal)));
  }

  /** The ARN in {@code aws:PrincipalArn}: for a session that of the role. */
  String entity(String principal) {
    int at = principal.indexOf(":assumed-role/");
    if (!principal.startsWith("arn:aws:sts:") || at < 0) {
      return principal;
    }
    String role = principal.substring(at + ":assumed-role/".length(), principal.lastIndexOf('/'));
    String ending = "/" + role;
    return identities.keySet().stream()
        .filter(arn -> arn.contains(":role/") && arn.endsWith(ending))
        .findFirst()
        .orElse(principal.substring(0, at).replace(":sts:", ":iam:") + ":role/" + role);
  }

  /** All documents that give an identity something: its own, attached ones, those of its groups. */
  List<String> documents(TwinIdentity identity) {
    List<String> documents = new ArrayList<>(identity.inline.values());
    identity.attached.forEach(arn -> documents.add(managed(arn)));
    for (String group : identity.groups) {
      documents.addAll(groups.getOrDefault(group, Map.of()).values());
      groupsAttached.getOrDefault(group, List.of()).forEach(arn -> documents.add(managed(arn)));
    }
    return documents;
  }

  String managed(String arn) {
    String document = managed.get(arn);
    if (document == null) {
      throw new IllegalStateException("no managed policy " + arn);
    }
    return document;
  }

  /** Whether a principal of a policy is there: any account is, whatever its number. */
  boolean exists(String principal) {
    return principal.equals("*")
        || principal.matches("[0-9]{12}")
        || principal.matches("arn:aws:iam::[0-9]{12}:root")
        || identities.containsKey(entity(principal))
        || elsewhere.contains(principal);
  }
}
