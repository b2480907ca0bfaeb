package dev.portwrit.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.portwrit.gateway.forward.UpstreamConnections;
import dev.portwrit.gateway.forward.UpstreamTimeouts;
import dev.portwrit.gateway.upstream.UpstreamAuthorization;
import dev.portwrit.policy.Action;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry whose certificate is from an authority that nobody else knows. */
class PrivateAuthorityTest {
  @TempDir Path folder;

  @Test
  void registryOfAPrivateAuthority_isReachedWhereTheOperatorTrustsIt() throws Exception {
    TestCertificate certificate = TestCertificate.in(folder);
    HttpsServer registry = registry(certificate);
    try {
      Path authority = certificate.files().certificate();
      assertThat(status(registry, new RegistryReach(Optional.of(authority), List.of(), false)))
          .isEqualTo(200);
      assertThatThrownBy(() -> status(registry, RegistryReach.DEFAULT))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(SSLHandshakeException.class);
    } finally {
      registry.stop(0);
    }
  }

  @Test
  void fileWithoutCertificate_isAProblemOfTheStart() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    Path wrong = Files.writeString(folder.resolve("wrong.pem"), "-----BEGIN CERTIFICATE-----\nx");
    Path gone = folder.resolve("gone.pem");

    assertThat(new RegistryReach(Optional.of(empty), List.of(), false).problems())
        .containsExactly("`" + empty + "` holds no certificate");
    assertThat(new RegistryReach(Optional.of(wrong), List.of(), false).problems())
        .containsExactly("`" + wrong + "` holds something that is no certificate in PEM");
    assertThat(
            new RegistryReach(Optional.of(gone), List.of(URI.create("auth.example")), false)
                .problems())
        .containsExactly(
            "`auth.example` is not a scheme, a host and perhaps a port",
            "`" + gone + "` is not there");
  }

  private static int status(HttpsServer registry, RegistryReach reach) throws Exception {
    URI address = URI.create("https://127.0.0.1:" + registry.getAddress().getPort());
    try (UpstreamConnections connections =
        reach.connect(
            address,
            UpstreamAuthorization.anonymous(),
            UpstreamTimeouts.DEFAULT,
            Clock.systemUTC())) {
      return connections.request("GET", "/v2/", Optional.empty(), Action.PULL).send().getStatus();
    }
  }

  private static HttpsServer registry(TestCertificate certificate) throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(TlsServers.context(certificate)));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }
}
