package dev.portwrit.gateway.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A token as a token service gave it, or that it gave none.
 *
 * @param header the value of the {@code Authorization} header; empty if there is no token
 * @param lifetime how long it is used, or for how long no other one is asked for
 */
record FetchedToken(Optional<String> header, Duration lifetime) {
  /** RFC 6750: {@code b64token}; longer ones would not fit into a request. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{1,16384}=*");

  // The specification's: clients that are told nothing take a minute.
  private static final long DEFAULT_SECONDS = 60;
  private static final long LONGEST_SECONDS = 3_600;
  private static final long MARGIN_SECONDS = 30;

  /** That there is none: nobody asks again for a few seconds, so that requests do not pile up. */
  static FetchedToken none() {
    return new FetchedToken(Optional.empty(), Duration.ofSeconds(5));
  }

  /**
   * Reads the answer of a token service. The time at which a token was made is not looked at: its
   * clock may differ, so time is counted from before it was asked for.
   *
   * @throws IOException if it is not one
   */
  static FetchedToken read(byte[] body) throws IOException {
    JsonNode answer = RegistryJson.object(body);
    String token = answer.path("token").asText(answer.path("access_token").asText(""));
    if (!TOKEN.matcher(token).matches()) {
      throw new IOException("no token");
    }
    long said = answer.path("expires_in").asLong(DEFAULT_SECONDS);
    long seconds = Math.min(said > 0 ? said : DEFAULT_SECONDS, LONGEST_SECONDS);
    long used = seconds - Math.min(MARGIN_SECONDS, (seconds + 4) / 5);
    return new FetchedToken(Optional.of("Bearer " + token), Duration.ofSeconds(used));
  }

  @Override
  public String toString() {
    return header.isPresent() ? "a token for " + lifetime : "no token";
  }
}
