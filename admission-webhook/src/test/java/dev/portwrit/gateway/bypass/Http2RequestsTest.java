package dev.portwrit.gateway.bypass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.gateway.server.TestCertificate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests of HTTP/2 that RFC 9113 calls malformed, or that two servers could read differently. */
class Http2RequestsTest {
  private static final Content IMAGE = Places.LOOSE.get(0);
  private static final String TAG = "/v2/" + Places.API + "/manifests/";

  @TempDir static Path folder;
  private static World world;

  @BeforeAll
  static void start() throws Exception {
    world =
        World.make(
            Registry::embedded, folder, "distribution", Optional.of(TestCertificate.in(folder)));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  /** A good push, to a tag that nobody used before. */
  private static List<Field> push(String tag) {
    return List.of(
        new Field(":method", "PUT"),
        new Field(":scheme", "https"),
        new Field(":authority", world.authority),
        new Field(":path", TAG + tag),
        new Field("content-type", IMAGE.mediaType()),
        new Field("authorization", Logins.basic("pusher", "pusher-pw")));
  }

  private static Arguments changed(String how, String name, String... values) {
    return Arguments.of(how, name, List.of(values));
  }

  /** Each: what it is, which header it replaces (all of it), and by what values; {@code +} adds. */
  static Stream<Arguments> malformed() {
    return Stream.of(
        changed("no path", ":path"),
        changed("an empty path", ":path", ""),
        changed("two paths", ":path", TAG + "work-a", TAG + "work-b"),
        changed("a path without its slash", ":path", TAG.substring(1) + "work-a"),
        changed("an absolute path", ":path", "https://evil.example" + TAG + "work-a"),
        changed("an asterisk", ":path", "*"),
        changed("a path with a space", ":path", TAG + "work-a HTTP/1.1"),
        changed("a path with a line end", ":path", TAG + "work-a\r\nx: y"),
        changed("a path with NUL", ":path", TAG + "work-a\0"),
        changed("a path with a fragment", ":path", TAG + "work-a#x"),
        changed("no method", ":method"),
        changed("two methods", ":method", "PUT", "GET"),
        changed("a method with a space", ":method", "PUT /x"),
        changed("a method with a line end", ":method", "PUT\r\nx: y"),
        changed("an empty method", ":method", ""),
        changed("CONNECT", ":method", "CONNECT"),
        changed("no scheme", ":scheme"),
        changed("an authority with a user", ":authority", "bob@" + "gateway"),
        changed("an authority with a path", ":authority", "gateway/x"),
        changed("an authority with a space", ":authority", "gate way"),
        changed("an unknown pseudo-header", "+:tag", "v1"),
        changed("the status of an answer", "+:status", "200"),
        changed("a protocol", "+:protocol", "websocket"),
        changed("a pseudo-header behind others", "+:path", TAG + "work-b"),
        changed("a name in capitals", "+X-Tag", "v1"),
        changed("a name with a space", "+x tag", "v1"),
        changed("a name with a colon", "+x:tag", "v1"),
        changed("an empty name", "+", "v1"),
        changed("a name with a line end", "+x\r\ny", "v1"),
        changed("a value with a line end", "+x-tag", "v1\r\nauthorization: y"),
        changed("a value with a line feed", "+x-tag", "v1\ny"),
        changed("a value with NUL", "+x-tag", "v1\0"),
        changed("a connection header", "+connection", "close"),
        changed("an encoding of transfer", "+transfer-encoding", "chunked"),
        changed("an upgrade", "+upgrade", "h2c"),
        changed("keep-alive", "+keep-alive", "timeout=5"),
        changed("te of gzip", "+te", "gzip"),
        changed("a length that is too small", "+content-length", "5"),
        changed("a length that is too great", "+content-length", "99999"),
        changed("a length with a plus", "+content-length", "+" + IMAGE.manifest().length),
        changed("a length that is none", "+content-length", "x"),
        changed("two lengths", "+content-length", String.valueOf(IMAGE.manifest().length), "5"),
        changed("two logins", "+authorization", Logins.basic("owner", "owner-pw")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void push_thatIsMalformed_isRefusedAndDoesNothing(String how, String name, List<String> values)
      throws Exception {
    List<Field> fields = new ArrayList<>(push("work-a"));
    String plain = name.startsWith("+") ? name.substring(1) : name;
    int at = name.startsWith("+") ? fields.size() : 0;
    if (!name.startsWith("+")) {
      fields.removeIf(field -> field.name().equals(plain));
    }
    for (String value : values) {
      fields.add(at, new Field(plain, value));
    }
    WireAnswer answer = send(fields);
    assertThat(answer.status())
        .as(how + ": " + answer)
        .satisfiesAnyOf(
            status -> assertThat(status).isZero(),
            status -> assertThat(status).isBetween(400, 505));
    assertThat(world.direct.tags(Places.API)).doesNotContain("work-a", "work-b");
  }

  private static WireAnswer send(List<Field> fields) throws Exception {
    try (Http2Connection connection = Http2Connection.open(world.sockets)) {
      int stream = connection.nextStream();
      connection.send(
          Http2Frames.frame(
              Http2Frames.HEADERS, Http2Frames.END_HEADERS, stream, Http2Frames.block(fields)),
          Http2Frames.frame(Http2Frames.DATA, Http2Frames.END_STREAM, stream, IMAGE.manifest()));
      return connection.answer(stream);
    }
  }

  @Test
  void push_thatIsWellFormed_isTaken() throws Exception {
    assertThat(send(push("work-good")).status()).isEqualTo(201);
    assertThat(world.direct.tags(Places.API)).contains("work-good");
  }

  @Test
  void hostBesideAnotherAuthority_doesNotMatter_orIsRefused() throws Exception {
    List<Field> fields = new ArrayList<>(push("work-host"));
    fields.add(new Field("host", "evil.example"));
    assertThat(send(fields).status()).isIn(0, 201, 400);
  }

  @Test
  void trailersOfARequest_areNotHeaders() throws Exception {
    try (Http2Connection connection = Http2Connection.open(world.sockets)) {
      int stream = connection.nextStream();
      List<Field> anonymous =
          push("work-trailer").stream()
              .filter(field -> !field.name().equals("authorization"))
              .toList();
      List<Field> trailer =
          List.of(new Field("authorization", Logins.basic("pusher", "pusher-pw")));
      connection.send(
          Http2Frames.frame(
              Http2Frames.HEADERS, Http2Frames.END_HEADERS, stream, Http2Frames.block(anonymous)),
          Http2Frames.frame(Http2Frames.DATA, 0, stream, IMAGE.manifest()),
          Http2Frames.frame(
              Http2Frames.HEADERS,
              Http2Frames.END_HEADERS | Http2Frames.END_STREAM,
              stream,
              Http2Frames.block(trailer)));
      assertThat(connection.answer(stream).status()).isEqualTo(401);
    }
    assertThat(world.direct.tags(Places.API)).doesNotContain("work-trailer");
  }

  @Test
  void push_whoseStreamIsResetBeforeItsEnd_doesNothing() throws Exception {
    try (Http2Connection connection = Http2Connection.open(world.sockets)) {
      int stream = connection.nextStream();
      connection.send(
          Http2Frames.frame(
              Http2Frames.HEADERS,
              Http2Frames.END_HEADERS,
              stream,
              Http2Frames.block(push("work-reset"))),
          Http2Frames.frame(Http2Frames.DATA, 0, stream, IMAGE.manifest()),
          Http2Frames.frame(Http2Frames.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8}));
      int next = connection.nextStream();
      connection.send(ping(next));
      assertThat(connection.answer(next).status()).isEqualTo(200);
    }
    assertThat(world.direct.tags(Places.API)).doesNotContain("work-reset");
  }

  private static byte[] ping(int stream) {
    return Http2Frames.frame(
        Http2Frames.HEADERS,
        Http2Frames.END_HEADERS | Http2Frames.END_STREAM,
        stream,
        Http2Frames.block(
            List.of(
                new Field(":method", "GET"),
                new Field(":scheme", "https"),
                new Field(":authority", world.authority),
                new Field(":path", "/v2/"),
                new Field("authorization", Logins.basic("pusher", "pusher-pw")))));
  }
}
