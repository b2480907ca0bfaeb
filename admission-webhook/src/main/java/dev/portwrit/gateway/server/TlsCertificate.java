package dev.portwrit.gateway.server;

import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that a port shows. What lies in its files is looked at again and again; a new
 * pair counts for connections that begin after it, and a pair that cannot be used leaves the old
 * one.
 */
final class TlsCertificate {
  private static final Logger LOG = LoggerFactory.getLogger(TlsCertificate.class);

  private final TlsFiles files;
  private final SslContextFactory.Server context = new SslContextFactory.Server();
  private TlsKeyStore.Pair shown;
  private List<String> problems = List.of();

  private TlsCertificate(TlsFiles files, TlsKeyStore.Pair pair) {
    this.files = files;
    this.shown = pair;
    use(context, pair);
  }

  /**
   * Reads the files for the first time.
   *
   * @throws GatewayException if they hold no certificate with its key
   */
  static TlsCertificate of(TlsFiles files) throws GatewayException {
    TlsKeyStore.Reading reading = TlsKeyStore.read(files);
    return new TlsCertificate(
        files, reading.pair().orElseThrow(() -> new GatewayException(reading.problems())));
  }

  /** What Jetty takes; it is told of each new pair. */
  SslContextFactory.Server context() {
    return context;
  }

  /** Reads the files again. Says once what is wrong with them. */
  synchronized void look() {
    TlsKeyStore.Reading reading = TlsKeyStore.read(files);
    if (!reading.problems().equals(problems)) {
      problems = reading.problems();
      problems.forEach(problem -> LOG.warn("the certificate stays as it was: {}", problem));
    }
    reading.pair().filter(pair -> !pair.isSameAs(shown)).ifPresent(this::show);
  }

  private void show(TlsKeyStore.Pair pair) {
    try {
      context.reload(same -> use(context, pair));
      shown = pair;
      LOG.info("the certificate of {} is in use", files.certificate());
    } catch (Exception e) {
      // It was read and tried; the context goes on with the one before.
      use(context, Objects.requireNonNull(shown));
      LOG.warn("the certificate stays as it was: {}", e.getMessage());
    }
  }

  private static void use(SslContextFactory.Server context, TlsKeyStore.Pair pair) {
    context.setKeyStore(pair.store());
    context.setKeyStorePassword(pair.password());
  }
}
