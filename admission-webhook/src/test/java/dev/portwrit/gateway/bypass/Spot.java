package dev.portwrit.gateway.bypass;

import java.util.Optional;

/**
 * A protected tag in a state of ledger and registry.
 *
 * @param state which
 * @param bound what it must be, now or as soon as it is anything; empty while nobody decided
 * @param there what the registry has under it at first
 */
record Spot(
    State state, String repository, String tag, Optional<Content> bound, Optional<Content> there) {
  /** The states of the ledger, with what the registry has. */
  enum State {
    NO_ROW,
    NO_ROW_BUT_THERE,
    HELD,
    HELD_BUT_ABSENT,
    HELD_BUT_OTHER,
    DELETED,
    PENDING_PUT,
    PENDING_DELETE,
    REMOVAL_OPEN,
    RESTRICTED
  }

  String path() {
    return "/v2/" + repository + "/manifests/" + tag;
  }
}
