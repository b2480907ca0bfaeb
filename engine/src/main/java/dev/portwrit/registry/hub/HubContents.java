package dev.portwrit.registry.hub;

import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The contents of objects, each with its canonical text and the way back. */
final class HubContents {
  /** The content of who is in a team: being there says all. */
  static final String EMPTY = "{}";

  private static final int LONGEST = 1_000_000;

  // `Json` itself looks for it at each call.
  private static final JsonProvider JSON = JsonProvider.provider();

  private HubContents() {}

  /** A member, or an invitation to become one. */
  record Member(OrgRole role) {
    static Member read(String text) throws UnreadableContent {
      String role = stringAt(object(text), "role");
      return new Member(OrgRole.parse(role).orElseThrow(() -> unknown("role", role)));
    }

    String text() {
      return JSON.createObjectBuilder().add("role", role.toString()).build().toString();
    }
  }

  /** A team. */
  record Team(String description) {
    static Team read(String text) throws UnreadableContent {
      return new Team(stringAt(object(text), "description"));
    }

    String text() {
      return JSON.createObjectBuilder().add("description", description).build().toString();
    }
  }

  /**
   * A repository.
   *
   * @param description the short one
   * @param isPublic whether everybody may pull
   */
  record Repository(String description, boolean isPublic) {
    static Repository read(String text) throws UnreadableContent {
      JsonObject object = object(text);
      String visibility = stringAt(object, "visibility");
      if (!visibility.equals("private") && !visibility.equals("public")) {
        throw unknown("visibility", visibility);
      }
      return new Repository(stringAt(object, "description"), visibility.equals("public"));
    }

    String text() {
      return JSON.createObjectBuilder()
          .add("description", description)
          .add("visibility", isPublic ? "public" : "private")
          .build()
          .toString();
    }
  }

  /** What a team may do in a repository. */
  record TeamPermission(Permission permission) {
    static TeamPermission read(String text) throws UnreadableContent {
      String permission = stringAt(object(text), "permission");
      return new TeamPermission(
          Permission.parse(permission).orElseThrow(() -> unknown("permission", permission)));
    }

    String text() {
      return JSON.createObjectBuilder().add("permission", permission.toString()).build().toString();
    }
  }

  /**
   * Which tags of a repository nobody may move or delete.
   *
   * @param enabled whether there are any
   * @param rules regular expressions of RE2; none, where it is enabled, means every tag
   */
  record ImmutableTags(boolean enabled, SortedSet<String> rules) {
    static final ImmutableTags NONE = new ImmutableTags(false, new TreeSet<>());

    ImmutableTags {
      rules = Collections.unmodifiableSortedSet(new TreeSet<>(rules));
    }

    static ImmutableTags read(String text) throws UnreadableContent {
      JsonObject object = object(text);
      JsonValue enabled = object.get("enabled");
      if (enabled != JsonValue.TRUE && enabled != JsonValue.FALSE) {
        throw new UnreadableContent("`enabled` is neither true nor false");
      }
      return new ImmutableTags(enabled == JsonValue.TRUE, stringsAt(object, "rules"));
    }

    String text() {
      return JSON.createObjectBuilder()
          .add("enabled", enabled)
          .add("rules", array(rules))
          .build()
          .toString();
    }
  }

