package dev.portwrit.gateway.server;

import static dev.portwrit.embedded.RegistryClient.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.gateway.bypass.Field;
import dev.portwrit.gateway.bypass.Http2Frames;
import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registries that refuse, cut off and confuse streams of HTTP/2. */
class RefusedStreamsTest {
  private static final String BLOB = "/v2/acme/pay/api/blobs/" + Digest.sha256(bytes("content"));
  private static final String UPLOADS = "/v2/acme/pay/api/blobs/uploads/";
  private static final int CANCEL = 8;
  private static final int REFUSED_STREAM = 7;

  @TempDir Path folder;
  private RawHttp2Registry registry;
  private GatewayFixture gateway;

  @BeforeEach
  void start() throws Exception {
    TestCertificate certificate = TestCertificate.in(folder);
    registry = new RawHttp2Registry(certificate, RefusedStreamsTest::content);
    gateway = GatewayFixture.trusting(certificate.files().certificate(), registry.uri(), folder);
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    registry.close();
  }

  @Test
  void requests_oneAfterTheOther_shareAConnection() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(body(bob("GET", BLOB))).isEqualTo("content");
    }
    assertThat(registry.connections()).isEqualTo(1);
  }

  @Test
  void readThatIsRefused_isTriedOnceMore_andNoMore() throws Exception {
    registry.script(firstly(out -> reset(REFUSED_STREAM, out)));
    assertThat(body(bob("GET", BLOB))).isEqualTo("content");
    assertThat(registry.requests()).isEqualTo(2);

    registry.script((stream, out) -> reset(REFUSED_STREAM, new On(stream, out)));
    assertThat(bob("GET", BLOB).statusCode()).isEqualTo(503);
    assertThat(registry.requests()).isEqualTo(4);
  }

  @Test
  void readOnAConnectionThatGoesAway_isTriedOnceMoreOnAnother() throws Exception {
    registry.script(
        firstly(
            on ->
                Http2Frames.write(
                    on.out(), Http2Frames.frame(Http2Frames.GOAWAY, 0, 0, new byte[8]))));
    assertThat(body(bob("GET", BLOB))).isEqualTo("content");
    assertThat(registry.requests()).isEqualTo(2);
    assertThat(registry.connections()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {REFUSED_STREAM, CANCEL})
  void writeThatIsRefused_isSentOnce(int error) throws Exception {
    registry.script((stream, out) -> reset(error, new On(stream, out)));
    assertThat(bob("POST", UPLOADS).statusCode()).isEqualTo(503);
    assertThat(registry.requests()).isEqualTo(1);
  }

  @Test
  void writeOnAConnectionThatGoesAway_isSentOnce() throws Exception {
    registry.script(
        (stream, out) ->
            Http2Frames.write(out, Http2Frames.frame(Http2Frames.GOAWAY, 0, 0, new byte[8])));
    assertThat(bob("POST", UPLOADS).statusCode()).isEqualTo(503);
    assertThat(registry.requests()).isEqualTo(1);
  }

  @Test
  void answerThatBreaksOff_isCutOffForTheClient() throws Exception {
    registry.script(
        (stream, out) -> {
          Http2Frames.write(
              out,
              Http2Frames.frame(
                  Http2Frames.HEADERS,
                  Http2Frames.END_HEADERS,
                  stream,
                  Http2Frames.block(List.of(new Field(":status", "200")))),
              Http2Frames.frame(Http2Frames.DATA, 0, stream, bytes("cont")));
          reset(CANCEL, new On(stream, out));
        });
    assertBrokenOff();
  }

  @Test
  void answerThatEndsBeforeItsLength_isCutOffForTheClient() throws Exception {
    registry.script(
        (stream, out) ->
            RawHttp2Registry.answer(out, stream, 200, "cont", new Field("content-length", "7")));
    assertBrokenOff();
  }

  /** No client takes half a blob for one: nothing came, or it was cut off. */
  private void assertBrokenOff() throws Exception {
    try (RawClient client = new RawClient(gateway.port())) {
      client.send(
          "GET "
              + BLOB
              + " HTTP/1.1\nHost: gateway\nConnection: close\nAuthorization: "
              + GatewayFixture.basic("bob")
              + "\n\n");
      RawClient.Head head = client.head();
      byte[] rest = client.in().readAllBytes();
      boolean isWhole =
          head.status() == 200
              && (text(rest).endsWith("0\r\n\r\n")
                  || head.header("Content-Length").equals(Integer.toString(rest.length)));
      assertThat(isWhole).as("%s %s", head, text(rest)).isFalse();
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** As Jetty 12.1.14 mixes up the fields of requests: see {@link RequestsApart}. */
  @ParameterizedTest
  @CsvSource({"Bad-Name,x", "connection,close", "x-y,'a\u0001b'", ":status,200", ":path,/"})
  void headersOfAMalformedAnswer_doNotCountForTheNext(String name, String value) throws Exception {
    registry.script(
        firstly(
            on ->
                RawHttp2Registry.answer(
                    on.out(),
                    on.stream(),
                    200,
                    "other",
                    new Field("content-length", "5"),
                    new Field("location", "https://evil.example/"),
                    new Field("content-range", "bytes 0-4/5"),
                    new Field(name, value))));
    HttpResponse<byte[]> first = bob("HEAD", BLOB);
    assertThat(first.statusCode()).isEqualTo(503);
    HttpResponse<byte[]> next = bob("GET", BLOB);
    assertThat(next.statusCode()).as(body(next)).isEqualTo(200);
    assertThat(body(next)).isEqualTo("content");
    assertThat(next.headers().map()).doesNotContainKeys("content-range", "location");
  }

  private record On(int stream, OutputStream out) {}

  private interface Answering {
    void on(On place) throws IOException;
  }

  /** Something for the first request, and the content for those after it. */
  private RawHttp2Registry.Script firstly(Answering first) {
    return (stream, out) -> {
      registry.script(RefusedStreamsTest::content);
      first.on(new On(stream, out));
    };
  }

  private static void content(int stream, OutputStream out) throws IOException {
    RawHttp2Registry.answer(out, stream, 200, "content");
  }

  private static void reset(int error, On place) throws IOException {
    Http2Frames.write(
        place.out(),
        Http2Frames.frame(
            Http2Frames.RST_STREAM,
            0,
            place.stream(),
            ByteBuffer.allocate(4).putInt(error).array()));
  }

  private static String body(HttpResponse<byte[]> answer) {
    return text(answer.body());
  }

  private HttpResponse<byte[]> bob(String method, String target) throws Exception {
    return new RegistryClient(gateway.uri(), "Authorization", GatewayFixture.basic("bob"))
        .send(method, target);
  }
}
