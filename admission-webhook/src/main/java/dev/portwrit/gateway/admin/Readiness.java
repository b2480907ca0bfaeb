package dev.portwrit.gateway.admin;

import java.util.List;

/**
 * Whether the gateway should be given requests, and what there is to know of it.
 *
 * @param isReady false while it warms up and once it stops
 * @param lines what a person should know, one line each: the policy in force, and every problem
 */
public record Readiness(boolean isReady, List<String> lines) {
  /** Copies the list. */
  public Readiness {
    lines = List.copyOf(lines);
  }
}
