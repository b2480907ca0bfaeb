package dev.portwrit.source;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.GpgConfig;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.SignatureVerifier.SignatureVerification;
import org.eclipse.jgit.lib.SignatureVerifiers;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.signing.ssh.SigningKeyDatabase;
import org.eclipse.jgit.signing.ssh.VerificationException;
import org.jspecify.annotations.Nullable;

/**
 * The SSH keys among {@link SigningKeys}. JGit verifies, and asks its key database who may sign; it
 * has one for the whole process, and that one asks the keys with which the question came.
 */
final class SshSigners extends GpgConfig {
  static {
    SigningKeyDatabase.setInstance(new AskedKeys(SigningKeyDatabase.getInstance()));
  }

  /** Who has a key, by the type and the key in Base64. */
  private final Map<String, String> names;

  private SshSigners(Map<String, String> names) {
    super(new Config());
    this.names = names;
  }

  static Optional<String> flaw(String text) {
    try {
      PublicKeyEntry.toString(key(text));
      return Optional.empty();
    } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
      return Optional.of("this is no public key of SSH or OpenPGP");
    }
  }

  static SshSigners of(List<String> lines) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String line : lines) {
      try {
        PublicKey key = key(line);
        String[] words = line.strip().split("\\s+", 3);
        names.put(
            PublicKeyEntry.toString(key),
            words.length == 3 ? PathText.line(words[2]) : KeyUtils.getFingerPrint(key));
      } catch (IOException | GeneralSecurityException e) {
        throw new IllegalArgumentException("a key cannot be read", e);
      }
    }
    return new SshSigners(names);
  }

  private static PublicKey key(String line) throws IOException, GeneralSecurityException {
    if (line.strip().lines().count() != 1) {
      throw new IOException("a key is one line");
    }
    PublicKeyEntry entry = PublicKeyEntry.parsePublicKeyEntry(line.strip());
    PublicKey key = entry == null ? null : entry.resolvePublicKey(null, Map.of(), null);
    if (key == null) {
      throw new IOException("there is no key");
    }
    return key;
  }

  SignatureVerdict judge(Repository repository, RevCommit commit) throws IOException {
    SignatureVerification found = SignatureVerifiers.verify(repository, this, commit);
    if (found == null) {
      return new SignatureVerdict.Refused("its signature cannot be verified");
    }
    String signer = found.keyUser();
    if (found.verified() && !found.expired() && signer != null) {
      return new SignatureVerdict.SignedBy(signer);
    }
    String key = found.keyFingerprint() == null ? "" : " by `" + found.keyFingerprint() + "`";
    return new SignatureVerdict.Refused(
        "its signature" + key + " is not accepted: " + PathText.line(said(found.message())));
  }

  private static String said(@Nullable String message) {
    return message == null ? "it does not fit the commit" : message;
  }

  /** The key database of the process. */
  private record AskedKeys(SigningKeyDatabase others) implements SigningKeyDatabase {
    @Override
    public boolean isRevoked(Repository repository, GpgConfig config, PublicKey key)
        throws IOException {
      return !(config instanceof SshSigners) && others.isRevoked(repository, config, key);
    }

    @Override
    public @Nullable String isAllowed(
        Repository repository,
        GpgConfig config,
        PublicKey key,
        String namespace,
        @Nullable PersonIdent person)
        throws IOException, VerificationException {
      if (!(config instanceof SshSigners signers)) {
        return others.isAllowed(repository, config, key, namespace, person);
      }
      String name = signers.names.get(PublicKeyEntry.toString(key));
      if (name == null) {
        throw new VerificationException(false, "the key is not one that may sign");
      }
      return name;
    }
  }
}
