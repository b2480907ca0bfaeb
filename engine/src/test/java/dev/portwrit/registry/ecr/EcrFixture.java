package dev.portwrit.registry.ecr;

import dev.portwrit.registry.FakeTime;
import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.LiveWriter;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.ecr.twin.EcrTwin;
import dev.portwrit.registry.ecr.twin.TwinIam;
import dev.portwrit.registry.ecr.twin.TwinWorld;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** A twin, and an engine with a role that may do everything there. */
final class EcrFixture implements AutoCloseable {
  static final String ACCOUNT = "123456789012";
  static final String EVERYTHING =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\","
          + "\"Resource\":\"*\"}]}";
  static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  final EcrTwin twin = EcrTwin.start(ACCOUNT, "eu-west-1", Clock.fixed(NOW, ZoneOffset.UTC));
  final TwinWorld world = twin.world();
  final FakeTime time = new FakeTime();
  final TwinIam.Key key;

  EcrFixture() {
    world.iam().role("engine").with("all", EVERYTHING);
    key = world.iam().key("arn:aws:iam::" + ACCOUNT + ":role/engine");
  }

  EcrAddress address() {
    return new EcrAddress(
        "ecr", ACCOUNT, "eu-west-1", Optional.of(twin.url()), Optional.empty(), Optional.empty());
  }

  EcrAddress address(URI url) {
    return new EcrAddress(
        "ecr", ACCOUNT, "eu-west-1", Optional.of(url), Optional.empty(), Optional.empty());
  }

  EcrConnection connection() {
    return connection(address(), key);
  }

  EcrConnection connection(EcrAddress address, TwinIam.Key as) {
    return EcrConnection.of(address, time.pace(), as.id(), as.secret());
  }

  LiveReader reader() throws RegistryException {
    return connection().reader(EcrInterest.ALL);
  }

  LiveWriter writer() throws RegistryException {
    return connection().writer();
  }

  /** A policy that allows a principal some actions. */
  static String allow(String principal, String... actions) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"one\",\"Effect\":\"Allow\","
        + "\"Principal\":{\"AWS\":\""
        + principal
        + "\"},\"Action\":[\""
        + String.join("\",\"", actions)
        + "\"]}]}";
  }

  @Override
  public void close() {
    twin.close();
  }
}
