package dev.portwrit.gateway.server;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** TLS of servers that stand for a registry or a receiver. */
public final class TlsServers {
  private TlsServers() {}

  /** One that shows that certificate. */
  public static SSLContext context(TestCertificate certificate) throws Exception {
    TlsKeyStore.Pair keys = TlsKeyStore.read(certificate.files()).pair().orElseThrow();
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys.store(), keys.password().toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
