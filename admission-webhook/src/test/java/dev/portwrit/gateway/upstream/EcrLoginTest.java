package dev.portwrit.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.policy.Action;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.ecr.EcrToken;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The gateway's login at ECR, whose tokens last for twelve hours. */
class EcrLoginTest {
  private static final URI REGISTRY = URI.create("https://registry.example");

  private final Time time = new Time();
  private int fetched;
  private boolean fails;
  private final EcrLogin login = new EcrLogin(this::fetch, time);

  private static final class Time extends Clock {
    private Instant now = Instant.parse("2026-11-25T12:00:00Z");

    void pass(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private EcrToken fetch() throws RegistryException {
    fetched++;
    if (fails) {
      throw new RegistryException(RegistryException.Kind.UNREACHABLE, "no answer", "look at it");
    }
    return new EcrToken("Basic " + fetched, time.instant().plus(Duration.ofHours(12)), REGISTRY);
  }

  private Optional<String> header() {
    return login.header(Optional.empty(), Action.PULL);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void refused() {
    login.refused(Optional.empty(), Action.PULL, Optional.empty());
  }

  @Test
  void token_isAskedForOnceAndUsed() {
    assertThat(header()).contains("Basic 1");
    time.pass(Duration.ofHours(8));
    assertThat(header()).contains("Basic 1");
    assertThat(fetched).isEqualTo(1);
  }

  @Test
  void token_isRenewedBeforeItExpires() {
    assertThat(header()).contains("Basic 1");
    time.pass(Duration.ofHours(9));
    assertThat(header()).contains("Basic 2");
  }

  @Test
  void token_thatCannotBeRenewed_isUsedToItsEnd() {
    assertThat(header()).contains("Basic 1");
    fails = true;
    time.pass(Duration.ofHours(9));
    assertThat(header()).contains("Basic 1");
    assertThat(login.problem()).contains("no answer; look at it");
    assertThat(header()).contains("Basic 1");
    assertThat(fetched).isEqualTo(2); // not with every request
    time.pass(Duration.ofHours(3));
    assertThat(header()).isEmpty();
    fails = false;
    time.pass(Duration.ofSeconds(5));
    assertThat(header()).contains("Basic 4");
    assertThat(login.problem()).isEmpty();
  }

  @Test
  void token_thatIsRefused_isReplaced() {
    assertThat(header()).contains("Basic 1");
    time.pass(Duration.ofMinutes(2));
    refused();
    assertThat(header()).contains("Basic 2");
  }

  @Test
  void token_thatIsRefusedWhenItIsNew_isKept() {
    assertThat(header()).contains("Basic 1");
    refused();
    assertThat(header()).contains("Basic 1");
    assertThat(fetched).isEqualTo(1);
  }

  @Test
  void token_asText_isWithoutItsSecret() {
    assertThat(new EcrToken("Basic secret", Instant.EPOCH, REGISTRY).toString())
        .doesNotContain("secret");
  }

  @Test
  void requests_thatComeTogether_askOnce() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    EcrLogin slow =
        new EcrLogin(
            () -> {
              asked.countDown();
              waitFor(go);
              return fetch();
            },
            time);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Optional<String>>> all =
          Stream.generate(() -> threads.submit(() -> slow.header(Optional.empty(), Action.PULL)))
              .limit(4)
              .toList();
      asked.await();
      go.countDown();
      for (Future<Optional<String>> one : all) {
        assertThat(one.get()).contains("Basic 1");
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(fetched).isEqualTo(1);
  }
}
