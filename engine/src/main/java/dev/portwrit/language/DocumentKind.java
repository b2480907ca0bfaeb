package dev.portwrit.language;

import static dev.portwrit.language.Key.optional;
import static dev.portwrit.language.Key.required;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.policy.HubSettings;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The kinds of documents and their keys: the one table from which documents are checked, names are
 * suggested and the JSON Schema is made. The first key of a document is its kind's.
 */
enum DocumentKind {
  /** What {@code portwrit.yaml} says. */
  SETTINGS(
      "settings of the workspace, once, in portwrit.yaml",
      required(
          "version",
          new Shape.Choice("version", "versions", Code.UNSUPPORTED_VERSION, List.of("1")),
          "the version of the policy language"),
      optional("admins", list(TextForm.PERSON), "people who must keep administer everywhere"),
      optional(
          "removal-budget",
          new Shape.Text(TextForm.BUDGET),
          "how many access edges one plan may remove, a number or a percentage"),
      optional(
          "require-signed",
          full(TextForm.SIGNING_KEY),
          "public keys of which one signs each commit that comes into force"),
      optional(
          "guardrails",
          new Shape.Fields(
              List.of(
                  optional(
                      "standard", list(TextForm.NAME), "the standard guardrails that are in force"),
                  optional(
                      "settings",
                      new Shape.Dictionary(
                          TextForm.NAME,
                          new Shape.Dictionary(TextForm.NAME, new Shape.Text(TextForm.FREE))),
                      "settings of guardrails, by their names"))),
          "rules on policies and pushes")),

  /** Who owns repository names, and its people. */
  ORGANIZATION(
      "an organization",
      required("organization", new Shape.Text(TextForm.NAME), "the name of the organization"),
      description(),
      optional(
          "namespaces",
          full(TextForm.REPOSITORY),
          "the names it owns, each with everything below; its own name where nothing is said"),
      optional("owners", list(TextForm.PERSON), "people who administer everything in it"),
      optional("members", list(TextForm.PERSON), "the people on its roster besides the owners"),
      optional("default", role(), "the role of every member in every repository")),

  /** People, services and teams that are given roles together. */
  TEAM(
      "a team",
      required("team", new Shape.Text(TextForm.OWNED_NAME), "the name of the team"),
      description(),
      optional(
          "members", list(TextForm.TEAM_MEMBER), "people, services, and teams whose members count"),
      accounts()),

  /** A machine identity. */
  SERVICE(
      "a service account",
      required("service", new Shape.Text(TextForm.OWNED_NAME), "the name of the service"),
      description(),
      accounts()),

  /** What there is to say about a person. */
  USER(
      "a person, where there is something to say about one",
      required("user", new Shape.Text(TextForm.NAME), "the name of the person"),
      description(),
      accounts()),

  /** A repository that exists. */
  REPOSITORY(
      "a repository that exists",
      required("repository", new Shape.Text(TextForm.REPOSITORY), "the name of the repository"),
      description(),
      optional(
          "visibility",
          new Shape.Choice(
              "visibility", "visibilities", Code.UNKNOWN_VALUE, List.of("private", "public")),
          "public lets everybody pull"),
      grants(),
      webhooks(),
      nativeWebhooks()),

  /** All repositories with names of a pattern. */
  REPOSITORIES(
      "every repository with such a name, now and later",
      required(
          "repositories", new Shape.Text(TextForm.REPOSITORY_PATTERN), "the pattern of the names"),
      description(),
      grants(),
      webhooks(),
      nativeWebhooks()),

