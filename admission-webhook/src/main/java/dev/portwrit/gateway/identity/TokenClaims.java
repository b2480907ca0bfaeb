package dev.portwrit.gateway.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a token says.
 *
 * @param subject who it was issued to
 * @param credential a mark of the password it was issued for; empty for anonymous
 * @param access what it may be used for
 * @param notBefore the instant from which it counts
 * @param expires the instant from which it no longer counts
 */
record TokenClaims(
    Subject subject, String credential, TokenAccess access, Instant notBefore, Instant expires) {
  static final String ISSUER = "portwrit";

  private static final String ACCESS = "access";
  private static final String CREDENTIAL = "credential";

  /** The claims as the protocol wants them; {@code sub} is empty for anonymous. */
  JWTClaimsSet toSet(String registry, Instant issuedAt, String id) {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .subject(subject instanceof Subject.Anonymous ? "" : subject.toString())
        .audience(registry)
        .expirationTime(Date.from(expires))
        .notBeforeTime(Date.from(notBefore))
        .issueTime(Date.from(issuedAt))
        .jwtID(id)
        .claim(CREDENTIAL, credential)
        .claim(ACCESS, access.scopes().stream().map(TokenClaims::toMap).toList())
        .build();
  }

  private static Map<String, Object> toMap(Scope scope) {
    Map<String, Object> map = new HashMap<>();
    map.put("type", scope.type());
    map.put("name", scope.name());
    map.put("actions", scope.actions().stream().map(ScopeAction::toString).toList());
    return map;
  }

  /** Reads claims that were signed by us; empty if something is missing all the same. */
  static Optional<TokenClaims> from(JWTClaimsSet set) {
    String subjectText = set.getSubject();
    Date notBefore = set.getNotBeforeTime();
    Date expires = set.getExpirationTime();
    if (subjectText == null || notBefore == null || expires == null) {
      return Optional.empty();
    }
    Optional<Subject> subject =
        subjectText.isEmpty()
            ? Optional.of(new Subject.Anonymous())
            : Subject.parse(subjectText).filter(s -> Account.nameOf(s).isPresent());
    Optional<TokenAccess> access = access(set.getClaim(ACCESS));
    if (subject.isEmpty() || access.isEmpty()) {
      return Optional.empty();
    }
    return set.getClaim(CREDENTIAL) instanceof String credential
        ? Optional.of(
            new TokenClaims(
                subject.get(),
                credential,
                access.get(),
                notBefore.toInstant(),
                expires.toInstant()))
        : Optional.empty();
  }

  private static Optional<TokenAccess> access(Object claim) {
    if (!(claim instanceof List<?> list) || list.size() > ScopeText.MAX_SCOPES) {
      return Optional.empty();
    }
    List<Scope> scopes = new ArrayList<>();
    for (Object element : list) {
      Optional<Scope> scope =
          element instanceof Map<?, ?> map ? scope(map) : Optional.<Scope>empty();
      if (scope.isEmpty()) {
        return Optional.empty();
      }
      scopes.add(scope.get());
    }
    return Optional.of(TokenAccess.of(scopes));
  }

  private static Optional<Scope> scope(Map<?, ?> map) {
    if (!(map.get("name") instanceof String name)
        || !(map.get("actions") instanceof List<?> list)) {
      return Optional.empty();
    }
    Set<ScopeAction> actions = EnumSet.noneOf(ScopeAction.class);
    for (Object element : list) {
      Optional<ScopeAction> action =
          element instanceof String text ? ScopeAction.parse(text) : Optional.<ScopeAction>empty();
      if (action.isEmpty()) {
        return Optional.empty();
      }
      actions.add(action.get());
    }
    if (actions.isEmpty()) {
      return Optional.empty();
    }
    if ("registry".equals(map.get("type")) && name.equals("catalog")) {
      return Optional.of(Scope.CATALOG);
    }
    return "repository".equals(map.get("type"))
        ? RepositoryName.parse(name).map(known -> new Scope(Optional.of(known), actions))
        : Optional.empty();
  }
}
