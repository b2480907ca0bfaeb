package dev.portwrit.gateway.gate;

import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.identity.Authentication.Authenticated;
import dev.portwrit.gateway.request.ErrorCode;
import dev.portwrit.gateway.request.Operation;
import dev.portwrit.policy.Action;
import dev.portwrit.reference.Reference;
import java.util.Optional;

/**
 * What is asked with HEAD before something is pushed, by those who may not know.
 *
 * <p>An answer to HEAD has no body for the reason. Told 403 clients end there and show none; told
 * that there is no such thing, which is all that they may know, they begin to push, and that is
 * refused with the reason. Clients ask so for each blob; oras asks so for manifests by their
 * digests, with a token for pushing. Whoever means to pull, or asks for a tag, is told 403.
 */
final class Probes {
  private static final ErrorAnswer UNKNOWN_BLOB =
      ErrorAnswer.of(404, ErrorCode.BLOB_UNKNOWN, "there is no such blob");
  private static final ErrorAnswer UNKNOWN_MANIFEST =
      ErrorAnswer.of(404, ErrorCode.MANIFEST_UNKNOWN, "there is no such manifest");

  private Probes() {}

  /** What a denied probe is answered; empty for what is no probe. */
  static Optional<ErrorAnswer> answer(Operation operation, Authenticated caller) {
    if (operation instanceof Operation.HeadBlob) {
      return Optional.of(UNKNOWN_BLOB);
    }
    return operation instanceof Operation.HeadManifest head
            && head.reference() instanceof Reference.ByDigest
            && caller.access().filter(a -> a.allows(head.repository(), Action.PUSH)).isPresent()
        ? Optional.of(UNKNOWN_MANIFEST)
        : Optional.empty();
  }
}