  /**
   * What an organization access token may do somewhere.
   *
   * @param type {@code TYPE_REPO} or {@code TYPE_ORG}
   * @param path such as {@code acme/api}, {@code acme/*}, or of {@code TYPE_ORG} the organization
   * @param scopes such as {@code scope-image-pull}, without what others say anyway
   */
  record Resource(String type, String path, SortedSet<String> scopes)
      implements Comparable<Resource> {
    static final String REPOSITORY = "TYPE_REPO";
    static final String ORGANIZATION = "TYPE_ORG";

    private static final Comparator<Resource> ORDER =
        Comparator.comparing(Resource::type)
            .thenComparing(Resource::path)
            .thenComparing(resource -> resource.scopes().toString());

    Resource {
      scopes = Collections.unmodifiableSortedSet(TokenScopes.reduced(scopes));
    }

    /** What two tokens may do together, each place once. */
    static SortedSet<Resource> union(SortedSet<Resource> some, SortedSet<Resource> more) {
      SortedMap<String, Resource> all = new TreeMap<>();
      for (Resource one : Stream.concat(some.stream(), more.stream()).toList()) {
        all.merge(one.type() + " " + one.path(), one, Resource::with);
      }
      return new TreeSet<>(all.values());
    }

    private Resource with(Resource other) {
      SortedSet<String> both = new TreeSet<>(scopes);
      both.addAll(other.scopes);
      return new Resource(type, path, both);
    }

    /**
     * Whether it is for a repository.
     *
     * @param repository such as {@code acme/api}
     * @param isPublic whether everybody may pull it
     */
    boolean isFor(String repository, boolean isPublic) {
      if (type.equals(ORGANIZATION)) {
        return true;
      }
      return path.equals("*/*/public")
          ? isPublic
          : RepositoryPattern.parse(path)
              .flatMap(pattern -> RepositoryName.parse(repository).map(pattern::matches))
              .orElse(path.contains("*"));
    }

    private static Resource read(JsonObject object) throws UnreadableContent {
      return new Resource(
          stringAt(object, "type"), stringAt(object, "path"), stringsAt(object, "scopes"));
    }

    private JsonObject json() {
      return JSON.createObjectBuilder()
          .add("path", path)
          .add("scopes", array(scopes))
          .add("type", type)
          .build();
    }

    @Override
    public int compareTo(Resource other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * An organization access token.
   *
   * @param active whether it can be used
   * @param description free text
   * @param expires the first instant at which it has ended; empty if it does not
   * @param resources what it may do
   */
  record AccessToken(
      boolean active,
      String description,
      Optional<Instant> expires,
      SortedSet<Resource> resources) {
    AccessToken {
      resources = Collections.unmodifiableSortedSet(new TreeSet<>(resources));
    }

    static AccessToken read(String text) throws UnreadableContent {
      JsonObject object = object(text);
      SortedSet<Resource> resources = new TreeSet<>();
      if (!(object.get("resources") instanceof JsonArray array)) {
        throw new UnreadableContent("`resources` is no list");
      }
      for (JsonValue value : array) {
        if (!(value instanceof JsonObject resource)) {
          throw new UnreadableContent("`resources` holds what is no object");
        }
        resources.add(Resource.read(resource));
      }
      return new AccessToken(
          object.get("active") == JsonValue.TRUE,
          stringAt(object, "description"),
          object.containsKey("expires")
              ? Optional.of(instant(stringAt(object, "expires")))
              : Optional.empty(),
          resources);
    }

    private static Instant instant(String text) throws UnreadableContent {
      try {
        return Instant.parse(text);
      } catch (DateTimeException e) {
        throw new UnreadableContent("`" + text + "` is no instant");
      }
    }

    String text() {
      JsonObjectBuilder object = JSON.createObjectBuilder();
      object.add("active", active).add("description", description);
      expires.ifPresent(end -> object.add("expires", end.toString()));
      JsonArrayBuilder array = JSON.createArrayBuilder();
      resources.forEach(resource -> array.add(resource.json()));
      return object.add("resources", array).build().toString();
    }
  }

  /** Where Docker Hub tells of pushes. */
  record Webhook(String url) {
    static Webhook read(String text) throws UnreadableContent {
      return new Webhook(stringAt(object(text), "url"));
    }

    String text() {
      return JSON.createObjectBuilder().add("url", url).build().toString();
    }
  }

  private static JsonObject object(String text) throws UnreadableContent {
    if (text.length() > LONGEST) {
      throw new UnreadableContent("it has more than " + LONGEST + " characters");
    }
    try (JsonReader reader = JSON.createReader(new StringReader(text))) {
      return reader.readObject();
    } catch (RuntimeException e) {
      throw new UnreadableContent("it is no JSON object");
    }
  }

  private static String stringAt(JsonObject object, String key) throws UnreadableContent {
    if (object.get(key) instanceof JsonString text) {
      return text.getString();
    }
    throw new UnreadableContent("`" + key + "` is no text");
  }

  private static SortedSet<String> stringsAt(JsonObject object, String key)
      throws UnreadableContent {
    if (!(object.get(key) instanceof JsonArray array)) {
      throw new UnreadableContent("`" + key + "` is no list");
    }
    SortedSet<String> texts = new TreeSet<>();
    for (JsonValue value : array) {
      if (!(value instanceof JsonString text)) {
        throw new UnreadableContent("`" + key + "` holds what is no text");
      }
      texts.add(text.getString());
    }
    return texts;
  }

  private static JsonArray array(Collection<String> texts) {
    JsonArrayBuilder array = JSON.createArrayBuilder();
    texts.forEach(array::add);
    return array.build();
  }

  private static UnreadableContent unknown(String key, String value) {
    return new UnreadableContent("`" + key + "` is `" + value + "`, which is not known");
  }
}
