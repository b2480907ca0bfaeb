package dev.portwrit.gateway.server;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a gateway is reached.
 *
 * @param listen where clients reach it
 * @param tls what its TLS is made from; empty for clear HTTP
 * @param plainHttp whether something in front does TLS, so that clear HTTP may leave the loopback
 * @param admin where health, metrics and admission are served; empty for nowhere
 * @param externalUrl the address under which clients know it, where something in front changes it;
 *     empty where each request says
 */
public record Network(
    ListenAddress listen,
    Optional<TlsFiles> tls,
    boolean plainHttp,
    Optional<ListenAddress> admin,
    Optional<URI> externalUrl) {
  /**
   * Clear HTTP on one address.
   *
   * @param listen where clients reach it
   * @return without an admin port
   */
  public static Network of(ListenAddress listen) {
    return new Network(listen, Optional.empty(), false, Optional.empty(), Optional.empty());
  }

  /**
   * The same with TLS.
   *
   * @param files certificate and key
   * @return a new network
   */
  public Network withTls(TlsFiles files) {
    return new Network(listen, Optional.of(files), plainHttp, admin, externalUrl);
  }

  /**
   * The same, saying that something in front does TLS.
   *
   * @return a new network
   */
  public Network withPlainHttp() {
    return new Network(listen, tls, true, admin, externalUrl);
  }

  /**
   * The same with an admin port.
   *
   * @param address where
   * @return a new network
   */
  public Network withAdmin(ListenAddress address) {
    return new Network(listen, tls, plainHttp, Optional.of(address), externalUrl);
  }

  /**
   * The same under another address for clients.
   *
   * @param url scheme and authority
   * @return a new network
   */
  public Network withExternalUrl(URI url) {
    return new Network(listen, tls, plainHttp, admin, Optional.of(url));
  }

  /** Host and port as the names of images have them; empty where nobody said. */
  Optional<String> imageAddress() {
    return externalUrl.map(url -> url.getRawAuthority().toLowerCase(Locale.ROOT));
  }

  /** Everything that is wrong with it, one line each. */
  List<String> problems() {
    List<String> problems = new ArrayList<>(listenProblems());
    admin.ifPresent(address -> problems.addAll(adminProblems(address)));
    tls.ifPresent(files -> problems.addAll(TlsKeyStore.read(files).problems()));
    externalUrl
        .filter(url -> !isPlainAddress(url))
        .ifPresent(url -> problems.add("`" + url + "` is not a scheme, a host and perhaps a port"));
    return problems;
  }

  /** Whether an address is {@code http} or {@code https}, a host, and perhaps a port. */
  static boolean isPlainAddress(URI url) {
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
