package dev.portwrit.gateway.bypass;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.gateway.bypass.Login.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes {@code Authorization} headers: right ones at the gateway, and wrong ones from them. */
final class Logins {
  /** The key that the gateway signs with, so that a test can go wrong in everything but it. */
  static final String KEY = "k1 " + "A".repeat(43) + "\n";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALL = "pull,push,delete";

  private final Wire wire;
  private final String authority;
  private final List<String> repositories;
  private final Map<String, String> tokens = new HashMap<>();

  /** Logins at a gateway, with the repositories that a wide token reaches. */
  Logins(Wire wire, String authority, List<String> repositories) {
    this.wire = wire;
    this.authority = authority;
    this.repositories = repositories;
  }

  static String password(Caller caller) {
    return caller.id() + "-pw";
  }

  static String basic(String name, String password) {
    byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** The header, if there is to be one. */
  Optional<String> header(Caller caller, Login login, String repository) throws IOException {
    return switch (login.credential()) {
      case NONE -> Optional.empty();
      // Of somebody who never logs in rightly, so that nobody else is slowed down.
      case WRONG_PASSWORD -> Optional.of(basic("victim", "wrong"));
      case UNKNOWN_USER -> Optional.of(basic("user:owner", "owner-pw"));
      case GARBAGE -> Optional.of("Basic !" + caller.id());
      case PASSWORD ->
          caller == Caller.NOBODY
              ? Optional.empty()
              : Optional.of(basic(caller.id(), password(caller)));
      case TOKEN -> Optional.of("Bearer " + token(caller, login.scope(), repository));
    };
  }

  private String token(Caller caller, Scope scope, String repository) throws IOException {
    // As clients ask before they mount: for the repository, and for where the blob comes from.
    String source =
        repository.equals(Places.API) ? "&scope=repository:" + Places.WEB + ":pull" : "";
    String reaching = issued(caller, "scope=repository:" + repository + ":" + ALL + source);
    return switch (scope) {
      case REACHING -> reaching;
      case EMPTY -> issued(caller, "");
      case NARROWER -> issued(caller, "scope=repository:" + repository + ":pull");
      case WIDER -> issued(caller, wide());
      case OTHER_REPOSITORY -> issued(caller, "scope=repository:acme/pay/other:" + ALL);
      case EXPIRED -> changed(reaching, "exp", 1_600_000_000L);
      case NOT_YET -> changed(reaching, "nbf", 4_000_000_000L);
      case OTHER_REGISTRY -> changed(reaching, "aud", "depot");
      case OTHER_PASSWORD -> changed(reaching, "credential", "x");
      case OTHER_KEY -> signed(header(reaching), payload(reaching), "B".repeat(43));
      case BROKEN_SIGNATURE -> broken(reaching);
      case OTHER_SUBJECT ->
          swapped(reaching, caller == Caller.OWNER ? Caller.READER : Caller.OWNER);
      case OTHER_ACCESS -> swappedAccess(caller, reaching);
      case NO_ALGORITHM ->
          base64("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + reaching.split("\\.", -1)[1] + ".";
    };
  }

  private String wide() {
    List<String> scopes = new ArrayList<>(List.of("scope=registry:catalog:*"));
    repositories.forEach(repository -> scopes.add("scope=repository:" + repository + ":*"));
    return String.join("&", scopes);
  }

  private String issued(Caller caller, String query) throws IOException {
    String key = caller + " " + query;
    String known = tokens.get(key);
    if (known != null) {
      return known;
    }
    List<Field> headers =
        caller == Caller.NOBODY
            ? List.of()
            : List.of(new Field("Authorization", basic(caller.id(), password(caller))));
    String target = "/token?service=hub" + (query.isEmpty() ? "" : "&" + query);
    WireAnswer answer =
        wire.send(new WireRequest("GET", target, authority, headers, new byte[0], Framing.NONE));
    String body = answer.everything();
    if (answer.status() != 200) {
      throw new IOException("no token: " + body);
    }
    String token = JSON.readTree(body.substring(body.indexOf('{'))).path("token").asText();
    tokens.put(key, token);
    return token;
  }

  private static String broken(String token) {
    int last = token.lastIndexOf('.') + 1;
    char first = token.charAt(last);
    return token.substring(0, last) + (first == 'A' ? 'B' : 'A') + token.substring(last + 1);
  }

  private static String swapped(String token, Caller other) throws IOException {
    ObjectNode claims = (ObjectNode) JSON.readTree(payload(token));
    claims.put("sub", "user:" + other.id());
    return withPayload(token, claims.toString());
  }

  private String swappedAccess(Caller caller, String token) throws IOException {
    String wide = issued(caller, wide());
    ObjectNode claims = (ObjectNode) JSON.readTree(payload(token));
    claims.set("access", JSON.readTree(payload(wide)).path("access"));
    claims.put("jti", "x");
    return withPayload(token, claims.toString());
  }

  private static String withPayload(String token, String payload) {
    String[] parts = token.split("\\.", -1);
    return parts[0] + "." + base64(payload) + "." + parts[2];
  }

  private static String changed(String token, String claim, Object value) throws IOException {
    ObjectNode claims = (ObjectNode) JSON.readTree(payload(token));
    claims.putPOJO(claim, value);
    return signed(header(token), claims.toString(), "A".repeat(43));
  }

  private static String header(String token) {
    return decoded(token.split("\\.", -1)[0]);
  }

  private static String payload(String token) {
    return decoded(token.split("\\.", -1)[1]);
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }

  private static String signed(String header, String payload, String key) {
    String content = base64(header) + "." + base64(payload);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getUrlDecoder().decode(key), "HmacSHA256"));
      byte[] signature = mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HMAC", e);
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
