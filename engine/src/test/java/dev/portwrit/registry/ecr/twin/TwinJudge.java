package dev.portwrit.registry.ecr.twin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Decides a request by the rules of AWS.
 *
 * <p>Source: IAM User Guide, "Policy evaluation logic": nothing is allowed unless a policy allows
 * it; a Deny in any policy wins; in one account an Allow of the identity or of the resource is
 * enough, between accounts both are needed; a boundary limits what identity policies give.
 */
final class TwinJudge {
  private static final ObjectMapper JSON = new ObjectMapper();

  // The same policies are asked again and again; nobody changes what was read.
  private static final Map<String, JsonNode> READ = new ConcurrentHashMap<>();
  private static final int MOST_READ = 5_000;

  private final TwinIam iam;

  TwinJudge(TwinIam iam) {
    this.iam = iam;
  }

  /**
   * Decides.
   *
   * @param resource the policies of the resource: of a repository its own, and that of the registry
   *     (ECR User Guide, "Private registry permissions": in its scope V2 it holds for all requests)
   */
  boolean allows(TwinRequest request, List<String> resource) {
    Optional<TwinIdentity> identity = iam.behind(request.principal());
    List<String> own = identity.map(iam::documents).orElse(List.of());
    Optional<String> boundary = identity.flatMap(one -> one.boundary.map(iam::managed));
    boolean denied =
        Stream.of(own.stream(), boundary.stream(), resource.stream())
            .flatMap(all -> all)
            .flatMap(TwinJudge::statements)
            .anyMatch(one -> is(one, "Deny") && applies(one, request, false));
    if (denied) {
      return false;
    }
    boolean inBounds = boundary.map(one -> allowed(List.of(one), request)).orElse(true);
    boolean byIdentity = allowed(own, request) && inBounds;
    Stream<JsonNode> gives =
        resource.stream()
            .flatMap(TwinJudge::statements)
            .filter(one -> is(one, "Allow") && applies(one, request, true));
    if (!request.account().equals(iam.account)) {
      // What IAM elsewhere says is not known here: whoever is named is taken to have its leave.
      return gives.findAny().isPresent();
    }
    return byIdentity || gives.anyMatch(one -> givesDirectly(one, request, inBounds));
  }

  private static boolean allowed(List<String> documents, TwinRequest request) {
    return documents.stream()
        .flatMap(TwinJudge::statements)
        .anyMatch(one -> is(one, "Allow") && applies(one, request, false));
  }

  /**
   * Whether an Allow of the resource is enough in its own account.
   *
   * <p>Source: IAM User Guide, "AWS JSON policy elements: Principal": an account as principal
   * leaves it to the account's own policies. "Permissions boundaries for IAM entities": what a
   * resource gives the ARN of a user or of a session is not limited by a boundary, what it gives
   * the ARN of a role is.
   */
  private boolean givesDirectly(JsonNode statement, TwinRequest request, boolean inBounds) {
    boolean isUser = request.entity().contains(":user/");
    for (String one : principals(statement)) {
      if (one.equals("*") || (isUser && one.equals(request.entity()))) {
        return true;
      }
      if (one.equals(request.principal()) && !isUser && !one.equals(request.entity())) {
        return true;
      }
      if (one.equals(request.entity()) && inBounds) {
        return true;
      }
    }
    return statement.has("NotPrincipal");
  }

  private static boolean is(JsonNode statement, String effect) {
    return statement.path("Effect").asText().equals(effect);
  }

  private static boolean applies(
      JsonNode statement, TwinRequest request, boolean mustNamePrincipal) {
    return principalMatches(statement, request, mustNamePrincipal)
        && actionMatches(statement, request.action())
        && resourceMatches(statement, request.resource())
        && (!statement.has("Condition")
            || TwinConditions.hold(statement.get("Condition"), request));
  }

  private static boolean principalMatches(
      JsonNode statement, TwinRequest request, boolean mustNamePrincipal) {
    if (statement.has("NotPrincipal")) {
      return principals(statement.get("NotPrincipal")).stream()
          .noneMatch(one -> names(one, request));
    }
    if (!statement.has("Principal")) {
      return !mustNamePrincipal;
    }
    return principals(statement).stream().anyMatch(one -> names(one, request));
  }

  private static List<String> principals(JsonNode statement) {
    JsonNode node = statement.has("Principal") ? statement.get("Principal") : statement;
    if (node.isTextual()) {
      return List.of(node.asText());
    }
    return node.has("AWS") ? TwinConditions.values(node.get("AWS")) : List.of();
  }

  private static boolean names(String principal, TwinRequest request) {
    return principal.equals("*")
        || principal.equals(request.entity())
        || principal.equals(request.principal())
        || principal.equals(request.account())
        || principal.equals("arn:aws:iam::" + request.account() + ":root");
  }

  /** Source: "Action": the name of the service and of the action are not case-sensitive. */
  private static boolean actionMatches(JsonNode statement, String action) {
    boolean not = statement.has("NotAction");
    JsonNode actions = statement.path(not ? "NotAction" : "Action");
    return not
        != TwinConditions.values(actions).stream()
            .anyMatch(
                one ->
                    Glob.matches(
                        one.toLowerCase(java.util.Locale.ROOT),
                        action.toLowerCase(java.util.Locale.ROOT),
                        true));
  }

  /** A repository policy has no Resource: it is about its repository. */
  private static boolean resourceMatches(JsonNode statement, String resource) {
    boolean not = statement.has("NotResource");
    if (!not && !statement.has("Resource")) {
      return true;
    }
    return not
        != TwinConditions.values(statement.get(not ? "NotResource" : "Resource")).stream()
            .anyMatch(one -> Glob.matches(one, resource, true));
  }

  private static Stream<JsonNode> statements(String document) {
    return statements(read(document));
  }

  static Stream<JsonNode> statements(JsonNode document) {
    JsonNode all = document.path("Statement");
    return all.isArray() ? all.valueStream() : Stream.of(all);
  }

  /** A document that is read by others too: it is not to be changed. */
  static JsonNode read(String document) {
    if (READ.size() > MOST_READ) {
      READ.clear();
    }
    return READ.computeIfAbsent(document, TwinJudge::parsed);
  }

  private static JsonNode parsed(String document) {
    try {
      return JSON.readTree(document);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(document, e);
    }
  }
}
