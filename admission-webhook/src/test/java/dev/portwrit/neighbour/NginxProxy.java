package dev.portwrit.neighbour;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** nginx on a free port of the loopback address. */
public final class NginxProxy implements AutoCloseable {
  private static final Pattern STARTED = Pattern.compile("(start worker process) ");

  private static final String ASKING =
      """
      auth_request /asked;
      location = /asked {
        internal;
        auth_request off;
        proxy_pass http://responder;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_pass_request_body off;
        proxy_set_header Content-Length "";
      }
      """;

  private static final String LARGE_BUFFERS =
      """
      proxy_buffer_size 256k;
      proxy_buffers 8 256k;
      client_body_buffer_size 256k;
      """;

  private final RunningProcess process;
  private final int port;

  private NginxProxy(RunningProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one as a plain proxy before a registry, which streams, keeps its connections and decides
   * nothing, if the machine has nginx.
   */
  public static Optional<NginxProxy> before(URI registry, Path folder) throws IOException {
    return Program.NGINX.find().isPresent()
        ? Optional.of(serving(address -> plainProxy(registry, address, ""), folder))
        : Optional.empty();
  }

  /** The same with buffers of 256 KiB in both directions, in place of 4, 8 and 16. */
  public static Optional<NginxProxy> withLargeBuffers(URI registry, Path folder)
      throws IOException {
    return Program.NGINX.find().isPresent()
        ? Optional.of(serving(address -> plainProxy(registry, address, LARGE_BUFFERS), folder))
        : Optional.empty();
  }

  /**
   * Starts one that serves what it is told; skips the test if the machine has no nginx.
   *
   * @param servers what stands inside {@code http}, for the host and port where it shall listen
   */
  public static NginxProxy serving(UnaryOperator<String> servers, Path folder) throws IOException {
    Path binary = Program.NGINX.require();
    Files.createDirectories(folder);
    int port = freePort();
    Path configuration =
        Files.writeString(
            folder.resolve("nginx.conf"),
            configuration(folder, servers.apply("127.0.0.1:" + port)));
    List<String> command =
        List.of(binary.toString(), "-p", folder.toString(), "-c", configuration.toString());
    RunningProcess process = RunningProcess.start(command, folder, STARTED);
    process.announced();
    return new NginxProxy(process, port);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String configuration(Path folder, String servers) {
    return """
        daemon off;
        worker_processes 1;
        pid %1$s/pid;
        error_log stderr notice;
        events { worker_connections 256; }
        http {
          access_log off;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          %2$s
        }
        """
        .formatted(folder, servers);
  }

  /**
   * Starts one that asks at each request whether it may pass it on, and is told so by a server that
   * looks at nothing: what {@code auth_request} costs at least.
   */
  public static Optional<NginxProxy> asking(URI registry, Path folder) throws IOException {
    if (Program.NGINX.find().isEmpty()) {
      return Optional.empty();
    }
    String responder = responder("127.0.0.1:" + freePort());
    return Optional.of(
        serving(address -> responder + plainProxy(registry, address, ASKING), folder));
  }

  private static String plainProxy(URI registry, String address, String further) {
    return """
        client_max_body_size 0;
        upstream registry { server %s; keepalive 16; }
        server {
          listen %s;
          keepalive_requests 1000000;
          %s
          location / {
            proxy_pass http://registry;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $http_host;
            proxy_request_buffering off;
            proxy_buffering off;
          }
        }
        """
        .formatted(registry.getAuthority(), address, further);
  }

  private static String responder(String address) {
    return """
        upstream responder { server %1$s; keepalive 16; }
        server { listen %1$s; keepalive_requests 1000000; return 204; }
        """
        .formatted(address);
  }

  /** Host and port as clients write them. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** What it wrote last, errors among it. */
  public String log() {
    return process.log();
  }

  /** Where clients reach it. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    process.close();
  }
}
