package dev.portwrit.gateway.server;

import dev.portwrit.source.Revision;
import java.time.Duration;
import java.util.Optional;

/**
 * How a gateway follows its workspace.
 *
 * @param revision what is followed, {@link Revision#CURRENT} for the branch of the workspace
 * @param accept a commit that an operator accepts once, whatever is against it but that it does not
 *     compile
 * @param maxPolicyAge after how long without a look at the workspace writes are refused; empty for
 *     never
 */
public record Following(
    Revision revision, Optional<String> accept, Optional<Duration> maxPolicyAge) {
  /** The branch of the workspace, for however long it cannot be looked at. */
  public static final Following DEFAULT =
      new Following(Revision.CURRENT, Optional.empty(), Optional.empty());
}
