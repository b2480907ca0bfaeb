package dev.portwrit.gateway.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.SignedJWT;
import dev.portwrit.policy.Subject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes tokens for one registry. */
final class TokenIssuer {
  private static final int ID_BYTES = 16;

  private final String registry;
  private final Duration lifetime;
  private final Supplier<TokenKeys> keys;
  private final SecureRandom random;

  TokenIssuer(String registry, Duration lifetime, Supplier<TokenKeys> keys, SecureRandom random) {
    this.registry = registry;
    this.lifetime = lifetime;
    this.keys = keys;
    this.random = random;
  }

  /** How long a token counts. */
  Duration lifetime() {
    return lifetime;
  }

  /** A token for whoever has proved to be the account, or for anonymous. */
  String issue(Optional<Account> account, List<Scope> scopes, Instant now) {
    TokenKey key = keys.get().signing();
    TokenClaims claims =
        new TokenClaims(
            account.map(Account::subject).orElse(new Subject.Anonymous()),
            account.map(a -> CredentialMark.of(a, key)).orElse(""),
            TokenAccess.of(scopes),
            now,
            now.plus(lifetime));
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).keyID(key.id()).build();
    SignedJWT token = new SignedJWT(header, claims.toSet(registry, now, newId()));
    try {
      token.sign(new MACSigner(key.secret()));
    } catch (JOSEException e) {
      throw new IllegalStateException("a key of 32 bytes or more signs with HS256", e);
    }
    return token.serialize();
  }

  private String newId() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }
}
