package dev.portwrit.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyRoomTest {
  private static final int MEBIBYTE = 1 << 20;

  @Test
  void take_byOneCaller_isAPartAndOthersGoOn() {
    BodyRoom room = new BodyRoom(32L * MEBIBYTE);
    BodyRoom.Share first = room.share("user:bob");
    BodyRoom.Share second = room.share("user:bob");
    assertThat(first.take(4 * MEBIBYTE)).isTrue();
    assertThat(second.take(4 * MEBIBYTE)).isTrue();
    assertThat(second.take(1)).isFalse();
    assertThat(room.share("user:cy").take(4 * MEBIBYTE)).isTrue();
  }

  @Test
  void take_byAll_isNoMoreThanThereIs() {
    BodyRoom room = BodyRoom.ofHeap(1);
    assertThat(room.share("a").take(4 * MEBIBYTE)).isTrue();
    assertThat(room.share("b").take(4 * MEBIBYTE)).isTrue();
    assertThat(room.share("c").take(1)).isFalse();
  }

  @Test
  void close_givesBackOnceWhatWasTaken() {
    BodyRoom room = BodyRoom.ofHeap(1);
    BodyRoom.Share bob = room.share("bob");
    assertThat(bob.take(3 * MEBIBYTE)).isTrue();
    assertThat(bob.take(2 * MEBIBYTE)).isFalse();
    bob.close();
    bob.close();
    assertThat(bob.take(1)).isFalse();
    assertThat(room.share("bob").take(4 * MEBIBYTE)).isTrue();
    assertThat(room.share("cy").take(4 * MEBIBYTE)).isTrue();
    assertThat(room.share("eve").take(1)).isFalse();
  }
}
