package dev.portwrit.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPUserId;
import org.bouncycastle.openpgp.api.OpenPGPDetachedSignatureProcessor;
import org.bouncycastle.openpgp.api.OpenPGPSignature.OpenPGPDocumentSignature;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;

/**
 * The OpenPGP keys among {@link SigningKeys}. JGit verifies such signatures by the key ring of the
 * user only, so Bouncy Castle is asked itself. A key that is expired or revoked now does not count,
 * whenever it is said to have signed.
 */
final class OpenPgpSigners {
  private static final String HEAD = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
  private static final BcOpenPGPApi OPEN_PGP = new BcOpenPGPApi();

  private final List<OpenPGPCertificate> keys;

  private OpenPgpSigners(List<OpenPGPCertificate> keys) {
    this.keys = List.copyOf(keys);
  }

  static boolean isBlock(String text) {
    return text.stripLeading().startsWith(HEAD);
  }

  static Optional<String> flaw(String text) {
    try {
      return read(text).isEmpty()
          ? Optional.of("there is no key in this OpenPGP block")
          : Optional.empty();
    } catch (IOException | RuntimeException unreadable) {
      return Optional.of("this OpenPGP public key block cannot be read");
    }
  }

  static OpenPgpSigners of(List<String> blocks) {
    List<OpenPGPCertificate> keys = new ArrayList<>();
    for (String block : blocks) {
      try {
        keys.addAll(read(block));
      } catch (IOException e) {
        throw new IllegalArgumentException("a key cannot be read", e);
      }
    }
    return new OpenPgpSigners(keys);
  }

  private static List<OpenPGPCertificate> read(String block) throws IOException {
    return OPEN_PGP.readKeyOrCertificate().parseCertificates(block.strip());
  }

  SignatureVerdict judge(byte[] text, byte[] signature, Instant now) throws IOException {
    OpenPGPDetachedSignatureProcessor processor = OPEN_PGP.verifyDetachedSignature();
    processor.verifyNotAfter(Date.from(now));
    keys.forEach(processor::addVerificationCertificate);
    List<OpenPGPDocumentSignature> found;
    try {
      processor.addSignatures(new ByteArrayInputStream(signature));
      found = processor.process(new ByteArrayInputStream(text));
    } catch (IOException | RuntimeException unreadable) {
      return new SignatureVerdict.Refused("its OpenPGP signature cannot be read");
    }
    if (found.isEmpty()) {
      return new SignatureVerdict.Refused(
          "its OpenPGP signature is not by a key that may sign, or not one that may be used now");
    }
    for (OpenPGPDocumentSignature one : found) {
      if (isGood(one, now)) {
        return new SignatureVerdict.SignedBy(name(one.getIssuerCertificate()));
      }
    }
    return new SignatureVerdict.Refused(
        "its OpenPGP signature does not fit the commit, or its key is not in force");
  }

  private static boolean isGood(OpenPGPDocumentSignature signature, Instant now) {
    Date time = Date.from(now);
    try {
      return signature.isTestedCorrect()
          && signature.getSignature().getSignatureType() == PGPSignature.BINARY_DOCUMENT
          && signature.getIssuer().isSigningKey(time)
          && signature.isValidAt(time);
    } catch (PGPException | RuntimeException notValid) {
      return false;
    }
  }

  private static String name(OpenPGPCertificate key) {
    List<OpenPGPUserId> users = key.getAllUserIds();
    return users.isEmpty() ? key.getPrettyFingerprint() : PathText.line(users.get(0).getUserId());
  }
}
