package dev.portwrit.neighbour;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * nginx as a plain proxy before a registry: it streams, keeps its connections and decides nothing.
 */
public final class NginxProxy implements AutoCloseable {
  private static final Pattern STARTED = Pattern.compile("(start worker process) ");

  private final RunningProcess process;
  private final int port;

  private NginxProxy(RunningProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one if the machine has nginx. */
  public static Optional<NginxProxy> before(URI registry, Path folder) throws IOException {
    Optional<Path> binary = Program.NGINX.find();
    if (binary.isEmpty()) {
      return Optional.empty();
    }
    Files.createDirectories(folder);
    int port = freePort();
    Path configuration =
        Files.writeString(folder.resolve("nginx.conf"), configuration(registry, folder, port));
    List<String> command =
        List.of(binary.get().toString(), "-p", folder.toString(), "-c", configuration.toString());
    RunningProcess process = RunningProcess.start(command, folder, STARTED);
    process.announced();
    return Optional.of(new NginxProxy(process, port));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String configuration(URI registry, Path folder, int port) {
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
          client_max_body_size 0;
          upstream registry { server %2$s; keepalive 16; }
          server {
            listen 127.0.0.1:%3$d;
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
        }
        """
        .formatted(folder, registry.getAuthority(), port);
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
