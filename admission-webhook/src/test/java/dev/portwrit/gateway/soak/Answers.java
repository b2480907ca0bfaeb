package dev.portwrit.gateway.soak;

import dev.portwrit.embedded.Credentials;
import dev.portwrit.embedded.RegistryClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection whose every answer must have the status that is due. Requests carry a token of their
 * user where there is one, or else name and password. Every user's password is the name turned
 * round.
 */
final class Answers {
  private static final Pattern TOKEN = Pattern.compile("\"token\"\\s*:\\s*\"([^\"]+)\"");

  /** Tokens count for five minutes. */
  private static final long FRESH_NANOS = 120_000_000_000L;

  private record Token(String value, long since) {}

  private final RegistryClient http;
  private final Random random;
  private final Map<String, Token> tokens = new HashMap<>();

  Answers(URI base, Random random) {
    http = new RegistryClient(base);
    this.random = random;
  }

  static Credentials login(String user) {
    return new Credentials(user, new StringBuilder(user).reverse().toString());
  }

  /** Fetches a token of that user that reaches these repositories. */
  void fetchToken(String user, List<String> repositories) throws IOException, InterruptedException {
    StringBuilder target = new StringBuilder("/token?service=local");
    for (String repository : repositories) {
      target.append("&scope=repository:").append(repository).append(":pull,push,delete");
    }
    HttpResponse<byte[]> answer =
        send(200, "GET", target.toString(), BodyPublishers.noBody(), basic(login(user)));
    Matcher token = TOKEN.matcher(RegistryClient.text(answer));
    if (!token.find()) {
      throw new IOException("no token came");
    }
    tokens.put(user, new Token(token.group(1), System.nanoTime()));
  }

  HttpResponse<byte[]> as(String user, int status, String method, String target)
      throws IOException, InterruptedException {
    return as(user, status, method, target, BodyPublishers.noBody());
  }

  HttpResponse<byte[]> as(
      String user, int status, String method, String target, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(headers));
    Token token = tokens.get(user);
    boolean isFresh = token != null && System.nanoTime() - token.since() < FRESH_NANOS;
    if (token != null && isFresh && random.nextInt(4) > 0) {
      all.addAll(List.of("Authorization", "Bearer " + token.value()));
    } else {
      all.addAll(List.of(basic(login(user))));
    }
    return send(status, method, target, body, all.toArray(String[]::new));
  }

  /** Sends a request for a manifest, a list or nothing with this name and password. */
  HttpResponse<byte[]> with(Credentials login, int status, String method, String target)
      throws IOException, InterruptedException {
    return send(
        status,
        method,
        target,
        BodyPublishers.noBody(),
        "Authorization",
        login.authorization(),
        "Accept",
        RegistryClient.ANY_MANIFEST);
  }

  /** Sends a request without a login. */
  HttpResponse<byte[]> anonymously(int status, String method, String target)
      throws IOException, InterruptedException {
    return send(status, method, target, BodyPublishers.noBody());
  }

  private static String[] basic(Credentials login) {
    return new String[] {"Authorization", login.authorization()};
  }

  private HttpResponse<byte[]> send(
      int status, String method, String target, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = http.send(method, target, body, headers);
    if (answer.statusCode() != status) {
      throw new IOException(
          "%s %s: %d, not %d: %s"
              .formatted(method, target, answer.statusCode(), status, RegistryClient.text(answer)));
    }
    return answer;
  }
}
