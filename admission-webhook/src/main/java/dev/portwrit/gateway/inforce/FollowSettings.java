package dev.portwrit.gateway.inforce;

import dev.portwrit.source.Revision;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * How a workspace is followed.
 *
 * @param revision what is followed of a Git workspace, {@link Revision#CURRENT} for its branch
 * @param accept a commit that an operator accepts once, whatever is against it but that it does not
 *     compile; empty for none
 * @param checks what restrains changes
 * @param clock for what "now" is
 * @param events who listens
 */
public record FollowSettings(
    Revision revision,
    Optional<String> accept,
    List<ChangeCheck> checks,
    Clock clock,
    PolicyEvents events) {
  /** Copies the list. */
  public FollowSettings {
    checks = List.copyOf(checks);
  }
}
