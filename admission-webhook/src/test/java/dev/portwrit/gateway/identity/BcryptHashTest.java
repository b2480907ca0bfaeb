package dev.portwrit.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BcryptHashTest {
  @ParameterizedTest
  @CsvSource({
    "a, $2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe",
    "abc, $2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i",
    "abcdefghijklmnopqrstuvwxyz, $2a$06$.rCVZVOThsIa97pEDOxvGuRRgzG64bvtJ0938xuqzv18d3ZpQhstC"
  })
  void isOf_knownVectorsUnderEveryName_areRight(String password, String hash) {
    for (String version : new String[] {"$2a$", "$2b$", "$2y$"}) {
      BcryptHash parsed = BcryptHash.parse(hash.replace("$2a$", version)).orElseThrow();
      assertThat(parsed.isOf(utf8(password))).isTrue();
      assertThat(parsed.isOf(utf8(password + "x"))).isFalse();
      assertThat(parsed.isOf(utf8(""))).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "password",
        "$apr1$vZ8mYyPa$9yVTT7fzTJ6D8vGyzlSmS/",
        "{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=",
        "$2x$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe",
        "$2$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe",
        "$2a$6$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe",
        "$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfx",
        "$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe ",
        "$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe:1000"
      })
  void parse_anythingElse_isEmpty(String text) {
    assertThat(BcryptHash.parse(text)).isEmpty();
  }

  @Test
  void toString_showsNothingOfTheHash() {
    String hash = "$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe";
    assertThat(BcryptHash.parse(hash).orElseThrow()).hasToString("bcrypt with cost 6");
  }

  @Property(tries = 50)
  void decoy_isAHashOfItsCostThatNoPasswordHas(@ForAll String password) {
    BcryptHash decoy = BcryptHash.decoy(4, new SecureRandom());
    String text = new String(decoy.utf8(), StandardCharsets.US_ASCII);
    assertThat(BcryptHash.parse(text)).contains(decoy);
    assertThat(decoy.cost()).isEqualTo(4);
    assertThat(decoy.isOf(utf8(password))).isFalse();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
