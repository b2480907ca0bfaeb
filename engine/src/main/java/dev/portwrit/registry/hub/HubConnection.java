package dev.portwrit.registry.hub;

import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.LiveWriter;
import dev.portwrit.registry.Pace;
import dev.portwrit.registry.RegistryException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The ways to one organization: what reads it and what writes it share its pace and its login. */
final class HubConnection {
  private static final int AT_ONCE = 8;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final HubAddress address;
  private final HubHttp http;
  private final HubSession session;
  private final Pace pace;
  private final Optional<TokenFolder> secrets;

  /**
   * A connection. Nothing is asked yet.
   *
   * @param secrets the folder for secrets of new access tokens; empty for who only looks
   */
  HubConnection(
      HubAddress address,
      HubCredentials credentials,
      Optional<TokenFolder> secrets,
      Pace pace,
      Clock clock) {
    this(address, new JdkWire(address.api(), TIMEOUT), credentials, secrets, pace, clock);
  }

  HubConnection(
      HubAddress address,
      HubWire wire,
      HubCredentials credentials,
      Optional<TokenFolder> secrets,
      Pace pace,
      Clock clock) {
    this.address = address;
    this.http = new HubHttp(wire, clock);
    this.session = new HubSession(credentials, clock);
    this.pace = pace;
    this.secrets = secrets;
  }

  LiveReader reader(HubInterest interest) {
    return reader(interest, AT_ONCE);
  }

  /** A reader that makes so many calls at once. */
  LiveReader reader(HubInterest interest, int atOnce) {
    return new HubReader(calls(), interest, atOnce);
  }

  LiveWriter writer() throws RegistryException {
    TokenFolder folder =
        secrets.orElseThrow(
            () ->
                new RegistryException(
                    RegistryException.Kind.SETTINGS,
                    "registry `" + address.registry() + "` was opened to be looked at",
                    "apply opens it to be written to"));
    return new HubWriter(calls(), folder);
  }

  private HubCalls calls() {
    return new HubCalls(address, http, session, pace);
  }
}
