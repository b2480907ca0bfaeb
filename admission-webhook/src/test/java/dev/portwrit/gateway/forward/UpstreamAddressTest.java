package dev.portwrit.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.reference.RepositoryName;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamAddressTest {
  private static final URI REGISTRY = URI.create("https://registry.example");

  @Test
  void locationOfAnUpload_isItsPathAndQuery() {
    assertThat(read("https://registry.example/v2/a/blobs/uploads/1?_state=x"))
        .contains("/v2/a/blobs/uploads/1?_state=x");
  }

  // Cut to one octet, U+010A is a line feed.
  @ParameterizedTest
  @ValueSource(strings = {"/v2/a/blobs/uploads/\u00a9", "?x=\u010aX-Other:1", "/\u2028", "/a b"})
  void locationWithWhatIsNotAscii_isNone(String location) {
    assertThat(read(location)).isEmpty();
    assertThat(StoreAddress.next(URI.create("https://other.example"), REGISTRY, location))
        .isEmpty();
  }

  private static Optional<String> read(String location) {
    return UpstreamAddress.ofUpload(
        REGISTRY, "/v2/a/blobs/uploads/1", location, new RepositoryName("a"));
  }
}
