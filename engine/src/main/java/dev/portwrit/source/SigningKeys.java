package dev.portwrit.source;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.GpgConfig.GpgFormat;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.SignatureVerifiers;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * Public keys by which commits may be signed. A key is written as the line of an SSH public key
 * file, {@code ssh-ed25519 AAAA… comment}, or as an OpenPGP public key block. Keys of the machine,
 * of its agent or its key ring have no say.
 */
public final class SigningKeys {
  private final SshSigners ssh;
  private final OpenPgpSigners openPgp;

  private SigningKeys(SshSigners ssh, OpenPgpSigners openPgp) {
    this.ssh = ssh;
    this.openPgp = openPgp;
  }

  /**
   * What is wrong with the text of a key.
   *
   * @param text a key
   * @return one line that does not show the text, which may be a private key; empty if it can be
   *     used
   */
  public static Optional<String> flaw(String text) {
    if (text.contains("PRIVATE KEY")) {
      return Optional.of("this is a private key");
    }
    return OpenPgpSigners.isBlock(text) ? OpenPgpSigners.flaw(text) : SshSigners.flaw(text);
  }

  /**
   * Reads keys.
   *
   * @param texts keys that have no {@link #flaw}
   * @return the keys
   * @throws IllegalArgumentException if one has
   */
  public static SigningKeys of(List<String> texts) {
    List<String> lines = new ArrayList<>();
    List<String> blocks = new ArrayList<>();
    for (String text : texts) {
      flaw(text)
          .ifPresent(
              flaw -> {
                throw new IllegalArgumentException(flaw);
              });
      (OpenPgpSigners.isBlock(text) ? blocks : lines).add(text);
    }
    return new SigningKeys(SshSigners.of(lines), OpenPgpSigners.of(blocks));
  }

  /** Whether a commit, with its body, is signed by one of the keys. */
  SignatureVerdict judge(Repository repository, RevCommit commit, Instant now) throws IOException {
    byte[] signature = commit.getRawGpgSignature();
    if (signature == null) {
      return new SignatureVerdict.Refused("it is not signed");
    }
    GpgFormat format = SignatureVerifiers.getFormat(signature);
    if (format == GpgFormat.SSH) {
      return ssh.judge(repository, commit);
    }
    if (format == GpgFormat.OPENPGP) {
      return openPgp.judge(SignedText.of(commit), signature, now);
    }
    return new SignatureVerdict.Refused("its signature is neither of SSH nor of OpenPGP");
  }
}
