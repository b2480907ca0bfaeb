package dev.portwrit.gateway.server;

import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.neighbour.LocalImage;
import dev.portwrit.neighbour.NginxProxy;
import dev.portwrit.neighbour.SmallImages;
import dev.portwrit.reference.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What the gateway costs before a real registry: the same requests go to Debian's docker-registry,
 * through nginx and Jetty as plain proxies, and through the gateway, in an order drawn anew each
 * round, so that the machine's noise falls on all of them.
 */
public final class GatewaySpeed {
  private static final int SMALL_ROUNDS = 400;
  private static final int CLIENT_ROUNDS = 20;
  private static final int MEBIBYTE = 1024 * 1024;

  private GatewaySpeed() {}

  /** Prints a table. */
  public static void main(String[] arguments) throws Exception {
    try (SpeedWorld world = SpeedWorld.start();
        BareProxy jetty = BareProxy.before(world.registry())) {
      Optional<NginxProxy> nginx =
          NginxProxy.before(world.registry(), world.folder().resolve("nginx"));
      try {
        List<Side> sides = new ArrayList<>();
        sides.add(new Side("direct", world.registry(), "", world.folder()));
        nginx.ifPresent(proxy -> sides.add(new Side("nginx", proxy.url(), "", world.folder())));
        sides.add(new Side("bare Jetty", jetty.url(), "", world.folder()));
        sides.add(new Side("gateway", world.gateway(), SpeedWorld.login(), world.folder()));
        run(world, new Comparison(sides));
      } finally {
        nginx.ifPresent(NginxProxy::close);
      }
    }
  }

  private static void run(SpeedWorld world, Comparison table) throws Exception {
    RegistryClient registry = new RegistryClient(world.registry());
    LocalImage image = new SmallImages(world.folder().resolve("images"), 1).image();
    table.line("crane push of known blobs, cold proxies", CLIENT_ROUNDS, side -> side.push(image));
    byte[] manifest = registry.manifest("acme/app", "layer");
    table.line("manifest PUT, tag unprotected", SMALL_ROUNDS, side -> side.put("build-", manifest));
    table.line("manifest PUT, tag protected, new", SMALL_ROUNDS, side -> side.put("v-", manifest));
    table.line("manifest PUT, same digest again", SMALL_ROUNDS, side -> side.putAt("v1", manifest));
    table.line("manifest GET by tag", SMALL_ROUNDS, side -> side.get("v1"));
    byte[] small = new byte[MEBIBYTE];
    new Random(MEBIBYTE).nextBytes(small);
    Digest blob = registry.pushBlob("acme/app", small);
    table.line("blob GET, 1 MiB", SMALL_ROUNDS / 2, side -> side.download(blob, MEBIBYTE));
    table.line("crane push of known blobs", CLIENT_ROUNDS, side -> side.push(image));
  }
}
