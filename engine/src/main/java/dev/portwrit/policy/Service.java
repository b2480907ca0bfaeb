package dev.portwrit.policy;

import dev.portwrit.diagnostic.Place;
import java.util.Map;

/**
 * A machine identity.
 *
 * @param place where it is defined
 * @param subject its name
 * @param description free text, empty where there is none
 * @param accounts what it is called in a registry, by the name of the registry
 */
public record Service(
    Place place, Subject.Service subject, String description, Map<String, String> accounts) {
  /** Copies the map. */
  public Service {
    accounts = Map.copyOf(accounts);
  }
}
