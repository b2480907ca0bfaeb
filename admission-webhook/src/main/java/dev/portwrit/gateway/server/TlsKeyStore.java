package dev.portwrit.gateway.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A certificate and its key, read from PEM into the form that Java's TLS takes. */
final class TlsKeyStore {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final Pattern OTHER_KEY =
      Pattern.compile("-----BEGIN (?:RSA|EC|ENCRYPTED|DSA) PRIVATE KEY-----");
  private static final String ALIAS = "gateway";
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

  /**
   * A certificate and the key that belongs to it.
   *
   * @param store both, the chain in its order
   * @param password what protects the key inside the store, in this process alone
   */
  record Pair(KeyStore store, String password) {
    /** Whether another pair shows the same chain. */
    boolean isSameAs(Pair other) {
      return Arrays.equals(chain(), other.chain());
    }

    private Certificate[] chain() {
      try {
        return store.getCertificateChain(ALIAS);
      } catch (KeyStoreException e) {
        throw new IllegalStateException("the store was loaded", e);
      }
    }

    @Override
    public String toString() {
      return "a certificate and its key";
    }
  }

  /**
   * What came of reading: a pair, or what is wrong.
   *
   * @param pair empty if something is wrong
   * @param problems one line each
   */
  record Reading(Optional<Pair> pair, List<String> problems) {}

  private TlsKeyStore() {}

  static Reading read(TlsFiles files) {
    try {
      Certificate[] chain = certificates(files.certificate());
      PrivateKey key = key(files.key());
      if (!belong(key, chain[0].getPublicKey())) {
        return problem("`" + files.key() + "` is not the key of `" + files.certificate() + "`");
      }
      String password = UUID.randomUUID().toString();
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(ALIAS, key, password.toCharArray(), chain);
      return new Reading(Optional.of(new Pair(store, password)), List.of());
    } catch (Unreadable e) {
      return problem(String.valueOf(e.getMessage()));
    } catch (IOException | GeneralSecurityException e) {
      return problem("`" + files.certificate() + "` and its key cannot be used");
    }
  }

  private static Reading problem(String text) {
    return new Reading(Optional.empty(), List.of(text));
  }

  // While somebody renews them there are moments with a new certificate and the old key.
  private static boolean belong(PrivateKey key, PublicKey certified)
      throws GeneralSecurityException {
    byte[] text = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
    try {
      Signature signing = Signature.getInstance(signature(key));
      signing.initSign(key);
      signing.update(text);
      Signature verifying = Signature.getInstance(signature(key));
      verifying.initVerify(certified);
      verifying.update(text);
      return verifying.verify(signing.sign());
    } catch (InvalidKeyException | SignatureException e) {
      return false;
    }
  }

  private static String signature(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> "Ed25519";
    };
  }

  private static Certificate[] certificates(Path file) throws Unreadable {
    try {
      var found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes(file)));
      if (found.isEmpty()) {
        throw new Unreadable("`" + file + "` holds no certificate");
      }
      return found.toArray(Certificate[]::new);
    } catch (GeneralSecurityException e) {
      throw new Unreadable("`" + file + "` is not a certificate in PEM");
    }
  }

  private static PrivateKey key(Path file) throws Unreadable {
    String text = new String(bytes(file), StandardCharsets.US_ASCII);
    Matcher matcher = PKCS8.matcher(text);
    if (!matcher.find()) {
      throw new Unreadable(
          OTHER_KEY.matcher(text).find()
              ? "`"
                  + file
                  + "` is not PKCS #8 without a password; `openssl pkcs8 -topk8 -nocrypt`"
                  + " makes it so"
              : "`" + file + "` holds no private key in PEM");
    }
    byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(1));
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException e) {
        // It is a key of another algorithm.
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java runtime has " + algorithm, e);
      }
    }
    throw new Unreadable("`" + file + "` holds no key of RSA, EC or Ed25519");
  }

  private static byte[] bytes(Path file) throws Unreadable {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new Unreadable("`" + file + "` is not there");
    } catch (IOException e) {
      throw new Unreadable("`" + file + "` cannot be read");
    }
  }

  /** A file that is not what it should be. */
  private static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }
}
