package dev.portwrit.registry.ecr;

import dev.portwrit.decision.Entitlement;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.registry.NativeNames;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a push makes of a repository that policies know by a pattern only: one template for each
 * folder that a document {@code repositories: FOLDER/**} names. It says what holds of every
 * repository below the folder; what more policy says of one comes with the next plan.
 *
 * <p>Source: ECR API Reference, {@code CreateRepositoryCreationTemplate}: the template with the
 * longest prefix is taken.
 */
final class CreationTemplates {
  private static final String ON_PUSH = "CREATE_ON_PUSH";
  private static final String BELOW = "/" + RepositoryPattern.ANY_SEGMENTS;

  private final EcrContext context;
  private final PolicyGrants grants;
  private final PolicyIndex index;
  private final Instant now;

  CreationTemplates(EcrContext context, PolicyGrants grants, PolicyIndex index, Instant now) {
    this.context = context;
    this.grants = grants;
    this.index = index;
    this.now = now;
  }

  SortedMap<ObjectId, Reading> targets(NativeState live) {
    SortedMap<ObjectId, Reading> targets = new TreeMap<>();
    NativeNames names = new NativeNames(context.registry());
    for (RepositoryRule rule : index.workspace().repositories()) {
      Optional<RepositoryName> folder = rule.declared() ? Optional.empty() : folder(rule.pattern());
      folder
          .filter(this::livesHere)
          .ifPresent(
              name -> {
                ObjectId id = new ObjectId(EcrObjects.CREATION_TEMPLATE, nativeFolder(names, name));
                targets.put(id, target(name, live.at(id)));
              });
    }
    return targets;
  }

  private static Optional<RepositoryName> folder(RepositoryPattern pattern) {
    String text = pattern.value();
    return text.endsWith(BELOW)
        ? RepositoryName.parse(text.substring(0, text.length() - BELOW.length()))
        : Optional.empty();
  }

  private boolean livesHere(RepositoryName folder) {
    return context.registry().repositories().stream().anyMatch(one -> covers(one, folder));
  }

  // What is renamed are leading segments with the slash behind them.
  private static String nativeFolder(NativeNames names, RepositoryName folder) {
    String below = names.nativeName(new RepositoryName(folder + "/x"));
    return below.substring(0, below.length() - "/x".length());
  }

  /** Whether every repository below a folder matches. */
  private static boolean covers(RepositoryPattern pattern, RepositoryName folder) {
    return folder(pattern)
        .filter(outer -> outer.equals(folder) || folder.value().startsWith(outer.value() + "/"))
        .isPresent();
  }

  private Reading target(RepositoryName folder, Reading there) {
    if (there.isUnknown()) {
      return there;
    }
    try {
      JsonObject live =
          there instanceof Reading.Present present
              ? PolicyJson.read(present.content())
              : JsonValue.EMPTY_JSON_OBJECT;
      JsonObject merged =
          PolicyJson.JSON.createMergePatch(wanted(folder, live)).apply(live).asJsonObject();
      return merged.equals(live) ? there : Reading.present(sorted(merged).toString());
    } catch (UnreadablePolicy e) {
      return new Reading.Unknown(String.valueOf(e.getMessage()));
    }
  }

  private JsonObject wanted(RepositoryName folder, JsonObject live) throws UnreadablePolicy {
    List<Protection> immutable =
        index.workspace().protections().stream()
            .filter(Immutable::isOne)
            .filter(one -> one.repositories().stream().anyMatch(pattern -> covers(pattern, folder)))
            .toList();
    List<Entitlement> given =
        index.entitlements().stream()
            .filter(one -> one.isInForceAt(now) && covers(one.repositories(), folder))
            .toList();
    RepositoryStatements statements =
        new RepositoryStatements(context, grants.of(given), !immutable.isEmpty());
    JsonObjectBuilder patch =
        new RepositorySettings(context.settings())
            .template()
            .add("appliedFor", PolicyJson.array(appliedFor(live)))
            .add("tagMutability", PolicyJson.read(TagFilters.of(immutable).kept().content()));
    String policy = PolicyDocument.of(statements.all()).text();
    // One that is too large is left out: then the next plan says so of the repository.
    if (policy.length() <= EcrContext.LONGEST_POLICY) {
      patch.add("repositoryPolicy", PolicyJson.read(policy));
    }
    return patch.build();
  }

  private static Set<String> appliedFor(JsonObject live) {
    Set<String> all = new TreeSet<>(Set.of(ON_PUSH));
    if (live.get("appliedFor") instanceof JsonArray array) {
      array.getValuesAs(JsonString.class).forEach(one -> all.add(one.getString()));
    }
    return all;
  }

  private static JsonObject sorted(JsonObject object) {
    JsonObjectBuilder sorted = PolicyJson.JSON.createObjectBuilder();
    new TreeMap<>(object)
        .forEach(
            (key, value) ->
                sorted.add(key, value instanceof JsonObject inner ? sorted(inner) : value));
    return sorted.build();
  }
}
