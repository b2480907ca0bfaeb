package dev.portwrit.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NativeStateTest {
  private static final ObjectId API = new ObjectId("repository", "acme/api");
  private static final ObjectId WEB = new ObjectId("repository", "acme/web");
  private static final ObjectId TEAM = new ObjectId("team", "pay");

  @Test
  void at_notSeenInAWholeListing_isAbsent() {
    NativeState state = new NativeState.Builder().put(API, Reading.present("{}")).build();
    assertThat(state.at(WEB)).isEqualTo(Reading.absent());
    assertThat(state.isComplete()).isTrue();
  }

  @Test
  void at_notSeenInAListingThatBrokeOff_isUnknown() {
    NativeState state =
        new NativeState.Builder()
            .put(API, Reading.present("{}"))
            .gap("repository", "the second page did not come")
            .build();
    assertThat(state.at(WEB)).isEqualTo(new Reading.Unknown("the second page did not come"));
    assertThat(state.at(API)).isEqualTo(Reading.present("{}"));
    assertThat(state.at(TEAM)).isEqualTo(Reading.absent());
    assertThat(state.isComplete()).isFalse();
  }

  @Test
  void isComplete_withAnUnknownObject_isFalse() {
    NativeState state = NativeState.EMPTY.with(API, new Reading.Unknown("403"));
    assertThat(state.isComplete()).isFalse();
    assertThat(state.present("repository")).isEmpty();
  }

  @Test
  void with_anotherReading_keepsGapsAndTheRest() {
    NativeState before =
        new NativeState.Builder().put(API, Reading.present("1")).gap("team", "x").build();
    NativeState after = before.with(WEB, Reading.present("2"));
    assertThat(after.present("repository")).containsExactly("acme/api", "acme/web");
    assertThat(after.gaps()).isEqualTo(before.gaps());
    assertThat(before.present("repository")).containsExactly("acme/api");
  }
}
