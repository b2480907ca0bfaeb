package dev.portwrit.registry.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * The login: a token that Hub gives for ten minutes, and another before it ends. A login that is
 * refused is not tried again: too many of them lock the account (docker/hub-feedback#2201).
 *
 * <p>Source: Docker Hub API, {@code AuthCreateAccessToken}.
 */
final class HubSession {
  static final String CALL = "CreateAccessToken";
  private static final Duration LIFE = Duration.ofMinutes(10);
  // It is renewed before its end, so that no call that waits its turn arrives after that.
  private static final Duration EARLY = Duration.ofMinutes(2);

  private final HubCredentials credentials;
  private final Clock clock;
  private Optional<String> token = Optional.empty();
  private Instant end = Instant.MIN;
  private Optional<HubFailure> refused = Optional.empty();

  /** Asks Hub for a token. */
  @FunctionalInterface
  interface Login {
    JsonNode ask(JsonNode body) throws HubFailure;
  }

  HubSession(HubCredentials credentials, Clock clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  HubCredentials credentials() {
    return credentials;
  }

  /**
   * A token that holds for the next call.
   *
   * @param login asks for one, where there is none yet or it is about to end
   */
  synchronized String token(Login login) throws HubFailure {
    if (token.isEmpty() || !clock.instant().isBefore(end)) {
      token = Optional.of(next(login));
    }
    return token.get();
  }

  /** Gives a token up that was not accepted; the next call gets another. */
  synchronized void giveUp(String refusedToken) {
    if (token.equals(Optional.of(refusedToken))) {
      token = Optional.empty();
    }
  }

  private String next(Login login) throws HubFailure {
    if (refused.isPresent()) {
      throw refused.get();
    }
    JsonNode body =
        HubHttp.JSON
            .createObjectNode()
            .put("identifier", credentials.username())
            .put("secret", credentials.secret());
    Instant asked = clock.instant();
    JsonNode answer;
    try {
      answer = login.ask(body);
    } catch (HubFailure e) {
      HubFailure last = e.afterAllTries();
      if (!e.isUnclear() && e.kind() != HubFailure.Kind.TOO_MANY) {
        refused = Optional.of(last);
      }
      throw last;
    }
    String text = answer.path("access_token").asText("");
    if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw HubFailure.garbled(CALL, "it has no token").afterAllTries();
    }
    end = asked.plus(life(text).minus(EARLY));
    return text;
  }

  /**
   * How long a token holds, by its own words where it is a JWT: a length, since the clock of Hub
   * need not be ours.
   */
  private static Duration life(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return LIFE;
    }
    try {
      byte[] text = Base64.getUrlDecoder().decode(parts[1]);
      JsonNode claims = HubHttp.JSON.readTree(new String(text, StandardCharsets.UTF_8));
      Duration life = Duration.ofSeconds(claims.path("exp").asLong() - claims.path("iat").asLong());
      return life.compareTo(EARLY) > 0 && life.compareTo(LIFE) < 0 ? life : LIFE;
    } catch (IllegalArgumentException | JsonProcessingException e) {
      return LIFE;
    }
  }

  /** Whose login it is, without the secret. */
  @Override
  public String toString() {
    return credentials.toString();
  }
}
