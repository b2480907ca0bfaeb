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
        ? Optional.of(serving(address -> plainProxy(registry, address), folder))
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

  private static int freePort() throws IOException {
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

  private static String plainProxy(URI registry, String address) {
    return """
        client_max_body_size 0;
        upstream registry { server %s; keepalive 16; }
        server {
          listen %s;
          keepalive_requests 1000000;
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
        .formatted(registry.getAuthority(), address);
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
