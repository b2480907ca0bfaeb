package dev.portwrit.gateway.gate;

import dev.portwrit.gateway.identity.Challenge;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** Words challenges for the address under which a client reached the gateway. */
public final class Challenges {
  /** Words a challenge; in life {@code Identity}. */
  public interface Source {
    /** The challenge for a scheme and an authority; empty if they are not. */
    Optional<Challenge> challenge(String scheme, String authority);
  }

  private final Source source;
  private final boolean isBehindTls;

  /**
   * From identity.
   *
   * @param source words the challenge
   * @param isBehindTls whether something in front does TLS and says so in {@code X-Forwarded-Proto}
   */
  public Challenges(Source source, boolean isBehindTls) {
    this.source = source;
    this.isBehindTls = isBehindTls;
  }

  Optional<Challenge> of(Request request) {
    String authority = request.getHttpURI().getAuthority();
    return authority == null ? Optional.empty() : source.challenge(scheme(request), authority);
  }

  private String scheme(Request request) {
    // Whoever forges it only leads itself to a wrong address.
    boolean saysTls = "https".equals(request.getHeaders().get("X-Forwarded-Proto"));
    return request.isSecure() || (isBehindTls && saysTls) ? "https" : "http";
  }
}
