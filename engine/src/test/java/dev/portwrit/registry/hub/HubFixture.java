package dev.portwrit.registry.hub;

import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.LiveWriter;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Pace;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.Scope;
import dev.portwrit.registry.hub.twin.HubTwin;
import dev.portwrit.registry.hub.twin.HubWorld;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An organization {@code acme} at a twin, in a time that goes by only where somebody waits. */
final class HubFixture implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  final HubTime time = new HubTime(NOW);
  final HubTwin twin;
  final HubWorld world;
  final Path secrets;
  HubCredentials credentials = new HubCredentials("ada", "password-of-ada");
  HubInterest interest = HubInterest.ALL;
  final List<Path> told = new ArrayList<>();

  HubFixture(Path secrets) {
    this.secrets = secrets;
    this.twin = HubTwin.start("acme", time);
    this.world = twin.world();
    world.member("ada", "owner");
  }

  /** A clock that waiting moves. */
  static final class HubTime extends Clock {
    private final Instant start;
    private final List<Duration> waits = new ArrayList<>();
    private Duration passed = Duration.ZERO;

    HubTime(Instant start) {
      this.start = start;
    }

    Pace pace() {
      return new Pace(() -> nanos(), this::sleep, () -> 1.0);
    }

    private synchronized long nanos() {
      return passed.toNanos();
    }

    private synchronized void sleep(Duration wait) {
      waits.add(wait);
      passed = passed.plus(wait);
    }

    synchronized void pass(Duration length) {
      passed = passed.plus(length);
    }

    synchronized Duration longestWait() {
      return waits.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    @Override
    public synchronized Instant instant() {
      return start.plus(passed);
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

  HubConnection connection() {
    return connection("acme");
  }

  HubConnection connection(String organization) {
    return new HubConnection(
        new HubAddress("hub", twin.url(), organization),
        credentials,
        Optional.of(new TokenFolder(secrets, told::add)),
        time.pace(),
        time);
  }

  LiveReader reader() {
    return connection().reader(interest);
  }

  LiveWriter writer() throws RegistryException {
    return connection().writer();
  }

  NativeState read() throws RegistryException {
    try (LiveReader reader = reader()) {
      return reader.read(Scope.ALL);
    }
  }

  Reading read(ObjectId object) {
    try (LiveReader reader = reader()) {
      return reader.read(object);
    }
  }

  /** Goes on with a token of the organization. */
  HubFixture withOrganizationToken(String... scopes) {
    credentials = new HubCredentials("acme", world.organizationToken("engine", scopes));
    return this;
  }

  /** Goes on with a token of a person. */
  HubFixture withPersonalToken(String user, String scope) {
    credentials = new HubCredentials(user, world.personalToken(user, scope));
    return this;
  }

  /** Goes on with somebody's password. */
  HubFixture withPassword(String user) {
    credentials = new HubCredentials(user, "password-of-" + user);
    return this;
  }

  @Override
  public void close() {
    twin.close();
  }
}
