package dev.portwrit.gateway.kubernetes;

import dev.portwrit.gateway.gate.Gate;
import dev.portwrit.gateway.gate.Gate.Passage;
import dev.portwrit.gateway.gate.Need;
import dev.portwrit.gateway.identity.Authentication.Authenticated;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Tag;
import java.util.Optional;

/**
 * Judges one image: it comes from the registry behind the gateway, the subject may pull it, and it
 * stays what it is.
 */
final class ImageJudgement {
  private final Gate gate;
  private final Optional<String> address;

  /**
   * Of one registry.
   *
   * @param address host and port under which images are pulled from it, if that is known
   */
  ImageJudgement(Gate gate, Optional<String> address) {
    this.gate = gate;
    this.address = address;
  }

  ImageAnswer judge(Subject subject, ImageName image) {
    if (address.isEmpty()) {
      return new ImageAnswer.Undetermined(
          "the gateway does not know under which address it is reached; start it with"
              + " `--external-url`");
    }
    if (!image.host().equals(address.get())) {
      return new ImageAnswer.Denied(
          Optional.empty(), "it does not come from `" + address.get() + "`");
    }
    Passage passage =
        gate.pass(
            new Authenticated(subject, Optional.empty()),
            new Need(image.repository(), Action.PULL));
    if (passage instanceof Passage.Denied denied) {
      return new ImageAnswer.Denied(denied.rule(), denied.error().message());
    }
    if (passage instanceof Passage.Open open) {
      return isFixed(image)
          ? new ImageAnswer.Allowed(open.rule())
          : new ImageAnswer.Denied(
              Optional.empty(),
              "no protection keeps its tag as it is; name it by its digest, or by a tag that is"
                  + " protected");
    }
    return new ImageAnswer.Undetermined(
        passage instanceof Passage.Undecided undecided
            ? undecided.cause()
            : "it cannot be decided");
  }

  /** Whether what is pulled now is what will be pulled later, as far as policies can say. */
  private boolean isFixed(ImageName image) {
    Optional<Tag> tag = image.pulledTag();
    return tag.isEmpty()
        || gate.policy().index().protectionsOf(image.repository(), tag.get()).stream()
            .anyMatch(one -> one.enforcement() == Protection.Enforcement.DENY);
  }
}
