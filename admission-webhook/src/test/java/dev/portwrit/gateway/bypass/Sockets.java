package dev.portwrit.gateway.bypass;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Opens connections to a port of the loopback address. */
record Sockets(int port, Optional<SSLContext> tls) {
  private static final int PATIENCE_MILLIS = 30_000;

  /** Opens one; over TLS the protocol is agreed by ALPN. */
  Socket open(String protocol) throws IOException {
    Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
    plain.setTcpNoDelay(true);
    plain.setSoTimeout(PATIENCE_MILLIS);
    return tls.isPresent() ? secure(plain, tls.get(), protocol) : plain;
  }

  private Socket secure(Socket plain, SSLContext context, String protocol) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {protocol});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    if (!protocol.equals(socket.getApplicationProtocol())) {
      throw new IOException("the gateway does not speak " + protocol);
    }
    return socket;
  }
}
