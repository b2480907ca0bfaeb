package dev.portwrit.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Registry;
import dev.portwrit.reference.RepositoryPattern;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NativeAccessTest {
  private final HttpClient client = new HttpClient();

  @BeforeEach
  void start() throws Exception {
    client.getProtocolHandlers().clear();
    client.start();
  }

  @AfterEach
  void stop() throws Exception {
    client.stop();
  }

  @Test
  void registryOfTheNetwork_thatAsksForNoLogin_isAFinding() throws Exception {
    try (RawUpstream upstream = new RawUpstream(RawUpstream.answering(200, "{}"))) {
      assertThat(findings(upstream.uri(), false))
          .singleElement()
          .asString()
          .startsWith("registry `hub` asks for no login: whoever reaches " + upstream.uri());
    }
  }

  @Test
  void registryThatOnlyThisMachineReaches_mayAskForNoLogin() throws Exception {
    try (RawUpstream upstream = new RawUpstream(RawUpstream.answering(200, "{}"))) {
      assertThat(findings(upstream.uri(), true)).isEmpty();
    }
  }

  @Test
  void registryThatAsksForALogin_isNone() throws Exception {
    try (RawUpstream upstream =
        new RawUpstream(
            RawUpstream.answering(401, "{}", "WWW-Authenticate", "Basic realm=\"hub\""))) {
      assertThat(findings(upstream.uri(), false)).isEmpty();
    }
  }

  @Test
  void registryThatDoesNotAnswer_saysNothing() throws Exception {
    URI gone;
    try (RawUpstream upstream = new RawUpstream(RawUpstream.answering(200, "{}"))) {
      gone = upstream.uri();
    }
    assertThat(findings(gone, false)).isEmpty();
  }

  @Test
  void loopback_isEveryAddressOfAHost() {
    assertThat(NativeAccess.isLoopback("127.0.0.1")).isTrue();
    assertThat(NativeAccess.isLoopback("localhost")).isTrue();
    assertThat(NativeAccess.isLoopback("192.0.2.1")).isFalse();
    assertThat(NativeAccess.isLoopback("no-such-host.invalid")).isFalse();
  }

  @Test
  void registryThatIsNotGivenToTheGateway_isSaid() {
    URI url = URI.create("http://127.0.0.1:1");
    assertThat(NativeAccess.notGivenToGateway(registry(url, true))).isEmpty();
    assertThat(NativeAccess.notGivenToGateway(registry(url, false)))
        .hasValueSatisfying(text -> assertThat(text).contains("`hub`", "`gateway: true`"));
  }

  private List<String> findings(URI url, boolean local) {
    NativeAccess access = new NativeAccess(client, url, registry(url, true), host -> local);
    access.look(registry(url, true));
    return access.findings();
  }

  private static Registry registry(URI url, boolean gateway) {
    return new Registry(
        new Place("acme.yaml", 1, 1),
        "hub",
        Registry.Type.DISTRIBUTION,
        List.of(new RepositoryPattern("acme/**")),
        Registry.Mode.OBSERVE,
        gateway,
        Optional.of(url),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Map.of());
  }
}
