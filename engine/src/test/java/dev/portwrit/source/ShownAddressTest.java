package dev.portwrit.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownAddressTest {
  @ParameterizedTest
  @CsvSource({
    "https://bob:s3cret@git.example/p.git#main:policies, https://git.example/p.git#main:policies",
    "https://t0ken@git.example/p.git?x=s3cret#main, https://git.example/p.git#main",
    "-Chttps://bob:s3cret@git.example/p, -Chttps://git.example/p",
    "--state=jdbc:postgresql://host/db?password=s3cret, --state=jdbc:postgresql://host/db",
    "ssh://git:s3cret@git.example/p, ssh://git@git.example/p",
    "git@git.example:team/p.git, git@git.example:team/p.git",
    "policies/with@sign, policies/with@sign"
  })
  void of_anyWord_isWithoutSecrets(String typed, String shown) {
    assertThat(ShownAddress.of(typed)).isEqualTo(shown);
  }
}
