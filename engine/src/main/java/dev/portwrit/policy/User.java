package dev.portwrit.policy;

import dev.portwrit.diagnostic.Place;
import java.util.Map;

/**
 * What there is to say about a person besides being on a roster.
 *
 * @param place where it is defined
 * @param subject the name
 * @param description free text, empty where there is none
 * @param accounts what the person is called in a registry, by the name of the registry
 */
public record User(
    Place place, Subject.User subject, String description, Map<String, String> accounts) {
  /** Copies the map. */
  public User {
    accounts = Map.copyOf(accounts);
  }
}
