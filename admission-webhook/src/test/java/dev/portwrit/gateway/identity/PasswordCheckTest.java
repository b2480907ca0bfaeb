package dev.portwrit.gateway.identity;

import static dev.portwrit.gateway.identity.IdentityFixture.HERE;
import static dev.portwrit.gateway.identity.IdentityFixture.basic;
import static dev.portwrit.gateway.identity.IdentityFixture.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordCheckTest {
  @TempDir Path folder;
  private IdentityFixture fixture;
  private Identity identity;

  @BeforeEach
  void open() throws Exception {
    fixture = new IdentityFixture(folder);
    identity = fixture.open();
  }

  @AfterEach
  void close() {
    identity.close();
  }

  @Test
  void rightPasswordAgainWithinAMinute_isNotHashedAgain() {
    for (int i = 0; i < 10; i++) {
      assertRight(login("bob", "bob's password", HERE));
    }
    assertThat(fixture.bcryptChecks()).isEqualTo(1);
    assertThat(fixture.passwords("remembered")).isEqualTo(9);
    fixture.clock.advance(Duration.ofMinutes(1));
    assertRight(login("bob", "bob's password", HERE));
    assertThat(fixture.bcryptChecks()).isEqualTo(2);
  }

  @Test
  void rememberedPassword_isOfItsNameOnly() {
    assertRight(login("bob", "bob's password", HERE));
    assertRefused(login("acme/ci-pay", "bob's password", HERE));
    assertRefused(login("bobb", "ob's password", HERE));
  }

  @Test
  void otherHashInTheFile_forgetsWhatWasRemembered() throws Exception {
    assertRight(login("bob", "bob's password", HERE));
    fixture.writeUsers(user("bob", "bob's password"));
    fixture.lookAgain();
    assertRight(login("bob", "bob's password", HERE));
    assertThat(fixture.bcryptChecks()).isEqualTo(2);
  }

  @Test
  void wrongPassword_isHashedEachTimeAndNeverRemembered() {
    assertRefused(login("bob", "wrong", HERE));
    assertRefused(login("bob", "wrong", HERE));
    assertThat(fixture.bcryptChecks()).isEqualTo(2);
  }

  @Test
  void unknownName_costsAHashAsAKnownOneDoes() {
    assertRefused(login("nobody", "x", HERE));
    assertThat(fixture.bcryptChecks()).isEqualTo(1);
    assertRefused(login("not a name at all", "x", HERE));
    assertThat(fixture.bcryptChecks()).isEqualTo(2);
  }

  @Test
  void impossiblePasswords_areWrongAndCounted() {
    assertRefused(login("bob", "", HERE));
    assertRefused(login("bob", "bob's password\0", HERE));
    assertRefused(login("bob", "x".repeat(1025), HERE));
    assertThat(fixture.bcryptChecks()).isZero();
    assertRefused(login("bob", "wrong", HERE));
    assertRefused(login("bob", "wrong", HERE));
    assertThat(login("bob", "bob's password", HERE)).isInstanceOf(Authentication.Throttled.class);
  }

  @Test
  void throttledAddress_isToldToWaitEvenWithTheRightPasswordAndARememberedOne() {
    assertRight(login("bob", "bob's password", "198.51.100.7"));
    for (int i = 0; i < 5; i++) {
      assertRefused(login("bob", "wrong" + i, HERE));
    }
    assertThat(login("bob", "bob's password", HERE))
        .isEqualTo(new Authentication.Throttled(Duration.ofSeconds(10)));
    assertRight(login("bob", "bob's password", "198.51.100.7"));
    fixture.clock.advance(Duration.ofSeconds(10));
    assertRight(login("bob", "bob's password", HERE));
  }

  @Test
  void addressesOfOneIpv6Network_areThrottledTogether() {
    for (int i = 0; i < 5; i++) {
      assertRefused(login("bob", "wrong" + i, "2001:db8::" + i));
    }
    assertThat(login("bob", "x", "2001:db8::ffff")).isInstanceOf(Authentication.Throttled.class);
  }

  @Test
  void samePasswordFromManyThreads_isHashedOnce() throws Exception {
    List<Authentication> found = together(32, i -> () -> login("bob", "bob's password", HERE));
    assertThat(found).allSatisfy(PasswordCheckTest::assertRight);
    assertThat(fixture.bcryptChecks()).isEqualTo(1);
  }

  @Test
  void manyGuessesAtOnce_areLookedAtNoMoreThanTheLimit() throws Exception {
    List<Authentication> found = together(64, i -> () -> login("bob", "guess" + i, HERE));
    assertThat(found).filteredOn(one -> one instanceof Authentication.Refused).hasSize(5);
    assertThat(found).filteredOn(one -> one instanceof Authentication.Throttled).hasSize(59);
    assertThat(fixture.bcryptChecks()).isEqualTo(5);
  }

  @Test
  void moreChecksThanFit_areNotMade() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch taken = new CountDownLatch(2);
    AtomicInteger made = new AtomicInteger();
    BcryptHash hash = BcryptHash.decoy(4, new SecureRandom());
    try (BcryptThreads threads = new BcryptThreads(new IdentityMeters(new SimpleMeterRegistry()))) {
      for (int i = 0; i < 2; i++) {
        threads.check(hash, new byte[] {1}, answer -> hold(taken, gate));
      }
      assertThat(taken.await(10, TimeUnit.SECONDS)).isTrue();
      CountDownLatch rest = new CountDownLatch(64);
      for (int i = 0; i < 64; i++) {
        threads.check(
            hash,
            new byte[] {1},
            answer -> {
              made.addAndGet(answer.isPresent() ? 1 : 0);
              rest.countDown();
            });
      }
      List<Optional<Boolean>> refused = new ArrayList<>();
      threads.check(hash, new byte[] {1}, refused::add);
      assertThat(refused).containsExactly(Optional.empty());
      gate.countDown();
      assertThat(rest.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(made).hasValue(64);
    }
  }

  @Test
  void closed_answersLaterAndNeverYes() {
    identity.close();
    assertThat(login("bob", "bob's password", HERE)).isInstanceOf(Authentication.Throttled.class);
  }

  private static void hold(CountDownLatch taken, CountDownLatch gate) {
    taken.countDown();
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Authentication login(String name, String password, String address) {
    return identity.authenticator().authenticate(basic(name, password), address);
  }

  private static void assertRight(Authentication found) {
    assertThat(found).isInstanceOf(Authentication.Authenticated.class);
  }

  private static void assertRefused(Authentication found) {
    assertThat(found).isInstanceOf(Authentication.Refused.class);
  }

  private static List<Authentication> together(
      int threads, IntFunction<Callable<Authentication>> task) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Authentication>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Callable<Authentication> one = task.apply(i);
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  return one.call();
                }));
      }
      start.countDown();
      List<Authentication> found = new ArrayList<>();
      for (Future<Authentication> one : running) {
        found.add(one.get(30, TimeUnit.SECONDS));
      }
      return found;
    } finally {
      pool.shutdownNow();
    }
  }
}
