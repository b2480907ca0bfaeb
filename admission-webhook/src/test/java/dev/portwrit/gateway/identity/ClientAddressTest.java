package dev.portwrit.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "2001:db8:1:2:3:4:5:6, 20010db800010002/64",
    "[2001:db8:1:2::1], 20010db800010002/64",
    "fe80::1%eth0, fe80000000000000/64",
    "::ffff:192.0.2.1, 192.0.2.1",
    "::1, 0000000000000000/64",
    "a:b:c:d:e:f:a:b:c:d, a:b:c:d:e:f:a:b:c:d",
    "unix:/run/x, unix:/run/x",
    "host.example, host.example"
  })
  void keyOf_literal_isTheAddressOrItsNetwork(String remote, String key) {
    assertThat(ClientAddress.keyOf(remote)).isEqualTo(key);
  }
}
