package dev.portwrit.registry.hub;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.HubSettings;
import dev.portwrit.policy.Registry;
import dev.portwrit.registry.RegistryFindings;
import java.util.Locale;
import java.util.Optional;

/**
 * The registry that is spoken of.
 *
 * @param registry its definition, of type Docker Hub
 * @param engine the Docker ID by which policies are applied; empty where it is not known
 */
record HubContext(Registry registry, Optional<String> engine) {
  /** The prefix of the teams that policies do not name, and that are ours by it. */
  static final String OURS = "portwrit-";

  HubContext {
    engine = engine.map(name -> name.toLowerCase(Locale.ROOT));
  }

  HubSettings settings() {
    return registry.hub();
  }

  boolean managesMembers() {
    return settings().members() == HubSettings.Members.MANAGE;
  }

  /** Whether somebody stays what they are, whatever policy says. */
  boolean keepsMember(String user) {
    return engine.filter(user::equals).isPresent()
        || settings().keepMembers().stream().anyMatch(name -> name.equalsIgnoreCase(user));
  }

  /**
   * Reports what Docker Hub does not keep: a warning where the gateway does, otherwise an error.
   */
  void report(RegistryFindings findings, Place place, Code code, String message) {
    if (registry.gateway()) {
      findings.warning(place, code, message, "the gateway keeps it");
    } else {
      findings.error(
          place, code, message, "let the gateway keep it, and say `gateway: true` of the registry");
    }
  }
}
