package dev.portwrit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portwrit.diagnostic.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteAddressTest {
  @ParameterizedTest
  @CsvSource({
    "https://host/a.git,                 https://host/a.git,          '',     ''",
    "https://host/a.git#main,            https://host/a.git,          main,   ''",
    "https://host/a.git#main:x/y/,       https://host/a.git,          main,   x/y",
    "https://host/a.git#:x,              https://host/a.git,          '',     x",
    "git@host:acme/policies.git,         git@host:acme/policies.git,  '',     ''",
    "git@host:acme/policies.git#r/1,     git@host:acme/policies.git,  r/1,    ''",
    "ssh://git@host:2222/a.git,          ssh://git@host:2222/a.git,   '',     ''",
    "file:///srv/a.git,                  file:///srv/a.git,           '',     ''",
    "FILE:/srv/a.git,                    FILE:/srv/a.git,             '',     ''",
    "http://127.0.0.1:8080/a.git,        http://127.0.0.1:8080/a.git, '',     ''",
    "http://localhost/a.git,             http://localhost/a.git,      '',     ''",
    "http://[::1]:1/a.git,               http://[::1]:1/a.git,        '',     ''",
  })
  void parse_addresses_areTakenApart(String typed, String url, String branch, String folder)
      throws Exception {
    RemoteAddress address = RemoteAddress.parse(typed).orElseThrow();

    assertThat(address.url()).isEqualTo(url);
    assertThat(address.branch().orElse("")).isEqualTo(branch);
    assertThat(address.folder()).isEqualTo(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"policies", "./a:b", "/srv/a.git", "C:\\policies", "a@b/c:d", ""})
  void parse_paths_areNoAddresses(String typed) throws Exception {
    assertThat(RemoteAddress.parse(typed)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://host/a.git",
        "http://127.0.0.1.evil.example/a.git",
        "http://127.0.0.1@evil.example/a.git",
        "http://localhost.evil.example/a.git",
        "git://host/a.git",
        "ftp://host/a.git",
        "ext::sh -c whoami",
        "javascript:alert(1)"
      })
  void parse_unsafeKinds_areRefused(String typed) {
    SourceException refused =
        catchThrowableOfType(SourceException.class, () -> RemoteAddress.parse(typed));

    assertThat(refused.code()).isEqualTo(Code.SOURCE_UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "https://ada:s3cret@host/a.git,      https://host/a.git",
    "https://s3cret@host/a.git,          https://host/a.git",
    "https://host/a.git?token=s3cret,    https://host/a.git",
    "ssh://git:s3cret@host/a.git,        ssh://git@host/a.git",
    "ssh://git@host/a.git,               ssh://git@host/a.git",
    "git@host:a.git,                     git@host:a.git",
    "http://:s3cret@127.0.0.1/a.git,     http://127.0.0.1/a.git",
  })
  void masked_showsNoSecret(String typed, String masked) throws Exception {
    RemoteAddress address = RemoteAddress.parse(typed).orElseThrow();

    assertThat(address.masked()).isEqualTo(masked);
  }

  @Test
  void place_isTheSameForEveryCaller() throws Exception {
    String plain = RemoteAddress.parse("https://host/a.git").orElseThrow().place();

    assertThat(RemoteAddress.parse("https://ada:pw@host/a.git").orElseThrow().place())
        .isEqualTo(plain);
    assertThat(RemoteAddress.parse("https://host/a.git#side:x").orElseThrow().place())
        .isEqualTo(plain);
  }
}
