package dev.portwrit.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DigestTest {
  @Test
  void parse_sha256AndSha512_areDigests() {
    assertThat(Digest.parse("sha256:" + "0f".repeat(32))).isPresent();
    assertThat(Digest.parse("sha512:" + "0f".repeat(64))).isPresent();
  }

  @Test
  void parse_textOfAnyLengthWithoutAlgorithm_isNothing() {
    for (int length = 0; length < 150; length++) {
      assertThat(Digest.parse("a".repeat(length))).isEmpty();
    }
    assertThat(Digest.parse("md5:00")).isEmpty();
  }

  @Test
  void isOf_otherBytes_isFalse() {
    byte[] bytes = {1, 2, 3};
    assertThat(Digest.sha256(bytes).isOf(bytes)).isTrue();
    assertThat(Digest.sha256(bytes).isOf(new byte[] {1, 2})).isFalse();
  }
}
