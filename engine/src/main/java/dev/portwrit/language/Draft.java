package dev.portwrit.language;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.NativeWebhooks;
import dev.portwrit.policy.RemovalBudget;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Settings.SigningKey;
import dev.portwrit.policy.Webhook;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one document says, read alone: its values are checked, its names are not resolved. What is
 * wrong in the document has been reported; here it is left out, or something takes its place that
 * nobody will see, since there is no workspace where there are errors.
 */
sealed interface Draft {
  /** Where the document begins: the place of its first key. */
  Place place();

  /** What {@code portwrit.yaml} says. */
  record Settings(
      Place place,
      List<Member> admins,
      Optional<RemovalBudget> removalBudget,
      List<SigningKey> requireSigned,
      List<Placed<String>> guardrails,
      Map<Placed<String>, Map<String, String>> parameters)
      implements Draft {}

  /**
   * An organization.
   *
   * @param complete false if a part could not be read: then nothing is known of what is not in it
   */
  record Organization(
      Placed<String> name,
      List<Placed<RepositoryName>> namespaces,
      dev.portwrit.policy.Organization organization,
      boolean complete)
      implements Draft {
    @Override
    public Place place() {
      return organization.place();
    }
  }

  /** A team. */
  record Team(
      Place place,
      OwnedName name,
      String description,
      List<Mention> members,
      List<Account> accounts)
      implements Draft {}

  /** A service. */
  record Service(Place place, OwnedName name, String description, List<Account> accounts)
      implements Draft {}

  /** A person. */
  record User(Place place, Placed<String> name, String description, List<Account> accounts)
      implements Draft {}

  /** What something is called in a registry. */
  record Account(Placed<String> registry, String name) {}

  /** A repository, or all whose names match a pattern. */
  record Repositories(
      Place place,
      Placed<RepositoryPattern> pattern,
      boolean declared,
      String description,
      Optional<Place> publicPlace,
      List<Grant> grants,
      List<Webhook> webhooks,
      Optional<NativeWebhooks> nativeWebhooks)
      implements Draft {}

  /** A grant. */
  record Grant(Place place, Role role, List<Mention> to, Optional<Expiry> expires, String reason) {}

  /**
   * A protection.
   *
   * @param complete false if a part could not be read: then nothing is known of what it does not
   *     reach
   */
  record Protection(
      Place place,
      OwnedName name,
      List<Placed<RepositoryPattern>> repositories,
      List<Placed<TagPattern>> tags,
      dev.portwrit.policy.Protection.Rule rule,
      List<Mention> to,
      dev.portwrit.policy.Protection.Enforcement enforcement,
      boolean restore,
      boolean complete)
      implements Draft {}

  /** An exception. */
  record ProtectionException(
      Place place,
      OwnedName name,
      Optional<OwnedName> protection,
      List<Placed<RepositoryPattern>> repositories,
      List<Placed<TagPattern>> tags,
      List<Mention> to,
      Expiry expires,
      String reason)
      implements Draft {}

  /** A registry. */
  record Registry(
      Placed<String> name,
      List<Placed<RepositoryPattern>> repositories,
      dev.portwrit.policy.Registry registry)
      implements Draft {
    @Override
    public Place place() {
      return registry.place();
    }
  }
}
