package dev.portwrit.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AttemptLimitsTest {
  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final AttemptLimits limits = new AttemptLimits(clock);

  @Test
  void begin_sixthFailureOfAPair_waitsTenSeconds() {
    assertThat(failures("bob", "here", 100)).isEqualTo(5);
    assertThat(limits.waitFor("bob", "here")).isEqualTo(Duration.ofSeconds(10));
    clock.advance(Duration.ofSeconds(9));
    assertThat(limits.waitFor("bob", "here")).isEqualTo(Duration.ofSeconds(1));
    clock.advance(Duration.ofSeconds(1));
    assertThat(failures("bob", "here", 100)).isEqualTo(1);
    clock.advance(Duration.ofHours(1));
    assertThat(failures("bob", "here", 100)).isEqualTo(5);
  }

  @Test
  void begin_manyNamesFromOneAddress_areFiftyThenOneInFiveSeconds() {
    int passed = 0;
    for (int i = 0; i < 500; i++) {
      passed += failures("name" + i, "here", 1);
    }
    assertThat(passed).isEqualTo(50);
    assertThat(limits.waitFor("another", "here")).isEqualTo(Duration.ofSeconds(5));
    assertThat(limits.waitFor("another", "there")).isZero();
  }

  @Test
  void begin_oneNameFromManyAddresses_isAHundredThenOneASecond() {
    int passed = 0;
    for (int i = 0; i < 500; i++) {
      passed += failures("bob", "address" + i, 1);
    }
    assertThat(passed).isEqualTo(100);
    assertThat(limits.waitFor("bob", "another")).isEqualTo(Duration.ofSeconds(1));
    assertThat(limits.waitFor("ada", "another")).isZero();
  }

  @Test
  void attackOnANameFromManyAddresses_neverHoldsUpAKnownAddress() {
    logIn("bob", "office");
    for (int second = 0; second < 600; second++) {
      for (int i = 0; i < 50; i++) {
        failures("bob", "address" + (second % 20) + "-" + i, 10);
      }
      assertThat(limits.waitFor("bob", "office")).isZero();
      clock.advance(Duration.ofSeconds(1));
    }
    logIn("bob", "office");
  }

  @Test
  void attackFromTheSameAddressWithOtherNames_neverHoldsUpAKnownName() {
    logIn("bob", "office");
    for (int i = 0; i < 1000; i++) {
      failures("name" + i, "office", 1);
    }
    assertThat(limits.waitFor("carol", "office")).isPositive();
    assertThat(limits.waitFor("bob", "office")).isZero();
    logIn("bob", "office");
  }

  @Test
  void attackFromNineAddresses_leavesRoomForANewOne() {
    for (int second = 0; second < 1800; second++) {
      for (int i = 0; i < 9; i++) {
        failures("bob", "address" + i, 10);
      }
      assertThat(limits.waitFor("bob", "new" + second)).isZero();
      clock.advance(Duration.ofSeconds(1));
    }
  }

  @Test
  void attackFromManyAddresses_endsForANewOneASecondLater() {
    for (int i = 0; i < 1000; i++) {
      failures("bob", "address" + i, 1);
    }
    assertThat(limits.waitFor("bob", "new")).isPositive();
    clock.advance(Duration.ofSeconds(1));
    assertThat(limits.waitFor("bob", "new")).isZero();
  }

  @Test
  void success_forgetsThePairsFailuresAndNobodyElses() {
    failures("bob", "here", 4);
    failures("eve", "here", 5);
    logIn("bob", "here");
    assertThat(failures("bob", "here", 100)).isEqualTo(5);
    assertThat(failures("eve", "here", 100)).isZero();
  }

  @Test
  void ownLoginsBetweenGuesses_doNotGiveAnAddressMoreGuesses() {
    int guesses = 0;
    for (int i = 0; i < 500; i++) {
      logIn("eve", "here");
      guesses += failures("name" + i, "here", 1);
    }
    assertThat(guesses).isEqualTo(50);
  }

  @Test
  void withdraw_countsAsIfItHadNotBegun() {
    for (int i = 0; i < 1000; i++) {
      assertThat(limits.begin("bob", "here")).isZero();
      limits.withdraw("bob", "here");
    }
    assertThat(failures("bob", "here", 100)).isEqualTo(5);
  }

  @Test
  void clockSetBack_doesNotLengthenAWait() {
    failures("bob", "here", 5);
    clock.advance(Duration.ofDays(-1));
    assertThat(limits.waitFor("bob", "here")).isLessThanOrEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void clockSetBack_leaksFromThenOn() {
    failures("bob", "here", 5);
    failures("eve", "here", 1);
    clock.advance(Duration.ofDays(-1));
    assertThat(failures("bob", "here", 1)).isZero();
    assertThat(failures("eve", "here", 1)).isZero();
    clock.advance(Duration.ofSeconds(10));
    assertThat(failures("bob", "here", 2)).isEqualTo(1);
    assertThat(failures("eve", "here", 2)).isEqualTo(1);
  }

  @Property(tries = 200)
  void begin_inAnyRhythm_passesNoMoreThanBurstAndRate(
      @ForAll @IntRange(min = 1, max = 400) int steps,
      @ForAll @IntRange(min = 1, max = 20_000) int millis) {
    int passed = 0;
    for (int i = 0; i < steps; i++) {
      passed += failures("bob", "here", 3);
      clock.advance(Duration.ofMillis(millis));
    }
    long rate = (long) (steps - 1) * millis / 10_000;
    assertThat(passed).isLessThanOrEqualTo((int) (5 + rate));
  }

  /** Fails so many times, and answers how many of these attempts were looked at. */
  private int failures(String name, String address, int attempts) {
    int passed = 0;
    for (int i = 0; i < attempts; i++) {
      if (limits.waitFor(name, address).isZero() && limits.begin(name, address).isZero()) {
        passed++;
      }
    }
    return passed;
  }

  private void logIn(String name, String address) {
    assertThat(limits.begin(name, address)).isZero();
    limits.succeed(name, address);
  }
}
