package dev.portwrit.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenKeysTest {
  private static final String SECRET = "A".repeat(43);

  @TempDir Path folder;

  @Test
  void parse_twoKeys_firstSignsAndBothAreFound() throws Exception {
    TokenKeys keys = parse("# keys\n\nnew " + SECRET + "\nold\t" + "B".repeat(43) + "=\n");
    assertThat(keys.signing().id()).isEqualTo("new");
    assertThat(keys.find("old")).isPresent();
    assertThat(keys.find("other")).isEmpty();
    assertThat(keys).hasToString("2 keys");
    assertThat(keys.signing()).hasToString("key new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"k", "k AAAA", "k %%%%", "k\u00a0x", "a b c", "k! " + "AAAA"})
  void parse_notAKey_isRefusedWithoutShowingIt(String line) {
    assertThatThrownBy(() -> parse("# x\n" + line))
        .isInstanceOf(IdentityFileException.class)
        .hasMessage("keys:2: a key is an id, a space and at least 32 bytes in base64url");
  }

  @Test
  void parse_noneOrThreeOrTwoOfOneId_isRefused() {
    assertThatThrownBy(() -> parse("")).hasMessageStartingWith("keys holds 0 keys");
    assertThatThrownBy(() -> parse("a " + SECRET + "\nb " + SECRET + "\nc " + SECRET))
        .hasMessageStartingWith("keys holds 3 keys");
    assertThatThrownBy(() -> parse("a " + SECRET + "\na " + SECRET))
        .hasMessage("keys:2: `a` is the id of two keys");
  }

  @ParameterizedTest
  @CsvSource({"rw-r--r--", "rw-rw----", "rw----r--", "rw-----w-"})
  void read_fileThatOthersMayUse_isRefused(String permissions) throws Exception {
    Path file = keyFile(permissions);
    assertThatThrownBy(() -> TokenKeyFile.read(file, Files.readAllBytes(file)))
        .isInstanceOf(IdentityFileException.class)
        .hasMessageContaining("chmod 600");
  }

  @ParameterizedTest
  @CsvSource({"rw-------", "r--------", "r--r-----"})
  void read_fileOfTheOwnerOrReadableByTheGroup_isTaken(String permissions) throws Exception {
    Path file = keyFile(permissions);
    assertThat(TokenKeyFile.read(file, Files.readAllBytes(file)).signing().id()).isEqualTo("k");
  }

  @Test
  void createIfAbsent_manyAtOnce_agreeOnOneKey() throws Exception {
    Path file = folder.resolve("keys");
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<String>> made = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        made.add(
            pool.submit(
                () -> {
                  TokenKeyFile.createIfAbsent(file, new SecureRandom());
                  return Files.readString(file);
                }));
      }
      Set<String> contents = new HashSet<>();
      for (Future<String> one : made) {
        contents.add(one.get(10, TimeUnit.SECONDS));
      }
      assertThat(contents).hasSize(1);
    } finally {
      pool.shutdownNow();
    }
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void createIfAbsent_folderIsMissing_saysSo() {
    Path file = folder.resolve("missing/keys");
    assertThatThrownBy(() -> TokenKeyFile.createIfAbsent(file, new SecureRandom()))
        .isInstanceOf(IdentityFileException.class)
        .hasMessageStartingWith("`" + file + "` cannot be made for the key of the tokens");
  }

  @Test
  void given_showsNothingOfItself() {
    assertThat(new TokenKeySource.Given("k " + SECRET)).hasToString("given keys");
  }

  private Path keyFile(String permissions) throws Exception {
    Path file = Files.writeString(folder.resolve("keys"), "k " + SECRET);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static TokenKeys parse(String text) throws IdentityFileException {
    return TokenKeys.parse("keys", text.getBytes(StandardCharsets.UTF_8));
  }
}
