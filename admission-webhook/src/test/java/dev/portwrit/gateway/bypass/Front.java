package dev.portwrit.gateway.bypass;

import dev.portwrit.neighbour.NginxProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** What clients reach in place of the gateway, if anything. */
interface Front extends AutoCloseable {
  int port();

  @Override
  void close();

  /** Opens one. */
  @FunctionalInterface
  interface Maker {
    /**
     * Opens it.
     *
     * @param gateway the port of the gateway
     * @param admin its admin port
     */
    Front before(int gateway, int admin, URI registry, Path folder) throws IOException;
  }

  /** The gateway itself. */
  Maker GATEWAY =
      (gateway, admin, registry, folder) ->
          new Front() {
            @Override
            public int port() {
              return gateway;
            }

            @Override
            public void close() {}
          };

  /** nginx with one of the configurations in {@code examples/nginx}; the registry has no login. */
  static Maker nginx(String example) {
    return (gateway, admin, registry, folder) -> {
      String configuration =
          Files.readString(Path.of("../examples/nginx", example))
              .replaceAll("(?m)^ *(ssl_certificate|server_name).*\n", "")
              .replace("127.0.0.1:5000", registry.getAuthority())
              .replace("127.0.0.1:5001", "127.0.0.1:" + gateway)
              .replace("127.0.0.1:5002", "127.0.0.1:" + admin);
      NginxProxy nginx =
          NginxProxy.serving(
              address -> configuration.replace("listen 443 ssl", "listen " + address),
              folder.resolve("nginx"));
      return new Front() {
        @Override
        public int port() {
          return nginx.url().getPort();
        }

        @Override
        public void close() {
          nginx.close();
        }
      };
    };
  }
}
