package dev.portwrit.gateway.server;

import dev.portwrit.policy.Registry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * What a gateway is told about where it stands. It is checked as a whole: {@link #problems} names
 * everything that is wrong at once.
 *
 * @param registry the registry behind it
 * @param network where it is reached
 * @param pace how long things may take
 */
public record GatewayConfiguration(Registry registry, Network network, Pace pace) {
  /** The same, reached elsewhere. */
  GatewayConfiguration with(Network other) {
    return new GatewayConfiguration(registry, other, pace);
  }

  /** The same with other times. */
  GatewayConfiguration with(Pace other) {
    return new GatewayConfiguration(registry, network, other);
  }

  /**
   * Everything that is wrong with it.
   *
   * @return one line each; empty if it can be tried
   */
  public List<String> problems() {
    List<String> problems = new ArrayList<>(registryProblems(registry));
    problems.addAll(network.problems());
    return List.copyOf(problems);
  }

  /**
   * Scheme, host and port of the registry.
   *
   * @return what every request goes to
   * @throws IllegalStateException if {@link #problems} has something to say about it
   */
  public URI registryAddress() {
    URI url = registry.url().orElseThrow(() -> new IllegalStateException("no registry address"));
    return URI.create(url.getScheme() + "://" + url.getRawAuthority());
  }

  /** Everything that keeps a gateway from standing before a registry, one line each. */
  static List<String> registryProblems(Registry registry) {
    List<String> problems = new ArrayList<>();
    String name = "registry `" + registry.name() + "`";
    switch (registry.type()) {
      case DISTRIBUTION, HARBOR, ZOT, ECR -> {}
      case DOCKER_HUB ->
          problems.add(name + " is of type `" + registry.type() + "`, which is not served yet");
    }
    if (!registry.prefix().isEmpty()) {
      problems.add(name + " renames repositories with `prefix`, which is not served yet");
    }
    if (registry.url().isEmpty()) {
      if (registry.type() != Registry.Type.ECR) {
        problems.add(name + " has no `url`");
      }
    } else if (!Network.isPlainAddress(registry.url().get())) {
      problems.add(
          name + " needs a `url` of scheme, host and port alone, such as `http://127.0.0.1:5000`");
    }
    return problems;
  }
}
