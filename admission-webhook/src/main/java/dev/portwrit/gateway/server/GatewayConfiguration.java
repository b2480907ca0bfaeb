package dev.portwrit.gateway.server;

import dev.portwrit.policy.Registry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a gateway is told about where it stands. It is checked as a whole: {@link #problems} names
 * everything that is wrong at once.
 *
 * @param registry the registry behind it
 * @param listen where clients reach it
 * @param tls what its TLS is made from; empty for clear HTTP
 * @param plainHttp whether something in front does TLS, so that clear HTTP may leave the loopback
 * @param admin where health, metrics and admission are served; empty for nowhere
 * @param upstreamTimeouts how long the registry may take
 * @param stopTimeout how long requests may go on when the gateway stops
 * @param warmUp how many requests the gateway makes to itself before it is ready; 0 for none
 */
public record GatewayConfiguration(
    Registry registry,
    ListenAddress listen,
    Optional<TlsFiles> tls,
    boolean plainHttp,
    Optional<ListenAddress> admin,
    UpstreamTimeouts upstreamTimeouts,
    Duration stopTimeout,
    int warmUp) {
  /** Enough for the compiler of the JVM to have seen every path often. */
  public static final int DEFAULT_WARM_UP = 4000;

  /** How long uploads may go on when the gateway stops, where nothing else is said. */
  public static final Duration DEFAULT_STOP_TIMEOUT = Duration.ofSeconds(30);

  /**
   * The configuration with what is usual for the rest.
   *
   * @param registry the registry behind it
   * @param listen where clients reach it
   * @return without TLS and admin port
   */
  public static GatewayConfiguration of(Registry registry, ListenAddress listen) {
    return new GatewayConfiguration(
        registry,
        listen,
        Optional.empty(),
        false,
        Optional.empty(),
        UpstreamTimeouts.DEFAULT,
        DEFAULT_STOP_TIMEOUT,
        DEFAULT_WARM_UP);
  }

  /**
   * The same with TLS.
   *
   * @param files certificate and key
   * @return a new configuration
   */
  public GatewayConfiguration withTls(TlsFiles files) {
    return new GatewayConfiguration(
        registry,
        listen,
        Optional.of(files),
        plainHttp,
        admin,
        upstreamTimeouts,
        stopTimeout,
        warmUp);
  }

  /**
   * The same, saying that something in front does TLS.
   *
   * @return a new configuration
   */
  public GatewayConfiguration withPlainHttp() {
    return new GatewayConfiguration(
        registry, listen, tls, true, admin, upstreamTimeouts, stopTimeout, warmUp);
  }

  /**
   * The same with an admin port.
   *
   * @param address where
   * @return a new configuration
   */
  public GatewayConfiguration withAdmin(ListenAddress address) {
    return new GatewayConfiguration(
        registry,
        listen,
        tls,
        plainHttp,
        Optional.of(address),
        upstreamTimeouts,
        stopTimeout,
        warmUp);
  }

  /**
   * The same with other times.
   *
   * @param upstream how long the registry may take
   * @param stop how long requests may go on when the gateway stops
   * @return a new configuration
   */
  public GatewayConfiguration withTimeouts(UpstreamTimeouts upstream, Duration stop) {
    return new GatewayConfiguration(
        registry, listen, tls, plainHttp, admin, upstream, stop, warmUp);
  }

  /**
   * The same with another warm-up.
   *
   * @param requests how many requests the gateway makes to itself before it is ready
   * @return a new configuration
   */
  public GatewayConfiguration withWarmUp(int requests) {
    return new GatewayConfiguration(
        registry, listen, tls, plainHttp, admin, upstreamTimeouts, stopTimeout, requests);
  }

  /**
   * Everything that is wrong with it.
   *
   * @return one line each; empty if it can be tried
   */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    problems.addAll(registryProblems());
    problems.addAll(listenProblems());
    admin.ifPresent(address -> problems.addAll(adminProblems(address)));
    tls.ifPresent(files -> problems.addAll(TlsKeyStore.read(files).problems()));
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

  private List<String> registryProblems() {
    List<String> problems = new ArrayList<>();
    String name = "registry `" + registry.name() + "`";
    switch (registry.type()) {
      case DISTRIBUTION, HARBOR, ZOT -> {}
      case DOCKER_HUB, ECR ->
          problems.add(name + " is of type `" + registry.type() + "`, which is not served yet");
    }
    if (!registry.prefix().isEmpty()) {
      problems.add(name + " renames repositories with `prefix`, which is not served yet");
    }
    if (registry.url().isEmpty()) {
      problems.add(name + " has no `url`");
    } else if (!isPlainAddress(registry.url().get())) {
      problems.add(
          name + " needs a `url` of scheme, host and port alone, such as `http://127.0.0.1:5000`");
    }
    return problems;
  }

  private static boolean isPlainAddress(URI url) {
    boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    String path = url.getRawPath();
    return isHttp
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && url.getRawQuery() == null
        && url.getRawFragment() == null
        && (path == null || path.isEmpty() || path.equals("/"));
  }

  private List<String> listenProblems() {
    Optional<Boolean> loopback = listen.isLoopback();
    if (loopback.isEmpty()) {
      return List.of("`" + listen.host() + "` has no address to listen on");
    }
    if (!loopback.get() && tls.isEmpty() && !plainHttp) {
      return List.of(
          "`"
              + listen
              + "` can be reached from other machines: give it `--tls-cert` and `--tls-key`, or"
              + " `--plain-http` if something in front does TLS");
    }
    return List.of();
  }

  private List<String> adminProblems(ListenAddress address) {
    Optional<Boolean> loopback = address.isLoopback();
    if (loopback.isEmpty()) {
      return List.of("`" + address.host() + "` has no address to listen on");
    }
    if (!loopback.get() && tls.isEmpty()) {
      return List.of(
          "the admin port `"
              + address
              + "` can be reached from other machines: give it `--tls-cert` and `--tls-key`, or a"
              + " loopback address");
    }
    boolean isSame = address.port() != 0 && address.equals(listen);
    return isSame ? List.of("the admin port cannot be `" + listen + "` too") : List.of();
  }
}
