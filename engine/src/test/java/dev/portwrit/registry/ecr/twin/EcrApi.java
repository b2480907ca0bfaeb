package dev.portwrit.registry.ecr.twin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The API of ECR, as far as it is asked for.
 *
 * <p>Source, but where something else is named: ECR API reference, and its model in botocore
 * ({@code ecr/2015-09-21}): names, bounds, errors.
 */
final class EcrApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME =
      "[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*";
  private static final Set<String> MODES =
      Set.of("MUTABLE", "IMMUTABLE", "MUTABLE_WITH_EXCLUSION", "IMMUTABLE_WITH_EXCLUSION");
  private static final int TOKEN_SECONDS = 12 * 60 * 60;

  private final TwinWorld world;
  private final Faults faults;
  private final Tokens tokens;

  /** Who may log in at the data side, as the token that it was given says. */
  interface Tokens {
    String issue(String principal);
  }

  EcrApi(TwinWorld world, Faults faults, Tokens tokens) {
    this.world = world;
    this.faults = faults;
    this.tokens = tokens;
  }

  ObjectNode call(String operation, JsonNode in, String caller) {
    ObjectNode out = JSON.createObjectNode();
    switch (operation) {
      case "CreateRepository" -> create(in, caller, out);
      case "DescribeRepositories" -> describe(in, caller, out);
      case "DeleteRepository" -> delete(in, caller, out);
      case "PutImageTagMutability" -> putMutability(in, caller, out);
      case "GetRepositoryPolicy" -> getPolicy(in, caller, out);
      case "SetRepositoryPolicy" -> setPolicy(in, caller, out);
      case "DeleteRepositoryPolicy" -> deletePolicy(in, caller, out);
      case "GetLifecyclePolicy" -> lifecycle(in, caller, out);
      case "ListTagsForResource" -> tags(in, caller, out);
      case "GetRegistryPolicy" -> registryPolicy(caller, out);
      case "GetAccountSetting" -> accountSetting(in, caller, out);
      case "DescribeRegistry" -> registry(caller, out);
      case "DescribePullThroughCacheRules" -> caches(in, caller, out);
      case "DescribeRepositoryCreationTemplates" -> templates(in, caller, out);
      case "CreateRepositoryCreationTemplate" -> createTemplate(in, caller, out);
      case "UpdateRepositoryCreationTemplate" -> updateTemplate(in, caller, out);
      case "DeleteRepositoryCreationTemplate" -> deleteTemplate(in, caller, out);
      case "GetAuthorizationToken" -> token(caller, out);
      default -> throw new TwinRefusal(400, "UnknownOperationException", operation);
    }
    return out;
  }

  /** Source: the form of AWS's refusals, "is not authorized to perform". */
  private void authorize(String caller, String action, String resource, List<String> policies) {
    if (!world.allows(caller, "ecr:" + action, resource, policies)) {
      throw TwinRefusal.of(
          "AccessDeniedException",
          "User: "
              + caller
              + " is not authorized to perform: ecr:"
              + action
              + " on resource: "
              + resource
              + " because no identity-based policy allows the ecr:"
              + action
              + " action");
    }
  }

  private void onRegistry(String caller, String action) {
    authorize(caller, action, "*", world.policiesOf("", "ecr:" + action));
  }

  /**
   * Source: {@code GetAccountSetting}; no setting is V2: User Guide, "Private registry
   * permissions".
   */
  private void accountSetting(JsonNode in, String caller, ObjectNode out) {
    onRegistry(caller, "GetAccountSetting");
    String name = in.path("name").asText();
    if (!name.equals("REGISTRY_POLICY_SCOPE")) {
      throw TwinRefusal.parameter("name", "Member must satisfy enum value set");
    }
    out.put("name", name).put("value", world.registryPolicyScope);
  }

  private TwinRepository on(JsonNode in, String caller, String action) {
    String name = in.path("repositoryName").asText();
    authorize(caller, action, world.arn(name), world.policiesOf(name, "ecr:" + action));
    return found(name);
  }

  private TwinRepository found(String name) {
    return world
        .repository(name)
        .orElseThrow(
            () ->
                TwinRefusal.of(
                    "RepositoryNotFoundException",
                    "The repository with name '"
                        + name
                        + "' does not exist in the registry with id '"
                        + world.account
                        + "'"));
  }

  private void create(JsonNode in, String caller, ObjectNode out) {
    String name = in.path("repositoryName").asText();
    authorize(
        caller,
        "CreateRepository",
        world.arn(name),
        world.policiesOf(name, "ecr:CreateRepository"));
    if (!name.matches(NAME) || name.length() < 2 || name.length() > 256) {
      throw TwinRefusal.parameter("repositoryName", "must satisfy regular expression");
    }
    if (world.repository(name).isPresent()) {
      throw TwinRefusal.of(
          "RepositoryAlreadyExistsException",
          "The repository with name '"
              + name
              + "' already exists in the registry with id '"
              + world.account
              + "'");
    }
    TwinRepository made = new TwinRepository(name, mutability(in));
    made.scanOnPush = in.path("imageScanningConfiguration").path("scanOnPush").asBoolean(false);
    made.encryptionType =
        in.path("encryptionConfiguration").path("encryptionType").asText("AES256");
    made.kmsKey =
        Optional.ofNullable(in.path("encryptionConfiguration").path("kmsKey").textValue());
    in.path("tags")
        .forEach(tag -> made.tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
    world.repositories.put(name, made);
    out.set("repository", shown(made));
  }

  /** At most five filters, of one kind, with {@code *}: ImageTagMutabilityExclusionFilter. */
  private static TwinRepository.Mutability mutability(JsonNode in) {
    String mode = in.path("imageTagMutability").asText("MUTABLE");
    List<String> filters = new ArrayList<>();
    for (JsonNode filter : in.path("imageTagMutabilityExclusionFilters")) {
      if (!filter.path("filterType").asText().equals("WILDCARD")
          || !filter.path("filter").asText().matches("[0-9a-zA-Z._*-]{1,128}")) {
        throw TwinRefusal.parameter(
            "imageTagMutabilityExclusionFilters", "must satisfy regular expression");
      }
      filters.add(filter.path("filter").asText());
    }
    boolean excludes = mode.endsWith("_WITH_EXCLUSION");
    if (!MODES.contains(mode) || filters.size() > 5 || excludes == filters.isEmpty()) {
      throw TwinRefusal.parameter(
          "imageTagMutabilityExclusionFilters", "Member must have length between 1 and 5");
    }
    return new TwinRepository.Mutability(mode, filters);
  }

  private void describe(JsonNode in, String caller, ObjectNode out) {
    JsonNode names = in.path("repositoryNames");
    if (!names.isMissingNode()) {
      if (names.size() > 100 || in.has("nextToken") || in.has("maxResults")) {
        throw TwinRefusal.parameter("repositoryNames", "at most 100, and no pages");
      }
      ArrayNode list = out.putArray("repositories");
      for (JsonNode name : names) {
        authorize(
            caller,
            "DescribeRepositories",
            world.arn(name.asText()),
            world.policiesOf(name.asText(), "ecr:DescribeRepositories"));
        list.add(shown(found(name.asText())));
      }
      return;
    }
    onRegistry(caller, "DescribeRepositories");
    page(in, out, "repositories", world.repositories.values().stream().map(this::shown).toList());
  }

  /** Pages of at most 1,000, of 100 where nothing is said; the token says where to go on. */
  private void page(JsonNode in, ObjectNode out, String key, List<ObjectNode> all) {
    int most = in.path("maxResults").asInt(100);
    if (most < 1 || most > 1_000) {
      throw TwinRefusal.parameter("maxResults", "Member must be between 1 and 1000");
    }
    int from = 0;
    if (in.has("nextToken")) {
      String token =
          new String(
              Base64.getDecoder().decode(in.get("nextToken").asText()), StandardCharsets.UTF_8);
      from = Integer.parseInt(token.substring(token.indexOf(' ') + 1));
    }
    int to = Math.min(from + Math.min(most, world.mostOnAPage), all.size());
    ArrayNode list = out.putArray(key);
    all.subList(Math.min(from, to), to).forEach(list::add);
    if (to < all.size()) {
      String token = key + " " + to;
      out.put(
          "nextToken", Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private ObjectNode shown(TwinRepository repository) {
    ObjectNode shown = JSON.createObjectNode();
    shown.put("repositoryArn", world.arn(repository.name));
    shown.put("registryId", world.account);
    shown.put("repositoryName", repository.name);
    shown.put("createdAt", 1_700_000_000);
    TwinRepository.Mutability mutability = repository.mutability.read();
    shown.put("imageTagMutability", mutability.mode());
    if (!mutability.filters().isEmpty()) {
      ArrayNode filters = shown.putArray("imageTagMutabilityExclusionFilters");
      for (String filter : mutability.filters()) {
        filters.addObject().put("filterType", "WILDCARD").put("filter", filter);
      }
    }
    shown.putObject("imageScanningConfiguration").put("scanOnPush", repository.scanOnPush);
    ObjectNode encryption = shown.putObject("encryptionConfiguration");
    encryption.put("encryptionType", repository.encryptionType);
    repository.kmsKey.ifPresent(key -> encryption.put("kmsKey", key));
    return shown;
  }

  private void delete(JsonNode in, String caller, ObjectNode out) {
    TwinRepository repository = on(in, caller, "DeleteRepository");
    if (!repository.images.isEmpty() && !in.path("force").asBoolean(false)) {
      throw TwinRefusal.of("RepositoryNotEmptyException", repository.name);
    }
    world.repositories.remove(repository.name);
    out.set("repository", shown(repository));
  }

  private void putMutability(JsonNode in, String caller, ObjectNode out) {
    TwinRepository repository = on(in, caller, "PutImageTagMutability");
    repository.mutability.set(mutability(in), faults.lag());
    out.put("repositoryName", repository.name);
  }

  private void getPolicy(JsonNode in, String caller, ObjectNode out) {
    TwinRepository repository = on(in, caller, "GetRepositoryPolicy");
    out.put("registryId", world.account).put("repositoryName", repository.name);
    out.put("policyText", repository.policy.read().orElseThrow(() -> noPolicy(repository)));
  }

  private TwinRefusal noPolicy(TwinRepository repository) {
    return TwinRefusal.of(
        "RepositoryPolicyNotFoundException",
        "Repository policy does not exist for the repository with name '"
            + repository.name
            + "' in the registry with id '"
            + world.account
            + "'");
  }

  private void setPolicy(JsonNode in, String caller, ObjectNode out) {
    TwinRepository repository = on(in, caller, "SetRepositoryPolicy");
    String taken = RepositoryPolicyRules.taken(in.path("policyText").asText(), world.iam);
    // SetRepositoryPolicy, force: who could set no other policy then has to force it.
    if (!in.path("force").asBoolean(false)
        && !world.allows(
            caller, "ecr:SetRepositoryPolicy", world.arn(repository.name), List.of(taken))) {
      throw TwinRefusal.parameter("PolicyText", "The policy would lock its caller out");
    }
    repository.policy.set(Optional.of(taken), faults.lag());
    out.put("repositoryName", repository.name).put("policyText", taken);
  }

  private void deletePolicy(JsonNode in, String caller, ObjectNode out) {
    TwinRepository repository = on(in, caller, "DeleteRepositoryPolicy");
    String gone = repository.policy.now().orElseThrow(() -> noPolicy(repository));
    repository.policy.set(Optional.empty(), faults.lag());
    out.put("repositoryName", repository.name).put("policyText", gone);
  }

  private void lifecycle(JsonNode in, String caller, ObjectNode out) {
    TwinRepository repository = on(in, caller, "GetLifecyclePolicy");
    out.put("repositoryName", repository.name);
    out.put(
        "lifecyclePolicyText",
        repository.lifecyclePolicy.orElseThrow(
            () -> TwinRefusal.of("LifecyclePolicyNotFoundException", repository.name)));
  }

  private void tags(JsonNode in, String caller, ObjectNode out) {
    String arn = in.path("resourceArn").asText();
    String name = arn.substring(arn.indexOf(":repository/") + ":repository/".length());
    authorize(
        caller, "ListTagsForResource", arn, world.policiesOf(name, "ecr:ListTagsForResource"));
    ArrayNode tags = out.putArray("tags");
    found(name).tags.forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
  }

  private void registryPolicy(String caller, ObjectNode out) {
    onRegistry(caller, "GetRegistryPolicy");
    out.put(
        "policyText",
        world.registryPolicy.orElseThrow(
            () -> TwinRefusal.of("RegistryPolicyNotFoundException", "there is none")));
  }

  private void registry(String caller, ObjectNode out) {
    onRegistry(caller, "DescribeRegistry");
    out.put("registryId", world.account);
    ArrayNode rules = out.putObject("replicationConfiguration").putArray("rules");
    for (String region : world.replicatedTo) {
      rules
          .addObject()
          .putArray("destinations")
          .addObject()
          .put("region", region)
          .put("registryId", world.account);
    }
  }

  private void caches(JsonNode in, String caller, ObjectNode out) {
    onRegistry(caller, "DescribePullThroughCacheRules");
    List<ObjectNode> all = new ArrayList<>();
    world.pullThroughCaches.forEach(
        (prefix, upstream) ->
            all.add(
                JSON.createObjectNode()
                    .put("ecrRepositoryPrefix", prefix)
                    .put("upstreamRegistryUrl", upstream)));
    page(in, out, "pullThroughCacheRules", all);
  }

  private void templates(JsonNode in, String caller, ObjectNode out) {
    onRegistry(caller, "DescribeRepositoryCreationTemplates");
    List<ObjectNode> all =
        world.templates.values().stream().<ObjectNode>map(JSON::valueToTree).toList();
    page(in, out, "repositoryCreationTemplates", all);
  }

  private void createTemplate(JsonNode in, String caller, ObjectNode out) {
    onRegistry(caller, "CreateRepositoryCreationTemplate");
    String prefix = in.path("prefix").asText();
    if (world.templates.containsKey(prefix)) {
      throw TwinRefusal.of("TemplateAlreadyExistsException", prefix);
    }
    if (in.path("appliedFor").isEmpty()) {
      throw TwinRefusal.parameter("appliedFor", "is required");
    }
    setTemplate(prefix, new LinkedHashMap<>(), in);
    out.set("repositoryCreationTemplate", JSON.valueToTree(world.templates.get(prefix)));
  }

  private void updateTemplate(JsonNode in, String caller, ObjectNode out) {
    onRegistry(caller, "UpdateRepositoryCreationTemplate");
    String prefix = in.path("prefix").asText();
    Map<String, Object> old = world.templates.get(prefix);
    if (old == null) {
      throw TwinRefusal.of("TemplateNotFoundException", prefix);
    }
    setTemplate(prefix, new TreeMap<>(old), in);
    out.set("repositoryCreationTemplate", JSON.valueToTree(world.templates.get(prefix)));
  }

  private void setTemplate(String prefix, Map<String, Object> template, JsonNode in) {
    if (in.has("imageTagMutability")) {
      TwinRepository.Mutability unused = mutability(in);
      // A mode comes with its filters; that those of an earlier mode go is inferred.
      template.remove("imageTagMutabilityExclusionFilters");
    }
    String policy = in.path("repositoryPolicy").asText("");
    if (!policy.isEmpty()) {
      String unused = RepositoryPolicyRules.taken(policy, world.iam);
    }
    in.properties().forEach(entry -> template.put(entry.getKey(), entry.getValue()));
    world.templates.put(prefix, template);
  }

  private void deleteTemplate(JsonNode in, String caller, ObjectNode out) {
    onRegistry(caller, "DeleteRepositoryCreationTemplate");
    if (world.templates.remove(in.path("prefix").asText()) == null) {
      throw TwinRefusal.of("TemplateNotFoundException", in.path("prefix").asText());
    }
    out.put("registryId", world.account);
  }

  /** {@code AWS:password} in Base64, for twelve hours: GetAuthorizationToken. */
  private void token(String caller, ObjectNode out) {
    // Its resource is everything, and no resource's policy gives it.
    authorize(caller, "GetAuthorizationToken", "*", List.of());
    String pair = "AWS:" + tokens.issue(caller);
    out.putArray("authorizationData")
        .addObject()
        .put(
            "authorizationToken",
            Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
        .put("expiresAt", world.clock.instant().getEpochSecond() + TOKEN_SECONDS)
        .put("proxyEndpoint", world.registryAddress);
  }
}
