package dev.portwrit.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where events may go. */
class ReceiverRuleTest {
  private final ReceiverRule rule = new ReceiverRule(Set.of("hooks.example:8080"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.9.10",
        "0.0.0.0",
        "0.1.2.3",
        "169.254.169.254",
        "169.254.170.2",
        "224.0.0.1",
        "100.100.100.200",
        "192.0.0.192",
        "168.63.129.16",
        "::1",
        "::",
        "fe80::1",
        "ff02::1",
        "fd00:ec2::254",
        "fd20:ce::254",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
      })
  void addressThatOnlyThisMachineReaches_isNotConnectedTo(String address) throws Exception {
    assertThat(rule.mayConnect("evil.example", 443, InetAddress.getByName(address))).isFalse();
    assertThat(rule.mayConnect("hooks.example", 8080, InetAddress.getByName(address))).isTrue();
    assertThat(rule.mayConnect("hooks.example", 8081, InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.2.3",
        "192.168.1.1",
        "93.184.216.34",
        "fd12::1",
        "2001:db8::1",
        "2002:a00::"
      })
  void addressThatOthersReachToo_isConnectedTo(String address) throws Exception {
    assertThat(rule.mayConnect("hooks.example", 443, InetAddress.getByName(address))).isTrue();
  }

  @Test
  void clearHttp_isForWhatTheOperatorNamesAlone() {
    assertThat(rule.objection(URI.create("https://any.example/x"))).isEmpty();
    assertThat(rule.objection(URI.create("http://HOOKS.example:8080/x"))).isEmpty();
    assertThat(rule.objection(URI.create("http://hooks.example/x"))).isPresent();
    assertThat(rule.objection(URI.create("http://any.example:8080"))).isPresent();
  }
}
