package dev.portwrit.gateway.server;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsCertificateTest {
  @TempDir Path folder;

  private TestCertificate first;
  private TestCertificate second;
  private TlsFiles files;
  private TlsCertificate shown;
  private Server server;

  @BeforeEach
  void start() throws Exception {
    first = TestCertificate.in(Files.createDirectory(folder.resolve("first")));
    second = TestCertificate.in(Files.createDirectory(folder.resolve("second")));
    files = new TlsFiles(folder.resolve("tls.crt"), folder.resolve("tls.key"));
    Files.copy(first.files().certificate(), files.certificate());
    Files.copy(first.files().key(), files.key());
    shown = TlsCertificate.of(files);
    server = new Server();
    HttpConnectionFactory http = new HttpConnectionFactory();
    ServerConnector connector =
        new ServerConnector(
            server, new SslConnectionFactory(shown.context(), http.getProtocol()), http);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  @Test
  void newPair_countsForConnectionsThatBeginAfterIt() throws Exception {
    try (SSLSocket before = connect(first.trust())) {
      Files.copy(second.files().certificate(), files.certificate(), REPLACE_EXISTING);
      Files.copy(second.files().key(), files.key(), REPLACE_EXISTING);
      shown.look();
      connect(second.trust()).close();
      assertThatThrownBy(() -> connect(first.trust())).isInstanceOf(SSLHandshakeException.class);
      assertThat(before.isConnected()).isTrue();
    }
  }

  @Test
  void certificateThatCameBeforeItsKey_waitsForIt() throws Exception {
    Files.copy(second.files().certificate(), files.certificate(), REPLACE_EXISTING);
    shown.look();
    connect(first.trust()).close();
    Files.copy(second.files().key(), files.key(), REPLACE_EXISTING);
    shown.look();
    connect(second.trust()).close();
  }

  @Test
  void filesThatCannotBeUsed_leaveTheOldOne() throws Exception {
    Files.writeString(files.certificate(), "hello");
    shown.look();
    connect(first.trust()).close();
    Files.delete(files.certificate());
    shown.look();
    connect(first.trust()).close();
  }

  @Test
  void keyOfAnotherCertificate_isAProblemAtTheStart() throws Exception {
    Files.copy(second.files().key(), files.key(), REPLACE_EXISTING);
    assertThatThrownBy(() -> TlsCertificate.of(files))
        .isInstanceOf(GatewayException.class)
        .hasMessage("`" + files.key() + "` is not the key of `" + files.certificate() + "`");
  }

  private SSLSocket connect(SSLContext trusting) throws Exception {
    SSLSocket socket =
        (SSLSocket)
            trusting.getSocketFactory().createSocket("127.0.0.1", server.getURI().getPort());
    socket.startHandshake();
    return socket;
  }
}
