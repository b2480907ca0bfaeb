package dev.portwrit.gateway.server;

import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.gateway.bypass.Field;
import dev.portwrit.gateway.bypass.Http2Frames;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A registry that speaks HTTP/2 over TLS and of which a test says every frame. */
final class RawHttp2Registry implements AutoCloseable {
  private static final int PREFACE_BYTES = 24;

  private final SSLServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile Script script;

  /** What is sent for a request, on its stream. */
  interface Script {
    void answer(int stream, OutputStream out) throws IOException;
  }

  RawHttp2Registry(TestCertificate certificate, Script script) throws Exception {
    this.script = script;
    this.server =
        (SSLServerSocket)
            TlsServers.context(certificate)
                .getServerSocketFactory()
                .createServerSocket(0, 16, InetAddress.getLoopbackAddress());
    SSLParameters parameters = server.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    server.setSSLParameters(parameters);
    threads.execute(this::accept);
  }

  URI uri() {
    return URI.create("https://127.0.0.1:" + server.getLocalPort());
  }

  void script(Script next) {
    script = next;
  }

  int connections() {
    return connections.get();
  }

  int requests() {
    return requests.get();
  }

  /** An answer with headers and a body. */
  static void answer(OutputStream out, int stream, int status, String body, Field... headers)
      throws IOException {
    List<Field> fields = new ArrayList<>(List.of(new Field(":status", Integer.toString(status))));
    fields.addAll(List.of(headers));
    Http2Frames.write(
        out,
        Http2Frames.frame(
            Http2Frames.HEADERS, Http2Frames.END_HEADERS, stream, Http2Frames.block(fields)),
        Http2Frames.frame(
            Http2Frames.DATA, Http2Frames.END_STREAM, stream, RegistryClient.bytes(body)));
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        SSLSocket socket = (SSLSocket) server.accept();
        connections.incrementAndGet();
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        // It is closed, or a client went away at once.
      }
    }
  }

  private void serve(SSLSocket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      in.readNBytes(PREFACE_BYTES);
      Http2Frames.write(out, Http2Frames.frame(Http2Frames.SETTINGS, 0, 0));
      for (var frame = Http2Frames.read(in); frame != null; frame = Http2Frames.read(in)) {
        if (frame.type() == Http2Frames.SETTINGS && !frame.has(Http2Frames.ACK)) {
          Http2Frames.write(out, Http2Frames.frame(Http2Frames.SETTINGS, Http2Frames.ACK, 0));
        } else if (frame.type() == Http2Frames.HEADERS) {
          requests.incrementAndGet();
          script.answer(frame.stream(), out);
        }
      }
    } catch (IOException e) {
      // The other side went away.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
