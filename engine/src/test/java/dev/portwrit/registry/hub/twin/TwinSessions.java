package dev.portwrit.registry.hub.twin;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Logins.
 *
 * <p>Source: Docker Hub API, {@code AuthCreateAccessToken}: a token for ten minutes; an
 * organization's name goes with one of its tokens only. After too many refused logins a name is
 * locked for ten minutes (docker/hub-feedback#2201); how many are too many is not said.
 */
final class TwinSessions {
  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final int MOST_REFUSED = 5;

  private record Session(Caller caller, Instant end) {}

  private record Refused(int times, Instant since) {}

  private final HubWorld world;
  private final Map<String, Session> sessions = new HashMap<>();
  private final Map<String, Refused> refused = new HashMap<>();
  private final List<String> issued = new ArrayList<>();

  TwinSessions(HubWorld world) {
    this.world = world;
  }

  /** Logs somebody in. */
  String login(String identifier, String secret) {
    Instant now = world.clock().instant();
    Refused before = refused.get(identifier);
    boolean isRecent = before != null && now.isBefore(before.since().plus(LIFE));
    if (before != null && isRecent && before.times() >= MOST_REFUSED) {
      throw new TwinRefusal(429, "too many failed login attempts");
    }
    Optional<Caller> caller = caller(identifier, secret, now);
    if (caller.isEmpty()) {
      int times = before != null && isRecent ? before.times() + 1 : 1;
      refused.put(identifier, new Refused(times, now));
      throw new TwinRefusal(401, "Incorrect authentication credentials");
    }
    String token = token(now);
    issued.add(token);
    sessions.put(token, new Session(caller.get(), now.plus(LIFE)));
    return token;
  }

  private Optional<Caller> caller(String identifier, String secret, Instant now) {
    if (identifier.equals(world.organization())) {
      return world.now.tokens.values().stream()
          .filter(token -> token.secret().equals(secret) && isGood(token, now))
          .findFirst()
          .map(token -> new Caller(world, Optional.empty(), Optional.empty(), Optional.of(token)));
    }
    HubWorld.Account account = world.accounts.get(identifier);
    if (account == null) {
      return Optional.empty();
    }
    Optional<String> user = Optional.of(identifier);
    HubWorld.Personal personal = world.personal.get(secret);
    if (personal != null && personal.user().equals(identifier)) {
      return Optional.of(new Caller(world, user, Optional.of(personal.scope()), Optional.empty()));
    }
    return account.password().equals(secret)
        ? Optional.of(new Caller(world, user, Optional.empty(), Optional.empty()))
        : Optional.empty();
  }

  private static boolean isGood(HubState.Token token, Instant now) {
    return token.active() && token.expires().filter(end -> !now.isBefore(end)).isEmpty();
  }

  /** A JWT that nobody signed: clients may look at its times, and at nothing else. */
  private String token(Instant now) {
    String claims =
        "{\"exp\":%d,\"iat\":%d,\"jti\":\"%s\"}"
            .formatted(now.plus(LIFE).getEpochSecond(), now.getEpochSecond(), world.secret());
    return part("{\"alg\":\"none\"}") + "." + part(claims) + "." + part("unsigned");
  }

  private static String part(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whose call it is, by its header. */
  Caller caller(Optional<String> authorization) {
    if (authorization.isEmpty()) {
      return Caller.anybody(world);
    }
    String[] words = authorization.get().split(" ", 2);
    // "JWT" is what older clients send.
    boolean known = words.length == 2 && (words[0].equals("Bearer") || words[0].equals("JWT"));
    Session session = known ? sessions.get(words[1]) : null;
    if (session == null || !world.clock().instant().isBefore(session.end())) {
      throw new TwinRefusal(401, "the token is not valid, or has expired");
    }
    return refreshed(session.caller());
  }

  /** A token of the organization counts as it is now. */
  private Caller refreshed(Caller caller) {
    if (caller.token().isEmpty()) {
      return caller;
    }
    HubState.Token now = world.now.tokens.get(caller.token().get().id());
    if (now == null || !isGood(now, world.clock().instant())) {
      throw new TwinRefusal(401, "the token is not valid, or has expired");
    }
    return new Caller(world, Optional.empty(), Optional.empty(), Optional.of(now));
  }

  void endAll() {
    sessions.clear();
  }

  List<String> issued() {
    return List.copyOf(issued);
  }
}
