package dev.portwrit.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides whether a text is a token of this registry that counts now.
 *
 * <p>The algorithm is ours to say and not the token's; the MAC is checked before anything that the
 * token claims is looked at. A token that passed is remembered by its hash for a few minutes; its
 * times, its key and its user are looked at each time nevertheless.
 */
final class TokenVerifier {
  /** The longest token, in characters; the longest scopes of ours make about half of it. */
  static final int MAX_CHARACTERS = 16 << 10;

  /** How far the clocks of gateways may be apart. */
  static final Duration LEEWAY = Duration.ofSeconds(15);

  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]*)");
  private static final Set<String> HEADER = Set.of("alg", "typ", "kid");
  private static final int MAX_REMEMBERED = 10_000;
  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(5);

  /** What came of a token. */
  sealed interface Verdict {
    /** It counts. */
    record Valid(TokenClaims claims) implements Verdict {}

    /** It does not. */
    record Invalid(TokenRefusal reason) implements Verdict {}
  }

  private record Checked(TokenKey key, TokenClaims claims) {}

  /** Ends the check of a token that is refused. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final TokenRefusal reason;

    Refused(TokenRefusal reason) {
      super(reason.message(), null, false, false);
      this.reason = reason;
    }
  }

  private final String registry;
  private final Supplier<TokenKeys> keys;
  private final Supplier<Users> users;
  private final Clock clock;
  private final Cache<ByteBuffer, Checked> remembered;

  TokenVerifier(String registry, Supplier<TokenKeys> keys, Supplier<Users> users, Clock clock) {
    this.registry = registry;
    this.keys = keys;
    this.users = users;
    this.clock = clock;
    this.remembered =
        Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(REMEMBERED_FOR)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  Verdict verify(String token) {
    try {
      if (token.length() > MAX_CHARACTERS) {
        throw new Refused(TokenRefusal.TOO_LONG);
      }
      byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
      ByteBuffer hash = ByteBuffer.wrap(Hashes.sha256().digest(bytes));
      Checked checked = remembered.getIfPresent(hash);
      if (checked == null) {
        checked = check(token);
        requireInTime(checked.claims());
        remembered.put(hash, checked);
      } else {
        requireKeyInUse(checked.key());
        requireInTime(checked.claims());
      }
      requireUser(checked);
      return new Verdict.Valid(checked.claims());
    } catch (Refused e) {
      return new Verdict.Invalid(e.reason);
    }
  }

  /** Forgets the tokens that passed. */
  void forget() {
    remembered.invalidateAll();
  }

  private Checked check(String token) throws Refused {
    Matcher parts = FORM.matcher(token);
    if (!parts.matches()) {
      throw new Refused(TokenRefusal.MALFORMED);
    }
    Map<String, Object> header = parse(parts.group(1));
    if (!"HS256".equals(header.get("alg"))) {
      throw new Refused(TokenRefusal.ALGORITHM);
    }
    // Ours have nothing else: no `crit`, no key of the sender's own.
    if (!HEADER.containsAll(header.keySet())) {
      throw new Refused(TokenRefusal.MALFORMED);
    }
    TokenKey key =
        header.get("kid") instanceof String id
            ? keys.get().find(id).orElseThrow(() -> new Refused(TokenRefusal.UNKNOWN_KEY))
            : refuse(TokenRefusal.UNKNOWN_KEY);
    requireMac(header, parts, key);
    return new Checked(key, claims(parts.group(2)));
  }

  private static void requireMac(Map<String, Object> header, Matcher parts, TokenKey key)
      throws Refused {
    Base64URL mac = new Base64URL(parts.group(3));
    byte[] signed = (parts.group(1) + "." + parts.group(2)).getBytes(StandardCharsets.US_ASCII);
    try {
      boolean fits =
          new MACVerifier(key.secret()).verify(JWSHeader.parse(header), signed, mac)
              && Base64URL.encode(mac.decode()).equals(mac);
      if (!fits) {
        throw new Refused(TokenRefusal.SIGNATURE);
      }
    } catch (ParseException e) {
      throw new Refused(TokenRefusal.MALFORMED);
    } catch (JOSEException e) {
      throw new Refused(TokenRefusal.SIGNATURE);
    }
  }

  private TokenClaims claims(String payload) throws Refused {
    JWTClaimsSet set;
    try {
      set = JWTClaimsSet.parse(parse(payload));
    } catch (ParseException e) {
      throw new Refused(TokenRefusal.CLAIMS);
    }
    if (!TokenClaims.ISSUER.equals(set.getIssuer())) {
      throw new Refused(TokenRefusal.ISSUER);
    }
    if (!set.getAudience().equals(List.of(registry))) {
      throw new Refused(TokenRefusal.OTHER_REGISTRY);
    }
    return TokenClaims.from(set).orElseThrow(() -> new Refused(TokenRefusal.CLAIMS));
  }

  private static Map<String, Object> parse(String part) throws Refused {
    try {
      return JSONObjectUtils.parse(new Base64URL(part).decodeToString());
    } catch (ParseException | IllegalArgumentException e) {
      throw new Refused(TokenRefusal.MALFORMED);
    }
  }

  private static TokenKey refuse(TokenRefusal reason) throws Refused {
    throw new Refused(reason);
  }

  private void requireKeyInUse(TokenKey key) throws Refused {
    Optional<TokenKey> now = keys.get().find(key.id());
    if (now.isEmpty() || !now.get().isSame(key)) {
      throw new Refused(TokenRefusal.UNKNOWN_KEY);
    }
  }

  private void requireInTime(TokenClaims claims) throws Refused {
    Instant now = clock.instant();
    if (!now.isBefore(claims.expires().plus(LEEWAY))) {
      throw new Refused(TokenRefusal.EXPIRED);
    }
    if (now.isBefore(claims.notBefore().minus(LEEWAY))) {
      throw new Refused(TokenRefusal.NOT_YET);
    }
  }

  private void requireUser(Checked checked) throws Refused {
    Optional<String> name = Account.nameOf(checked.claims().subject());
    if (name.isEmpty()) {
      return;
    }
    Account account =
        users.get().find(name.get()).orElseThrow(() -> new Refused(TokenRefusal.UNKNOWN_USER));
    if (!CredentialMark.fits(checked.claims().credential(), account, checked.key())) {
      throw new Refused(TokenRefusal.CHANGED_PASSWORD);
    }
  }
}