  /** A rule on tags. */
  PROTECTION(
      "a rule on tags that overrides grants",
      required("protection", new Shape.Text(TextForm.OWNED_NAME), "the name of the protection"),
      description(),
      required("repositories", full(TextForm.REPOSITORY_PATTERN), "the repositories it reaches"),
      required("tags", full(TextForm.TAG_PATTERN), "the tags it reaches"),
      required(
          "rule",
          new Shape.Choice("rule", "rules", Code.UNKNOWN_VALUE, words(Protection.Rule.values())),
          "immutable: nobody moves or deletes the tag; restricted: only those in to do"),
      optional("to", full(TextForm.KNOWN_SUBJECT), "whom a restricted protection lets pass"),
      optional(
          "enforce",
          new Shape.Choice(
              "enforcement",
              "enforcements",
              Code.UNKNOWN_VALUE,
              words(Protection.Enforcement.values())),
          "warn lets it through, with a warning and a line in the log"),
      optional(
          "restore",
          bool(),
          "whether a gateway puts a tag back that was moved or removed past it")),

  /** A release from a protection. */
  EXCEPTION(
      "a time-boxed release from a protection",
      required("exception", new Shape.Text(TextForm.OWNED_NAME), "the name of the exception"),
      description(),
      required("protection", new Shape.Text(TextForm.OWNED_NAME), "the protection that it lifts"),
      required("repositories", full(TextForm.REPOSITORY_PATTERN), "where it lifts it"),
      required("tags", full(TextForm.TAG_PATTERN), "for which tags"),
      required("to", full(TextForm.KNOWN_SUBJECT), "for whom"),
      required("expires", new Shape.Text(TextForm.EXPIRY), "when it ends"),
      required("reason", new Shape.Text(TextForm.SAYING), "why")),

  /** A remote endpoint. */
  REGISTRY(
      "a registry in which governed repositories live",
      required("registry", new Shape.Text(TextForm.NAME), "the name of the registry"),
      description(),
      required(
          "type",
          new Shape.Choice("type", "types", Code.UNKNOWN_VALUE, words(Registry.Type.values())),
          "what kind of registry it is"),
      required("repositories", full(TextForm.REPOSITORY_PATTERN), "what lives there"),
      optional(
          "mode",
          new Shape.Choice("mode", "modes", Code.UNKNOWN_VALUE, words(Registry.Mode.values())),
          "what an apply may do; only authoritative removes"),
      optional("gateway", bool(), "whether clients reach it only through the gateway"),
      optional("url", new Shape.Text(TextForm.URL), "its address"),
      optional("account", new Shape.Text(TextForm.ACCOUNT), "the number of the AWS account"),
      optional("region", new Shape.Text(TextForm.REGION), "the AWS region"),
      optional(
          "prefix",
          new Shape.Dictionary(TextForm.PREFIX, new Shape.Text(TextForm.NEW_PREFIX)),
          "how leading segments of names are renamed there"),
      optional(
          "credentials",
          new Shape.Fields(
              List.of(
                  optional("username", credential(), "where the name of the user comes from"),
                  optional("password", credential(), "where the password comes from"),
                  optional("token", credential(), "where the token comes from"))),
          "where the credentials come from, never the secrets themselves"),
      optional(
          "exclusive",
          bool(),
          "ECR: nobody does anything there whom policies do not name, whatever IAM gives them"),
      optional(
          "delete-protection",
          bool(),
          "ECR: nobody deletes in a repository of which an immutable protection keeps tags"),
      optional(
          "engine",
          new Shape.Text(TextForm.AWS_PRINCIPAL),
          "ECR: the role or user that applies policies, which is never shut out"),
      optional(
          "gateway-account",
          new Shape.Text(TextForm.AWS_PRINCIPAL),
          "ECR: the role or user of the gateway; that of engine where nothing is said"),
      optional("scan-on-push", bool(), "ECR: whether images are scanned when they come"),
      optional(
          "kms-key",
          new Shape.Text(TextForm.SAYING),
          "ECR: the key that encrypts new repositories"),
      optional(
          "resource-tags",
          new Shape.Dictionary(TextForm.SAYING, new Shape.Text(TextForm.FREE)),
          "ECR: tags of AWS that repositories have"),
      optional(
          "create-on-push",
          bool(),
          "ECR: whether a push makes a repository that policies know by a pattern only"),
      optional(
          "profile",
          new Shape.Text(TextForm.SAYING),
          "ECR: the profile of the AWS configuration whose credentials are used"),
      optional(
          "assume-role",
          new Shape.Text(TextForm.AWS_ROLE),
          "ECR: the role that is taken on with those credentials, in the account of the registry"),
      optional(
          "managed-policies",
          bool(),
          "ECR: teams get managed policies of IAM, by which they log in, attached to their accounts"),
      optional(
          "members",
          new Shape.Choice(
              "keeper of members",
              "keepers of members",
              Code.UNKNOWN_VALUE,
              words(HubSettings.Members.values())),
          "Docker Hub: manage invites people and ends memberships; leave is for SCIM and its like"),
      optional(
          "keep-members",
          full(TextForm.NAME),
          "Docker Hub: Docker IDs that stay what they are, such as that of the engine"),
      optional(
          "keep-tokens",
          full(TextForm.SAYING),
          "Docker Hub: labels of access tokens that are nobody's service, such as the gateway's"));

