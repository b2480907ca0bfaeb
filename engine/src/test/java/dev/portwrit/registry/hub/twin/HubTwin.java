package dev.portwrit.registry.hub.twin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portwrit.registry.hub.twin.TwinFaults.Fault;
import dev.portwrit.registry.hub.twin.TwinRequest.Route;
import dev.portwrit.registry.hub.twin.TwinRequest.TwinAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Serves the Hub API for one organization at an address of the loopback. */
public final class HubTwin implements AutoCloseable {
  static {
    // Without it every answer waits for the client's delayed acknowledgement: 40 ms a call.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HubWorld world;
  private final TwinSessions sessions;
  private final TwinLimits limits;
  private final TwinFaults faults = new TwinFaults();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final OrganizationApi organizations;
  private final RepositoryApi repositories;
  private final TokenApi tokens;
  private volatile Consumer<String> before = operation -> {};
  private volatile Consumer<String> after = operation -> {};

  private HubTwin(HubWorld world, int port) throws IOException {
    this.world = world;
    this.sessions = new TwinSessions(world);
    this.limits = new TwinLimits(world.clock());
    this.organizations = new OrganizationApi(world);
    this.repositories = new RepositoryApi(world);
    this.tokens = new TokenApi(world);
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * Starts a twin with an empty organization.
   *
   * @param organization its name
   * @param clock by which logins and tokens end
   * @return a running twin, to be closed
   */
  public static HubTwin start(String organization, Clock clock) {
    return start(organization, clock, 0);
  }

  /**
   * Starts a twin at a port.
   *
   * @param organization its name
   * @param clock by which logins and tokens end
   * @param port where; 0 for any
   * @return a running twin, to be closed
   */
  public static HubTwin start(String organization, Clock clock, int port) {
    try {
      return new HubTwin(new HubWorld(organization, clock), port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Where it is.
   *
   * @return such as {@code http://127.0.0.1:40123}
   */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * What is there.
   *
   * @return to be looked at and changed
   */
  public HubWorld world() {
    return world;
  }

  /**
   * What goes wrong.
   *
   * @return to be ordered
   */
  public TwinFaults faults() {
    return faults;
  }

  /**
   * How many calls are taken.
   *
   * @return to be set
   */
  public TwinLimits limits() {
    return limits;
  }

  /**
   * The calls that came, those that failed too.
   *
   * @return their names in order
   */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /** Forgets the calls that came. */
  public void forgetCalls() {
    calls.clear();
  }

  /** Ends all logins before their time. */
  public void endLogins() {
    synchronized (world) {
      sessions.endAll();
    }
  }

  /**
   * The tokens that logins were given.
   *
   * @return in order
   */
  public List<String> logins() {
    synchronized (world) {
      return sessions.issued();
    }
  }

  /**
   * Has something done before each call, when no other is under way.
   *
   * @param what takes the name of the call
   */
  public void beforeEach(Consumer<String> what) {
    before = what;
  }

  /**
   * Has something done after each call that changed something, when no other is under way.
   *
   * @param what takes the name of the call
   */
  public void afterEachWrite(Consumer<String> what) {
    after = what;
  }

  /**
   * Has a rule verified otherwise than it is kept, as if it were understood otherwise.
   *
   * @param rule the expression
   * @param tags what is said to match
   */
  public void verifyAs(String rule, List<String> tags) {
    repositories.verifyAs(rule, tags);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      pause();
      Reply reply = reply(exchange, body);
      if (reply.status() == 0) {
        return; // closed without a word
      }
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] text = reply.text().getBytes(StandardCharsets.UTF_8);
      boolean isEmpty = text.length == 0 || exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(reply.status(), isEmpty ? -1 : text.length);
      if (!isEmpty) {
        exchange.getResponseBody().write(text);
      }
    }
  }

  private void pause() {
    if (limits.delay() > 0) {
      try {
        Thread.sleep(limits.delay());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private record Reply(int status, String text, Map<String, String> headers) {}

  private Reply reply(HttpExchange exchange, byte[] body) {
    List<String> path = path(exchange.getRequestURI().getRawPath());
    Optional<Route> route = route(exchange.getRequestMethod(), path);
    String name = route.map(Route::name).orElse("Unknown");
    calls.add(name);
    synchronized (world) {
      before.accept(name);
      Optional<Fault> fault = faults.of(name);
      boolean tooMany = !limits.take() || fault.equals(Optional.of(Fault.TOO_MANY));
      Map<String, String> headers = new HashMap<>(limits.headers());
      headers.put("Content-Type", "application/json");
      if (tooMany) {
        headers.putAll(limits.refusal());
        return new Reply(429, "{\"detail\":\"Rate limit exceeded\",\"error\":false}", headers);
      }
      try {
        return answered(exchange, path, body, route, fault, headers);
      } catch (TwinRefusal e) {
        String message = Optional.ofNullable(e.getMessage()).orElse("");
        String text = TwinRequest.object().put("message", message).toString();
        return new Reply(e.status, text, headers);
      }
    }
  }

  private Reply answered(
      HttpExchange exchange,
      List<String> path,
      byte[] body,
      Optional<Route> route,
      Optional<Fault> fault,
      Map<String, String> headers) {
    Route known = route.orElseThrow(() -> new TwinRefusal(404, "there is no such call"));
    if (fault.filter(one -> one == Fault.BROKEN).isPresent()) {
      return broken(headers);
    }
    if (fault.filter(one -> one == Fault.CUT).isPresent()) {
      return new Reply(0, "", headers);
    }
    if (fault.filter(one -> one == Fault.DENIED).isPresent()) {
      throw new TwinRefusal(403, "to order");
    }
    boolean isLogin = known.name().equals("CreateAccessToken");
    Caller caller =
        isLogin
            ? Caller.anybody(world)
            : sessions.caller(
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    if (fault.filter(one -> one == Fault.SAME_PAGE).isPresent()) {
      query.put("page", "1");
    }
    TwinRequest request = new TwinRequest(path, query, json(body), caller, url().toString());
    if (known.writes() && fault.filter(one -> one == Fault.IGNORED).isPresent()) {
      return new Reply(200, "{}", headers);
    }
    if (known.writes()) {
      world.beforeWrite();
    }
    TwinAnswer answer = known.handler().answer(request);
    if (known.writes()) {
      after.accept(known.name());
    }
    return afterwards(fault, answer, headers);
  }

  private static Reply broken(Map<String, String> headers) {
    return new Reply(500, "{\"message\":\"internal error\"}", headers);
  }

  private static Reply afterwards(
      Optional<Fault> fault, TwinAnswer answer, Map<String, String> headers) {
    String text = answer.body().isMissingNode() ? "" : answer.body().toString();
    Reply reply = new Reply(answer.status(), text, headers);
    return fault
        .map(
            one ->
                switch (one) {
                  case BROKEN_AFTER_EFFECT -> broken(headers);
                  case CUT_AFTER_EFFECT -> new Reply(0, "", headers);
                  case HALVED ->
                      new Reply(answer.status(), text.substring(0, text.length() / 2), headers);
                  case LAST_PAGE -> new Reply(answer.status(), last(answer.body()), headers);
                  default -> reply;
                })
        .orElse(reply);
  }

  private static String last(JsonNode page) {
    return ((ObjectNode) page.deepCopy()).putNull("next").toString();
  }

  private Optional<Route> route(String method, List<String> path) {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    if (method.equals("POST") && path.equals(List.of("auth", "token"))) {
      return Optional.of(new Route("CreateAccessToken", false, this::login));
    }
    return organizations
        .route(method, path)
        .or(() -> tokens.route(method, path))
        .or(() -> repositories.route(method, path));
  }

  private TwinAnswer login(TwinRequest request) {
    String token = sessions.login(request.text("identifier"), request.text("secret"));
    return TwinAnswer.ok(TwinRequest.object().put("access_token", token));
  }

  private static List<String> path(String raw) {
    String trimmed = raw.replaceFirst("^/v2/?", "").replaceFirst("/$", "");
    return raw.startsWith("/v2/") && !trimmed.isEmpty()
        ? Arrays.stream(trimmed.split("/", -1)).map(HubTwin::decoded).toList()
        : List.of();
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> query = new HashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&", -1)) {
        String[] parts = pair.split("=", 2);
        query.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
      }
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static JsonNode json(byte[] body) {
    if (body.length == 0) {
      return TwinRequest.JSON.missingNode();
    }
    try {
      return TwinRequest.JSON.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw TwinRefusal.bad("the body is no JSON");
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
