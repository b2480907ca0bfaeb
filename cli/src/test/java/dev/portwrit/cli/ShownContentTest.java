package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownContentTest {
  @Test
  void address_isShownByItsSchemeAndHost() {
    assertThat(ShownContent.of("{\"url\":\"https://chat.example:8443/T0/secret?k=v\"}"))
        .isEqualTo("{\"url\":\"https://chat.example:8443/…\"}");
    assertThat(ShownContent.of("{\"url\":\"https://robot:hunter2@chat.example\",\"name\":\"x\"}"))
        .isEqualTo("{\"url\":\"https://chat.example/…\",\"name\":\"x\"}");
    assertThat(ShownContent.of("{\"url\":\"https://chat.example?k=\\\"v\\\"\"}"))
        .isEqualTo("{\"url\":\"https://chat.example/…\"}");
  }

  @Test
  void everythingElse_staysAsItIs() {
    String content = "{\"rules\":[\"^v[0-9]+$\"],\"url\":\"https://chat.example\"}";
    assertThat(ShownContent.of(content)).isEqualTo(content);
  }
}
