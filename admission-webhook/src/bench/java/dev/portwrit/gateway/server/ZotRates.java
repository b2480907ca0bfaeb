package dev.portwrit.gateway.server;

import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.neighbour.ZotServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many manifests a second come by tag over sixteen connections from an open zot, through the
 * gateway before it, and from a zot that checks passwords and access itself.
 */
public final class ZotRates {
  private static final Grants GRANTS = new Grants(1_000, 100);
  private static final int LAST = GRANTS.count() - 1;
  private static final String REPOSITORY = GRANTS.repository(LAST);
  private static final String LOGIN = GatewayFixture.basic(GRANTS.user(LAST));
  private static final List<String> TAGS =
      IntStream.range(0, Throughput.CONNECTIONS).mapToObj(i -> "tag-" + i).toList();

  private ZotRates() {}

  /** Prints a table. */
  public static void main(String[] arguments) throws Exception {
    if (ZotServer.find().isEmpty()) {
      System.out.println(
          ZotServer.VARIABLE + " names no zot: nothing is measured; get " + ZotServer.SOURCE);
      return;
    }
    try (SpeedWorld world =
            SpeedWorld.start(folder -> ZotServer.start(folder, ""), "zot", GRANTS);
        ZotServer guarded = guarded(world.folder().resolve("guarded"))) {
      push(world.registry());
      push(guarded.url(), "Authorization", LOGIN);
      List<Throughput.Way> ways =
          List.of(
              new Throughput.Way("open zot", world.registry(), ""),
              new Throughput.Way("gateway before it", world.gateway(), LOGIN),
              new Throughput.Way("guarded zot", guarded.url(), LOGIN));
      compare("one tag for all", TAGS.subList(0, 1), ways);
      compare("a tag for each", TAGS, ways);
    }
  }

  private static ZotServer guarded(Path folder) throws Exception {
    Files.createDirectories(folder);
    Path users = Files.writeString(folder.resolve("users"), GRANTS.users());
    return ZotServer.start(folder, ZotServer.htpasswd(users) + ", " + GRANTS.zot());
  }

  private static void push(URI zot, String... login) throws Exception {
    RegistryClient client = new RegistryClient(zot, login);
    for (String tag : TAGS) {
      client.pushImage(REPOSITORY, tag, "layer of " + tag);
    }
  }

  private static void compare(String what, List<String> tags, List<Throughput.Way> ways)
      throws Exception {
    List<String> targets =
        tags.stream().map(tag -> "/v2/" + REPOSITORY + "/manifests/" + tag).toList();
    double[] rates = Throughput.compare(what, targets, ways);
    System.out.printf(
        "the gateway gives %.1f times what the guarded zot gives%n%n", rates[1] / rates[2]);
  }
}
