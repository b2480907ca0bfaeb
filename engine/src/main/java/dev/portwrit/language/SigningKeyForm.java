package dev.portwrit.language;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.source.SigningKeys;
import java.util.Optional;

/** How a public key is written by which commits may be signed. */
final class SigningKeyForm {
  private SigningKeyForm() {}

  // The text is not shown: it may well be the private key.
  static Optional<Flaw> flaw(String text) {
    return SigningKeys.flaw(text).map(flaw -> new Flaw(Code.NOT_A_SIGNING_KEY, flaw, help(text)));
  }

  private static String help(String text) {
    return text.contains("PRIVATE KEY")
        ? "put the public one here, and make a new pair: this one is known now"
        : "write `ssh-ed25519 AAAA… name` as it is in the `.pub` file, or what"
            + " `gpg --armor --export` prints";
  }
}
