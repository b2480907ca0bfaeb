package dev.portwrit.gateway.identity;

import java.util.Optional;

/** The actions of a scope, in the order in which they are written. */
public enum ScopeAction {
  /** Read. */
  PULL("pull"),
  /** Upload, create tags and move them. */
  PUSH("push"),
  /** Remove tags, manifests, blobs. */
  DELETE("delete"),
  /** Whatever there is. */
  ALL("*");

  private final String text;

  ScopeAction(String text) {
    this.text = text;
  }

  static Optional<ScopeAction> parse(String text) {
    for (ScopeAction action : values()) {
      if (action.text.equals(text)) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }

  /**
   * The action as the protocol writes it.
   *
   * @return such as {@code pull}
   */
  @Override
  public String toString() {
    return text;
  }
}
