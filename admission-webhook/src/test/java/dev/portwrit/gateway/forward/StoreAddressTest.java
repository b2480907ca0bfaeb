package dev.portwrit.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreAddressTest {
  private static final URI REGISTRY = URI.create("https://registry.example");
  private static final URI BLOB = URI.create("https://registry.example/v2/a/blobs/x");

  @Test
  void storeBehindTls_isFollowed() {
    assertThat(StoreAddress.next(REGISTRY, BLOB, "https://store.example/b?X-Sig=1"))
        .contains(URI.create("https://store.example/b?X-Sig=1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://store.example/b",
        "https://registry.example/b",
        "/b",
        "https://user:pw@store.example/b",
        "https://127.0.0.1/b",
        "https://[::1]/b",
        "https://localhost/b",
        "https://169.254.169.254/latest/meta-data",
        "https://0.0.0.0/b",
        "https://2130706433/b",
        "file:///etc/passwd"
      })
  void clearHttpTheRegistryItselfAndWhatIsLocal_areNot(String location) {
    assertThat(StoreAddress.next(REGISTRY, BLOB, location)).isEmpty();
  }

  @Test
  void registryOnTheLoopback_mayHaveItsStoreThere() {
    URI local = URI.create("http://127.0.0.1:5000");
    URI blob = local.resolve("/v2/a/blobs/x");
    assertThat(StoreAddress.next(local, blob, "http://127.0.0.1:9000/b")).isPresent();
  }
}
