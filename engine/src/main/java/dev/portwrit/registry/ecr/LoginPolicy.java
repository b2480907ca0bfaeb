package dev.portwrit.registry.ecr;

import dev.portwrit.policy.Subject;
import dev.portwrit.registry.ObjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The managed policy that a team has in IAM, by which it logs in and does nothing else. It is known
 * by its path and its name: that of the registry and of the team, between which stands what no name
 * has.
 *
 * <p>Source: ECR User Guide, "Private registry authentication": {@code GetAuthorizationToken}
 * concerns no repository and is allowed by IAM alone; IAM User Guide, "IAM identifiers": the names
 * of managed policies are unique in an account, whatever their paths.
 */
final class LoginPolicy {
  static final String ACTION = "ecr:GetAuthorizationToken";
  static final String PATH = "/portwrit/";

  /** IAM API Reference, {@code CreatePolicy}. */
  static final int LONGEST_NAME = 128;

  private static final String BETWEEN = "=";
  private static final String ANY = "*";

  private LoginPolicy() {}

  /** What it says. */
  static PolicyDocument document() {
    return PolicyDocument.of(List.of(statement()));
  }

  static Statement statement() {
    return new Statement(
        "PortwritLogin",
        true,
        Optional.empty(),
        new ActionSet(false, new TreeSet<>(Set.of(ACTION))),
        Optional.of(new TreeSet<>(Set.of(ANY))),
        false,
        List.of());
  }

  static String name(String registry, Subject.Team team) {
    return registry + BETWEEN + team.organization() + BETWEEN + team.name();
  }

  /** Whose it is; empty if it is none of the registry. */
  static Optional<Subject.Team> team(String registry, String name) {
    String[] parts = name.split(BETWEEN, -1);
    return parts.length == 3 && parts[0].equals(registry)
        ? Optional.of(new Subject.Team(parts[1], parts[2]))
        : Optional.empty();
  }

  /** Its name, if an ARN is that of one of the registry. */
  static Optional<String> nameIn(String registry, String arn) {
    return Arn.parts(arn)
        .map(parts -> parts.get(5))
        .filter(resource -> resource.startsWith("policy" + PATH))
        .map(resource -> resource.substring(("policy" + PATH).length()))
        .filter(name -> team(registry, name).isPresent());
  }

  static String arn(String partition, String account, String name) {
    return "arn:" + partition + ":iam::" + account + ":policy" + PATH + name;
  }

  static ObjectId id(String name) {
    return new ObjectId(EcrObjects.MANAGED_POLICY, name);
  }

  /** Whether a policy says what ours says, whatever its statement is called. */
  static boolean isOurs(PolicyDocument policy) {
    return policy.statements().size() == 1
        && policy.statements().get(0).withoutSid().equals(statement().withoutSid());
  }

  /** Whether a policy may give more than a login. */
  static boolean isWide(PolicyDocument policy) {
    return policy.statements().stream()
        .anyMatch(
            one ->
                one.allows()
                    && (one.actions().negated()
                        || !one.actions().patterns().equals(Set.of(ACTION))));
  }

  /** Whether policies let somebody log in, and until when. */
  static TimeLine.Span login(Identity identity, String principal, String owner) {
    return TimeLine.of(identity.all())
        .ask(time -> allows(identity.verdict(request(principal, owner, time))));
  }

  private static IamRequest request(String principal, String owner, Instant time) {
    return new IamRequest(principal, ACTION, ANY, owner, time);
  }

  private static Truth allows(Verdict verdict) {
    return verdict.allows().and(verdict.denies().not());
  }
}
