package dev.portwrit.registry.ecr.twin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Serves an account of AWS at one address of the loopback: ECR, IAM and STS. */
public final class EcrTwin implements AutoCloseable {
  private static final String TARGET = "AmazonEC2ContainerRegistry_V20150921.";
  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    // Without it every answer waits for the client's delayed acknowledgement: 40 ms a call.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final TwinWorld world;
  private final Faults faults = new Faults();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final EcrApi ecr;
  private final IamApi iam;
  private volatile Consumer<String> before = operation -> {};

  private EcrTwin(TwinWorld world) throws IOException {
    this.world = world;
    this.ecr = new EcrApi(world, faults, this::issue);
    this.iam = new IamApi(world);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * Starts a twin with an empty account.
   *
   * @param account its twelve digits
   * @param region its region
   * @param clock by which policies are judged
   * @return a running twin, to be closed
   */
  public static EcrTwin start(String account, String region, Clock clock) {
    try {
      return new EcrTwin(new TwinWorld(account, region, clock));
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
  public TwinWorld world() {
    return world;
  }

  /**
   * What goes wrong.
   *
   * @return to be ordered
   */
  public Faults faults() {
    return faults;
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

  /**
   * The passwords that were given out for the data side.
   *
   * @return in order
   */
  public List<String> tokens() {
    return List.copyOf(tokens);
  }

  /**
   * Has something done before each call, when no other is under way.
   *
   * @param what takes the name of the call
   */
  public void beforeEach(Consumer<String> what) {
    before = what;
  }

  private String issue(String principal) {
    String token = "twin-password-" + (tokens.size() + 1) + "-neverToBeShown";
    tokens.add(token);
    return token;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      boolean json = target != null && target.startsWith(TARGET);
      Map<String, String> form = json ? Map.of() : form(body);
      String operation = json ? target.substring(TARGET.length()) : form.getOrDefault("Action", "");
      calls.add(operation);
      Answer answer;
      synchronized (world) {
        before.accept(operation);
        answer = answer(exchange, operation, json, body, form);
      }
      if (answer.status() == 0) {
        return; // closed without a word
      }
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] text = answer.text().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), text.length);
      exchange.getResponseBody().write(text);
    }
  }

  private record Answer(int status, String text, Map<String, String> headers) {
    static final Answer NONE = new Answer(0, "", Map.of());

    static Answer of(int status, String text) {
      return new Answer(status, text, Map.of());
    }
  }

  private Answer answer(
      HttpExchange exchange, String operation, boolean json, byte[] body, Map<String, String> form)
      throws IOException {
    Optional<Faults.Fault> fault = faults.of(operation);
    try {
      String caller = TwinSignature.signer(exchange, body, world.iam, json).principal();
      Optional<Answer> instead = fault.flatMap(one -> insteadOf(one, json));
      if (instead.isPresent()) {
        return instead.get();
      }
      if (json) {
        ObjectNode out =
            fault.equals(Optional.of(Faults.Fault.IGNORED))
                ? JSON.createObjectNode()
                : ecr.call(operation, JSON.readTree(body), caller);
        return after(fault, withPage(fault, JSON.readTree(body), out).toString(), json);
      }
      String result =
          "<"
              + operation
              + "Response><"
              + operation
              + "Result>"
              + iam.call(operation, form, caller)
              + "</"
              + operation
              + "Result></"
              + operation
              + "Response>";
      return after(
          fault,
          fault.equals(Optional.of(Faults.Fault.LAST_PAGE))
              ? result.replace("<IsTruncated>true", "<IsTruncated>false")
              : result,
          json);
    } catch (TwinRefusal e) {
      return refusal(e, json);
    }
  }

  private Optional<Answer> insteadOf(Faults.Fault fault, boolean json) {
    return switch (fault) {
      case THROTTLED -> {
        // Source: the API Gateway of AWS: 400 with the name of the exception; IAM: Throttling.
        Answer refused =
            refusal(
                TwinRefusal.of(json ? "ThrottlingException" : "Throttling", "Rate exceeded"), json);
        yield Optional.of(
            faults.retryAfter() == 0
                ? refused
                : new Answer(
                    refused.status(),
                    refused.text(),
                    Map.of("Retry-After", String.valueOf(faults.retryAfter()))));
      }
      case BROKEN ->
          Optional.of(refusal(new TwinRefusal(500, "ServerException", "it broke"), json));
      case CUT -> Optional.of(Answer.NONE);
      case DENIED ->
          Optional.of(
              refusal(
                  new TwinRefusal(
                      json ? 400 : 403,
                      json ? "AccessDeniedException" : "AccessDenied",
                      "to order"),
                  json));
      default -> Optional.empty();
    };
  }

  private static ObjectNode withPage(Optional<Faults.Fault> fault, JsonNode in, ObjectNode out) {
    if (fault.equals(Optional.of(Faults.Fault.LAST_PAGE))) {
      out.remove("nextToken");
    }
    if (fault.equals(Optional.of(Faults.Fault.SAME_PAGE)) && in.has("nextToken")) {
      out.set("nextToken", in.get("nextToken"));
    }
    return out;
  }

  private static Answer after(Optional<Faults.Fault> fault, String text, boolean json) {
    return fault
        .map(
            one ->
                switch (one) {
                  case BROKEN_AFTER_EFFECT ->
                      refusal(new TwinRefusal(500, "ServerException", "it broke"), json);
                  case CUT_AFTER_EFFECT -> Answer.NONE;
                  case HALVED -> Answer.of(200, text.substring(0, text.length() / 2));
                  default -> Answer.of(200, text);
                })
        .orElseGet(() -> Answer.of(200, text));
  }

  /** Source: Smithy, "AWS JSON 1.1 protocol" and "AWS query protocol": errors. */
  private static Answer refusal(TwinRefusal e, boolean json) {
    String message = Optional.ofNullable(e.getMessage()).orElse("");
    String text =
        json
            ? JSON.createObjectNode().put("__type", e.code).put("message", message).toString()
            : "<ErrorResponse><Error><Type>Sender</Type>"
                + IamApi.element("Code", e.code)
                + IamApi.element("Message", message)
                + "</Error></ErrorResponse>";
    return Answer.of(e.status, text);
  }

  private static Map<String, String> form(byte[] body) {
    return Arrays.stream(new String(body, StandardCharsets.UTF_8).split("&"))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(
            Collectors.toMap(
                pair -> URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                (one, two) -> one,
                TreeMap::new));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
