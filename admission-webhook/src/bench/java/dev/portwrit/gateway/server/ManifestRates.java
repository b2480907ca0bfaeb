package dev.portwrit.gateway.server;

import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.neighbour.NginxProxy;
import dev.portwrit.reference.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How many manifests a second come over sixteen connections by several ways to one registry. */
public final class ManifestRates {
  private static final String MANIFESTS = "/v2/acme/app/manifests/";

  private ManifestRates() {}

  /** Prints a table. */
  public static void main(String[] arguments) throws Exception {
    try (SpeedWorld world = SpeedWorld.start()) {
      RegistryClient registry = new RegistryClient(world.registry());
      Digest digest = registry.pushImage("acme/app", "much", "much");
      List<String> tags = new ArrayList<>();
      for (int i = 0; i < Throughput.CONNECTIONS; i++) {
        registry.pushImage("acme/app", "tag-" + i, "layer " + i);
        tags.add(MANIFESTS + "tag-" + i);
      }
      Optional<NginxProxy> plain =
          NginxProxy.before(world.registry(), world.folder().resolve("nginx"));
      Optional<NginxProxy> asking =
          NginxProxy.asking(world.registry(), world.folder().resolve("nginx-asking"));
      try {
        List<Throughput.Way> ways = new ArrayList<>();
        ways.add(new Throughput.Way("direct", world.registry(), ""));
        plain.ifPresent(proxy -> ways.add(new Throughput.Way("nginx", proxy.url(), "")));
        asking.ifPresent(
            proxy -> ways.add(new Throughput.Way("nginx, auth_request", proxy.url(), "")));
        ways.add(new Throughput.Way("gateway", world.gateway(), SpeedWorld.login()));
        Throughput.compare("one tag for all", List.of(MANIFESTS + "much"), ways);
        Throughput.compare("a tag for each", tags, ways);
        Throughput.compare("by digest", List.of(MANIFESTS + digest), ways);
      } finally {
        plain.ifPresent(NginxProxy::close);
        asking.ifPresent(NginxProxy::close);
      }
    }
  }
}
