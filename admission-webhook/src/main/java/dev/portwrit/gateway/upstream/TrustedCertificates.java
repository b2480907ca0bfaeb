package dev.portwrit.gateway.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The authorities whose certificates a registry may have: those of a file besides Java's own. */
public final class TrustedCertificates {
  /** A file that cannot be used. */
  public static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    private UnusableException(String message) {
      super(message);
    }
  }

  private TrustedCertificates() {}

  /**
   * Reads certificates of authorities.
   *
   * @param file one or more, in PEM
   * @return a store of those and of all that this Java trusts
   * @throws UnusableException if the file holds none
   */
  public static KeyStore with(Path file) throws UnusableException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (X509Certificate known : ofJava()) {
        store.setCertificateEntry("java-" + store.size(), known);
      }
      Collection<? extends Certificate> added = read(file);
      if (added.isEmpty()) {
        throw new UnusableException("`" + file + "` holds no certificate");
      }
      for (Certificate certificate : added) {
        store.setCertificateEntry("added-" + store.size(), certificate);
      }
      return store;
    } catch (NoSuchFileException e) {
      throw new UnusableException("`" + file + "` is not there");
    } catch (IOException e) {
      throw new UnusableException("`" + file + "` cannot be read");
    } catch (GeneralSecurityException e) {
      throw new UnusableException("`" + file + "` holds something that is no certificate in PEM");
    }
  }

  private static Collection<? extends Certificate> read(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
  }

  private static X509Certificate[] ofJava() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager known) {
        return known.getAcceptedIssuers();
      }
    }
    return new X509Certificate[0];
  }
}
