package dev.portwrit.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReferenceTest {
  private static final String DIGEST = "sha256:" + "a1".repeat(32);

  @Test
  void parse_tag_isByTag() {
    assertThat(Reference.parse("v1.4.2")).contains(new Reference.ByTag(new Tag("v1.4.2")));
  }

  @Test
  void parse_digest_isByDigest() {
    assertThat(Reference.parse(DIGEST)).contains(new Reference.ByDigest(new Digest(DIGEST)));
  }

  @Test
  void parse_digestOfUnknownAlgorithmOrWrongLength_isNothing() {
    assertThat(Reference.parse("md5:" + "a".repeat(32))).isEmpty();
    assertThat(Reference.parse(DIGEST.substring(1, DIGEST.length()))).isEmpty();
    assertThat(Reference.parse(DIGEST + "0")).isEmpty();
  }

  @Test
  void parse_digestWithUpperCaseHex_isNothing() {
    assertThat(Reference.parse("sha256:" + "A1".repeat(32))).isEmpty();
  }

  @Test
  void parse_signingTag_isByTag() {
    String text = "sha256-" + "a1".repeat(32);
    assertThat(Reference.parse(text)).contains(new Reference.ByTag(new Tag(text)));
  }

  @Test
  void toString_isTheReferenceAsWritten() {
    assertThat(Reference.parse(DIGEST)).map(Reference::toString).contains(DIGEST);
    assertThat(Reference.parse("latest")).map(Reference::toString).contains("latest");
  }
}
