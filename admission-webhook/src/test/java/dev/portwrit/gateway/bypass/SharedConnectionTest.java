package dev.portwrit.gateway.bypass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.gateway.server.TestCertificate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A proxy may send the requests of many people over one connection of HTTP/2: nothing of a
 * malformed one may count for the next.
 */
class SharedConnectionTest {
  private static final String SECRET = "/v2/" + Places.VAULT + "/manifests/v1";
  private static final int END = Http2Frames.END_HEADERS | Http2Frames.END_STREAM;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void afterAMalformedRequest_itsLoginAndItsHeadersAreGone(boolean isSecure) throws Exception {
    Optional<TestCertificate> tls =
        isSecure ? Optional.of(TestCertificate.in(folder)) : Optional.empty();
    List<String> found = new ArrayList<>();
    try (World world = World.make(Registry::embedded, folder.resolve("w"), "distribution", tls)) {
      assertThat(asOwner(world)).isEqualTo(200);
      for (Field malformed :
          List.of(
              new Field(":path", SECRET + "%00"),
              new Field(":path", SECRET + "%zz"),
              new Field(":path", SECRET + "\0"),
              new Field(":path", "/v2/../../.."),
              new Field(":path", "http://evil.example" + SECRET),
              new Field("connection", "close"),
              new Field("transfer-encoding", "chunked"),
              new Field("te", "gzip"),
              new Field("x tag", "v1"),
              new Field("x-tag", "v1\n"))) {
        WireAnswer next = next(world, malformed);
        if (next.status() != 401) {
          found.add(malformed + " is followed by " + next);
        }
      }
    }
    assertThat(found).isEmpty();
  }

  private static int asOwner(World world) throws Exception {
    try (Http2Connection connection = Http2Connection.open(world.sockets)) {
      int stream = connection.nextStream();
      List<Field> fields = fields(world, "GET", SECRET);
      fields.add(login());
      connection.send(Http2Frames.frame(Http2Frames.HEADERS, END, stream, block(fields)));
      return connection.answer(stream).status();
    }
  }

  /** The answer to who does not say who they are, right after the owner's malformed request. */
  private static WireAnswer next(World world, Field malformed) throws Exception {
    try (Http2Connection connection = Http2Connection.open(world.sockets)) {
      List<Field> first = fields(world, "PUT", SECRET);
      if (malformed.name().startsWith(":")) {
        first.removeIf(field -> field.name().equals(malformed.name()));
        first.add(malformed);
      }
      first.add(login());
      first.add(new Field("expect", "200-ok"));
      if (!malformed.name().startsWith(":")) {
        first.add(malformed);
      }
      int one = connection.nextStream();
      int two = connection.nextStream();
      connection.send(
          Http2Frames.frame(Http2Frames.HEADERS, END, one, block(first)),
          Http2Frames.frame(Http2Frames.HEADERS, END, two, block(fields(world, "GET", SECRET))));
      return connection.answer(two);
    }
  }

  private static List<Field> fields(World world, String method, String path) {
    return new ArrayList<>(
        List.of(
            new Field(":method", method),
            new Field(":scheme", world.sockets.tls().isPresent() ? "https" : "http"),
            new Field(":authority", world.authority),
            new Field(":path", path)));
  }

  private static Field login() {
    return new Field("authorization", Logins.basic("owner", "owner-pw"));
  }

  private static byte[] block(List<Field> fields) {
    return Http2Frames.block(fields);
  }
}
