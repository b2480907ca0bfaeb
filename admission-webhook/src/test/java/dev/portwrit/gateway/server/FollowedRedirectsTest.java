package dev.portwrit.gateway.server;

import static dev.portwrit.embedded.RegistryClient.bytes;
import static dev.portwrit.embedded.RegistryClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that has its blobs in a store, behind a gateway that fetches them from there. */
class FollowedRedirectsTest {
  private static final Digest CONTENT = Digest.sha256(bytes("content"));
  private static final String BLOB = "/v2/acme/pay/api/blobs/" + CONTENT;

  @TempDir Path folder;
  private final List<String> loginsAtStore = new CopyOnWriteArrayList<>();
  private HttpServer store;
  private HttpServer registry;
  private GatewayFixture gateway;
  private volatile String location = "";
  private volatile String stored = "content";

  @BeforeEach
  void start() throws Exception {
    store = server();
    registry = server();
    location = uri(store) + "/bucket/blob?signature=x";
    registry.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Location", location);
          byte[] body = bytes("<a href=there>Temporary Redirect</a>");
          exchange.sendResponseHeaders(307, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    store.createContext(
        "/bucket",
        exchange -> {
          loginsAtStore.add(
              Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                  .orElse("none"));
          byte[] body = bytes(stored);
          exchange.getResponseHeaders().add("Set-Cookie", "a=b");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    store.createContext(
        "/round",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/round/again");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    gateway = GatewayFixture.following(uri(registry), folder);
  }

  @AfterEach
  void stop() {
    gateway.close();
    registry.stop(0);
    store.stop(0);
  }

  @Test
  void blob_isFetchedFromTheStoreWithoutOurCredentials() throws Exception {
    HttpResponse<byte[]> answer = get();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(text(answer)).isEqualTo("content");
    assertThat(answer.headers().firstValue("Docker-Content-Digest")).contains(CONTENT.value());
    assertThat(answer.headers().map()).doesNotContainKeys("location", "set-cookie");
    assertThat(loginsAtStore).containsExactly("none");
  }

  @Test
  void smallBlobThatIsNotItsDigest_isNotPassedOn() throws Exception {
    stored = "another";
    HttpResponse<byte[]> answer = get();
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(text(answer)).doesNotContain("another");
  }

  @Test
  void largeBlobThatIsNotItsDigest_neverArrivesWhole() {
    stored = "another".repeat(1_000_000);
    assertThatThrownBy(this::get).isInstanceOf(IOException.class);
  }

  @Test
  void storeThatHasNotGotIt_is502AndSaysNothingOfTheBlob() throws Exception {
    location = uri(store) + "/nowhere";
    HttpResponse<byte[]> answer = get();
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(text(answer)).contains("the registry's store answered 404");
  }

  @Test
  void redirectsWithoutEnd_endSoon() throws Exception {
    location = uri(store) + "/round";
    assertThat(get().statusCode()).isEqualTo(502);
  }

  @Test
  void redirectToTheRegistryItselfOrToNoAddress_isNotFollowed() throws Exception {
    for (String to : List.of(uri(registry) + "/elsewhere", "ftp://store.example/x", "http:///x")) {
      location = to;
      assertThat(get().statusCode()).as(to).isEqualTo(502);
    }
    assertThat(loginsAtStore).isEmpty();
  }

  @Test
  void head_isAskedOfTheStoreToo() throws Exception {
    HttpResponse<byte[]> answer = bob().send("HEAD", BLOB);
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  private HttpResponse<byte[]> get() throws Exception {
    return bob().send("GET", BLOB);
  }

  private RegistryClient bob() {
    return new RegistryClient(gateway.uri(), "Authorization", GatewayFixture.basic("bob"));
  }

  private static HttpServer server() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    return server;
  }

  private static URI uri(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }
}