  private final String about;

  // The list is never written to; its type cannot say so.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Key> keys;

  DocumentKind(String about, Key... keys) {
    this.about = about;
    this.keys = List.of(keys);
  }

  /** The kind whose documents begin with a key. */
  static Optional<DocumentKind> of(String firstKey) {
    for (DocumentKind kind : values()) {
      if (kind.head().equals(firstKey)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** The first keys of all kinds. */
  static List<String> heads() {
    return Arrays.stream(values()).map(DocumentKind::head).toList();
  }

  /** The key with which its documents begin. */
  String head() {
    return keys.get(0).name();
  }

  /** What its documents are. */
  String about() {
    return about;
  }

  /** All keys, the first one first, in the order in which they are best written. */
  List<Key> keys() {
    return keys;
  }

  private static Key description() {
    return optional("description", new Shape.Text(TextForm.FREE), "free text");
  }

  private static Key accounts() {
    return optional(
        "accounts",
        new Shape.Dictionary(TextForm.NAME, new Shape.Text(TextForm.SAYING)),
        "the name in a registry where it is another, by the name of the registry");
  }

  private static Key grants() {
    return optional(
        "grants",
        new Shape.Listing(
            new Shape.Fields(
                List.of(
                    required("role", roleOfGrant(), "what is given"),
                    required("to", full(TextForm.SUBJECT), "to whom"),
                    optional("expires", new Shape.Text(TextForm.EXPIRY), "when it ends"),
                    optional("reason", new Shape.Text(TextForm.SAYING), "why"))),
            true),
        "roles for subjects");
  }

  private static Key webhooks() {
    return optional("webhooks", full(TextForm.WEBHOOK), "who is told of pushes");
  }

  private static Key nativeWebhooks() {
    return optional(
        "native-webhooks",
        new Shape.Dictionary(TextForm.SAYING, new Shape.Text(TextForm.NATIVE_WEBHOOK)),
        "Docker Hub: the webhooks that the repository has there, by their names, and no others");
  }

  private static Shape role() {
    return new Shape.Choice("role", "roles", Code.UNKNOWN_ROLE, words(Role.values()));
  }

  private static Shape roleOfGrant() {
    List<String> roles = words(Role.values());
    String none = Role.NONE.toString();
    Flaw refused =
        new Flaw(
            Code.ROLE_NONE,
            "a grant of `" + none + "` gives nothing",
            "remove the grant: who is given nothing has nothing");
    return new Shape.Choice(
        "role",
        "roles",
        Code.UNKNOWN_ROLE,
        roles.stream().filter(role -> !role.equals(none)).toList(),
        Map.of(none, refused));
  }

  private static Shape bool() {
    return new Shape.Choice("boolean", "booleans", Code.UNKNOWN_VALUE, List.of("false", "true"));
  }

  private static Shape credential() {
    return new Shape.Text(TextForm.CREDENTIAL);
  }

  private static Shape list(TextForm form) {
    return new Shape.Listing(new Shape.Text(form), true);
  }

  private static Shape full(TextForm form) {
    return new Shape.Listing(new Shape.Text(form), false);
  }

  private static List<String> words(Object[] values) {
    return Arrays.stream(values).map(Object::toString).toList();
  }
}
