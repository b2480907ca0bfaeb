package dev.portwrit.gateway.gate;

import dev.portwrit.gateway.identity.Authentication.Authenticated;
import dev.portwrit.gateway.request.Operation;
import dev.portwrit.policy.Action;
import dev.portwrit.reference.RepositoryName;

/** Mounts that want a token for two repositories. */
final class Mounts {
  private Mounts() {}

  /**
   * Whether a mount would go on as one if only the token reached where the blob is: the policy lets
   * the caller pull there. Then the client is told the scope to ask for, as Distribution does.
   * Where the policy does not, no token helps, and the mount becomes an upload.
   */
  static boolean wantsAnotherToken(Operation operation, Authenticated caller, Gate gate) {
    if (!(operation instanceof Operation.MountBlob mount)
        || mount.from().isEmpty()
        || caller.access().isEmpty()) {
      return false;
    }
    RepositoryName from = mount.from().get();
    return !new Need(from, Action.PULL).isReachedBy(caller.access().get())
        && gate.mayPull(caller, gate.policy(), from);
  }
}
