package dev.portwrit.gateway.bypass;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Frames of HTTP/2 that cost the sender little and the gateway much. It has to hang up on each, and
 * go on with others.
 */
class Http2FloodTest {
  /** More than anybody needs, and little enough to be sent at once. */
  private static final int MANY = 20_000;

  @TempDir static Path folder;
  private static World world;

  @BeforeAll
  static void start() throws Exception {
    world = World.make(Registry::embedded, folder, "distribution", Optional.empty());
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static List<Field> read(String path) {
    return List.of(
        new Field(":method", "GET"),
        new Field(":scheme", "http"),
        new Field(":authority", world.authority),
        new Field(":path", path),
        new Field("authorization", Logins.basic("reader", "reader-pw")));
  }

  private static byte[] request(int stream) {
    return Http2Frames.frame(
        Http2Frames.HEADERS,
        Http2Frames.END_HEADERS | Http2Frames.END_STREAM,
        stream,
        Http2Frames.block(read("/v2/" + Places.API + "/manifests/v-held-0")));
  }

  /** Sends until the other side hangs up; whether it did. */
  private static boolean isCutOff(FrameMaker maker) throws Exception {
    try (Http2Connection connection = Http2Connection.open(world.sockets)) {
      for (int i = 0; i < MANY; i++) {
        connection.send(maker.frames(connection, i));
      }
      return connection.isClosedByTheOther();
    } catch (IOException e) {
      return true;
    }
  }

  private interface FrameMaker {
    byte[][] frames(Http2Connection connection, int index) throws IOException;
  }

  private static void assertThatOthersAreServed() throws Exception {
    try (Http2Connection connection = Http2Connection.open(world.sockets)) {
      int stream = connection.nextStream();
      connection.send(request(stream));
      assertThat(connection.answer(stream).status()).isIn(200, 404);
    }
  }

  @Test
  void streamsThatAreResetAtOnce_endTheConnection() throws Exception {
    assertThat(
            isCutOff(
                (connection, index) -> {
                  int stream = connection.nextStream();
                  return new byte[][] {
                    request(stream),
                    Http2Frames.frame(Http2Frames.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8})
                  };
                }))
        .isTrue();
    assertThatOthersAreServed();
  }

  @Test
  void settingsWithoutEnd_endTheConnection() throws Exception {
    byte[] settings = Http2Frames.frame(Http2Frames.SETTINGS, 0, 0, new byte[] {0, 4, 0, 1, 0, 0});
    assertThat(isCutOff((connection, index) -> new byte[][] {settings})).isTrue();
    assertThatOthersAreServed();
  }

  @Test
  void pingsWithoutEnd_endTheConnection() throws Exception {
    byte[] ping = Http2Frames.frame(Http2Frames.PING, 0, 0, new byte[8]);
    assertThat(isCutOff((connection, index) -> new byte[][] {ping})).isTrue();
    assertThatOthersAreServed();
  }

  @Test
  void headersThatNeverEnd_endTheConnection() throws Exception {
    byte[] padding = new byte[8 * 1024];
    assertThat(
            isCutOff(
                (connection, index) ->
                    new byte[][] {
                      index == 0
                          ? Http2Frames.frame(
                              Http2Frames.HEADERS, 0, 1, Http2Frames.block(read("/v2/")))
                          : Http2Frames.frame(
                              Http2Frames.CONTINUATION,
                              0,
                              1,
                              Http2Frames.block(
                                  List.of(new Field("x" + index, WireAnswer.text(padding))))),
                    }))
        .isTrue();
    assertThatOthersAreServed();
  }

  @Test
  void emptyPartsOfHeaders_endTheConnection() throws Exception {
    assertThat(
            isCutOff(
                (connection, index) ->
                    new byte[][] {
                      index == 0
                          ? Http2Frames.frame(
                              Http2Frames.HEADERS, 0, 1, Http2Frames.block(read("/v2/")))
                          : Http2Frames.frame(Http2Frames.CONTINUATION, 0, 1)
                    }))
        .isTrue();
    assertThatOthersAreServed();
  }

  @Test
  void emptyPartsOfABody_endTheConnection() throws Exception {
    assertThat(
            isCutOff(
                (connection, index) ->
                    new byte[][] {
                      index == 0
                          ? Http2Frames.frame(
                              Http2Frames.HEADERS,
                              Http2Frames.END_HEADERS,
                              1,
                              Http2Frames.block(read("/v2/")))
                          : Http2Frames.frame(Http2Frames.DATA, 0, 1)
                    }))
        .isTrue();
    assertThatOthersAreServed();
  }

  @Test
  void headersOf70KiB_areRefused_andOf40KiBPass() throws Exception {
    assertThat(withHeader(40_000).status()).isEqualTo(200);
    assertThat(withHeader(70_000).status()).isIn(0, 431);
    assertThatOthersAreServed();
  }

  private static WireAnswer withHeader(int length) throws IOException {
    List<Field> fields = new ArrayList<>(read("/v2/"));
    for (int i = 0; i < length / 10_000; i++) {
      fields.add(new Field("x-" + i, "x".repeat(10_000)));
    }
    try (Http2Connection connection = Http2Connection.open(world.sockets)) {
      byte[] block = Http2Frames.block(fields);
      int stream = connection.nextStream();
      int size = 16_000;
      List<byte[]> frames = new ArrayList<>();
      for (int from = 0; from < block.length; from += size) {
        int to = Math.min(block.length, from + size);
        byte[] part = Arrays.copyOfRange(block, from, to);
        int flags =
            (to == block.length ? Http2Frames.END_HEADERS : 0)
                | (from == 0 ? Http2Frames.END_STREAM : 0);
        int type = from == 0 ? Http2Frames.HEADERS : Http2Frames.CONTINUATION;
        frames.add(Http2Frames.frame(type, flags, stream, part));
      }
      try {
        connection.send(frames.toArray(byte[][]::new));
        return connection.answer(stream);
      } catch (IOException e) {
        return WireAnswer.NONE;
      }
    }
  }

  @Test
  void moreStreamsThanAreAllowed_areRefusedOneByOne() throws Exception {
    int streams = 400;
    try (Http2Connection connection = Http2Connection.open(world.sockets)) {
      List<byte[]> frames = new ArrayList<>();
      for (int i = 0; i < streams; i++) {
        // Without their end: they stay open.
        frames.add(
            Http2Frames.frame(
                Http2Frames.HEADERS,
                Http2Frames.END_HEADERS,
                connection.nextStream(),
                Http2Frames.block(
                    List.of(
                        new Field(":method", "PUT"),
                        new Field(":scheme", "http"),
                        new Field(":authority", world.authority),
                        new Field(":path", "/v2/" + Places.API + "/manifests/work-many"),
                        new Field("authorization", Logins.basic("pusher", "pusher-pw"))))));
      }
      connection.send(frames.toArray(byte[][]::new));
      assertThat(connection.answer(2 * streams - 1).status()).isZero();
    }
    assertThatOthersAreServed();
  }

  @Test
  void connectWithAProtocol_isNotOffered() throws Exception {
    try (Http2Connection connection = Http2Connection.open(world.sockets)) {
      // RFC 8441, section 3: SETTINGS_ENABLE_CONNECT_PROTOCOL.
      assertThat(connection.firstSettings().getOrDefault(8, 0)).isZero();
    }
  }
}
