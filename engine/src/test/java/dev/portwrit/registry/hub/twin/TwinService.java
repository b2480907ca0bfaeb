package dev.portwrit.registry.hub.twin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.registry.hub.twin.TwinFaults.Fault;
import dev.portwrit.registry.hub.twin.TwinRequest.Route;
import dev.portwrit.registry.hub.twin.TwinRequest.TwinAnswer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The Hub API of one organization, asked without a network. May be used by several threads. */
public final class TwinService {
  private final HubWorld world;
  private final TwinSessions sessions;
  private final TwinLimits limits;
  private final TwinFaults faults = new TwinFaults();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final OrganizationApi organizations;
  private final RepositoryApi repositories;
  private final TokenApi tokens;
  private final TwinPush push;
  private String address = "";
  private volatile Consumer<String> before = operation -> {};
  private volatile Consumer<String> after = operation -> {};

  /**
   * An empty organization.
   *
   * @param organization its name
   * @param clock by which logins and tokens end
   */
  public TwinService(String organization, Clock clock) {
    this.world = new HubWorld(organization, clock);
    this.sessions = new TwinSessions(world);
    this.limits = new TwinLimits(clock);
    this.organizations = new OrganizationApi(world);
    this.repositories = new RepositoryApi(world);
    this.tokens = new TokenApi(world);
    this.push = new TwinPush(world);
  }

  /**
   * An answer.
   *
   * @param status 0 where the connection ends without one
   * @param text the body
   * @param headers besides those of HTTP itself
   */
  public record Reply(int status, String text, Map<String, String> headers) {
    /** Copies the headers. */
    public Reply {
      headers = Map.copyOf(headers);
    }
  }

  /** Where it is, for links. */
  void at(String url) {
    address = url;
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

  /**
   * Has a page of the audit log hold less than asked for.
   *
   * @param most how many events
   */
  public void largestLogPage(int most) {
    tokens.largestLog(most);
  }

  private Reply pushed(String body) {
    Map<String, String> headers = Map.of("Content-Type", "application/json");
    List<String> hooks;
    String payload;
    try {
      synchronized (world) {
        TwinRequest request =
            new TwinRequest(List.of(), Map.of(), json(body), Caller.anybody(world), "");
        String user = request.text("as");
        String repository = request.text("repository");
        String tag = request.text("tag");
        hooks = push.push(user, repository, tag, request.text("digest"));
        payload = push.payload(user, repository, tag);
      }
    } catch (TwinRefusal e) {
      String message = Optional.ofNullable(e.getMessage()).orElse("");
      String text = TwinRequest.object().put("message", message).toString();
      return new Reply(e.status, text, headers);
    }
    ObjectNode told = TwinRequest.object();
    hooks.forEach(url -> told.put(url, push.send(url, payload)));
    return new Reply(
        200, TwinRequest.object().<ObjectNode>set("webhooks", told).toString(), headers);
  }

  /**
   * Answers a request.
   *
   * @param method such as {@code GET}
   * @param target the path with the query, encoded
   * @param authorization the header of that name
   * @param body what came with it
   * @return the answer
   */
  public Reply answer(String method, String target, Optional<String> authorization, String body) {
    if (target.equals("/twin/push")) {
      return pushed(body);
    }
    int mark = target.indexOf('?');
    List<String> path = path(mark < 0 ? target : target.substring(0, mark));
    Map<String, String> query = query(mark < 0 ? "" : target.substring(mark + 1));
    Optional<Route> route = route(method, path);
    String name = route.map(Route::name).orElse("Unknown");
    calls.add(name);
    synchronized (world) {
      before.accept(name);
      Optional<Fault> fault = faults.of(name, route.filter(Route::writes).isPresent());
      boolean tooMany = !limits.take() || fault.equals(Optional.of(Fault.TOO_MANY));
      Map<String, String> headers = new HashMap<>(limits.headers());
      headers.put("Content-Type", "application/json");
      if (tooMany) {
        headers.putAll(limits.refusal());
        return new Reply(429, "{\"detail\":\"Rate limit exceeded\",\"error\":false}", headers);
      }
      try {
        Supplier<Caller> caller = () -> sessions.caller(authorization);
        return answered(route, fault, headers, new Asked(path, query, body, caller));
      } catch (TwinRefusal e) {
        String message = Optional.ofNullable(e.getMessage()).orElse("");
        String text = TwinRequest.object().put("message", message).toString();
        return new Reply(e.status, text, headers);
      }
    }
  }

  private record Asked(
      List<String> path, Map<String, String> query, String body, Supplier<Caller> caller) {}

  private Reply answered(
      Optional<Route> route, Optional<Fault> fault, Map<String, String> headers, Asked asked) {
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
    Caller caller = isLogin ? Caller.anybody(world) : asked.caller().get();
    Map<String, String> query = asked.query();
    if (fault.filter(one -> one == Fault.SAME_PAGE || one == Fault.PAGE_AGAIN).isPresent()) {
      query.put("page", "1");
    }
    TwinRequest request = new TwinRequest(asked.path(), query, json(asked.body()), caller, address);
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
                  case ITEM_LOST -> withoutOne(answer, headers);
                  case PAGE_AGAIN -> new Reply(answer.status(), again(answer.body()), headers);
                  case LAST_PAGE -> new Reply(answer.status(), last(answer.body()), headers);
                  default -> reply;
                })
        .orElse(reply);
  }

  private static Reply withoutOne(TwinAnswer answer, Map<String, String> headers) {
    JsonNode body = answer.body().deepCopy();
    if (!(body.path("results") instanceof ArrayNode results) || results.isEmpty()) {
      return new Reply(0, "", headers);
    }
    results.remove(results.size() - 1);
    return new Reply(answer.status(), body.toString(), headers);
  }

  private static String again(JsonNode answer) {
    return answer.path("results").isArray()
        ? ((ObjectNode) answer.deepCopy()).put("next", "again").toString()
        : answer.toString();
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
        ? Arrays.stream(trimmed.split("/", -1)).map(TwinService::decoded).toList()
        : List.of();
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    if (!raw.isEmpty()) {
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

  private static JsonNode json(String body) {
    if (body.isEmpty()) {
      return TwinRequest.JSON.missingNode();
    }
    try {
      return TwinRequest.JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw TwinRefusal.bad("the body is no JSON");
    }
  }
}
