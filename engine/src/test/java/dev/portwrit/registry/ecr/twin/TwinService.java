package dev.portwrit.registry.ecr.twin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Answers for an account of AWS: ECR, IAM and STS. One request at a time. */
public final class TwinService {
  private static final String TARGET = "AmazonEC2ContainerRegistry_V20150921.";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TwinWorld world;
  private final Faults faults = new Faults();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final EcrApi ecr;
  private final IamApi iam;
  private volatile Consumer<String> before = operation -> {};
  private volatile Consumer<String> arriving = operation -> {};
  private volatile Consumer<String> departing = operation -> {};

  /**
   * A service with an empty account.
   *
   * @param account its twelve digits
   * @param region its region
   * @param clock by which policies are judged
   */
  public TwinService(String account, String region, Clock clock) {
    this.world = new TwinWorld(account, region, clock);
    this.ecr = new EcrApi(world, faults, this::issue);
    this.iam = new IamApi(world);
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

  List<String> calls() {
    return calls;
  }

  List<String> tokens() {
    return tokens;
  }

  void beforeEach(Consumer<String> what) {
    before = what;
  }

  void onArrival(Consumer<String> what) {
    arriving = what;
  }

  void onDeparture(Consumer<String> what) {
    departing = what;
  }

  private String issue(String principal) {
    String token = "twin-password-" + (tokens.size() + 1) + "-neverToBeShown";
    tokens.add(token);
    return token;
  }

  /**
   * What a request asks for.
   *
   * @param message the request
   * @return the name of the call, such as {@code SetRepositoryPolicy}; empty if it is none
   */
  public static String operation(TwinMessage message) {
    Optional<String> target = message.header("X-Amz-Target").filter(one -> one.startsWith(TARGET));
    return target
        .map(one -> one.substring(TARGET.length()))
        .orElseGet(() -> form(message.text()).getOrDefault("Action", ""));
  }

  /**
   * Carries a request out.
   *
   * @param message the request
   * @return its answer
   */
  public TwinAnswer answer(TwinMessage message) throws IOException {
    boolean json = message.header("X-Amz-Target").filter(one -> one.startsWith(TARGET)).isPresent();
    String operation = operation(message);
    arriving.accept(operation);
    calls.add(operation);
    TwinAnswer answer;
    synchronized (world) {
      before.accept(operation);
      answer = answer(message, operation, json, json ? Map.of() : form(message.text()));
    }
    departing.accept(operation);
    return answer;
  }

  private TwinAnswer answer(
      TwinMessage message, String operation, boolean json, Map<String, String> form)
      throws IOException {
    Optional<Faults.Fault> fault = faults.of(operation);
    try {
      String caller = TwinSignature.signer(message, world.iam, json).principal();
      Optional<TwinAnswer> instead = fault.flatMap(one -> insteadOf(one, json));
      if (instead.isPresent()) {
        return instead.get();
      }
      if (json) {
        ObjectNode out =
            fault.equals(Optional.of(Faults.Fault.IGNORED))
                ? JSON.createObjectNode()
                : ecr.call(operation, JSON.readTree(message.body()), caller);
        return after(fault, withPage(fault, JSON.readTree(message.body()), out).toString(), json);
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
      return after(fault, withPage(fault, form, result), json);
    } catch (TwinRefusal e) {
      TwinAnswer refused = refusal(e, json);
      return fault.equals(Optional.of(Faults.Fault.HALVED)) ? half(refused) : refused;
    }
  }

  // What is not there is said by a refusal, which can be cut off as all else.
  private static TwinAnswer half(TwinAnswer whole) {
    String text = whole.text();
    return new TwinAnswer(whole.status(), text.substring(0, text.length() / 2), whole.headers());
  }

  private Optional<TwinAnswer> insteadOf(Faults.Fault fault, boolean json) {
    return switch (fault) {
      case THROTTLED -> {
        // Source: the API Gateway of AWS: 400 with the name of the exception; IAM: Throttling.
        TwinAnswer refused =
            refusal(
                TwinRefusal.of(json ? "ThrottlingException" : "Throttling", "Rate exceeded"), json);
        yield Optional.of(
            faults.retryAfter() == 0
                ? refused
                : new TwinAnswer(
                    refused.status(),
                    refused.text(),
                    Map.of("Retry-After", String.valueOf(faults.retryAfter()))));
      }
      case BROKEN ->
          Optional.of(refusal(new TwinRefusal(500, "ServerException", "it broke"), json));
      case CUT -> Optional.of(TwinAnswer.NONE);
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

  private static String withPage(
      Optional<Faults.Fault> fault, Map<String, String> form, String xml) {
    if (fault.equals(Optional.of(Faults.Fault.LAST_PAGE))) {
      return xml.replace("<IsTruncated>true", "<IsTruncated>false");
    }
    String marker = form.get("Marker");
    if (fault.equals(Optional.of(Faults.Fault.SAME_PAGE)) && marker != null) {
      return xml.replaceAll("<Marker>[^<]*</Marker>", "")
          .replaceAll(
              "<IsTruncated>(true|false)</IsTruncated>",
              "<IsTruncated>true</IsTruncated>" + IamApi.element("Marker", marker));
    }
    return xml;
  }

  private static TwinAnswer after(Optional<Faults.Fault> fault, String text, boolean json) {
    return fault
        .map(
            one ->
                switch (one) {
                  case BROKEN_AFTER_EFFECT ->
                      refusal(new TwinRefusal(500, "ServerException", "it broke"), json);
                  case CUT_AFTER_EFFECT -> TwinAnswer.NONE;
                  case HALVED -> half(TwinAnswer.of(200, text));
                  default -> TwinAnswer.of(200, text);
                })
        .orElseGet(() -> TwinAnswer.of(200, text));
  }

  /** Source: Smithy, "AWS JSON 1.1 protocol" and "AWS query protocol": errors. */
  private static TwinAnswer refusal(TwinRefusal e, boolean json) {
    String message = Optional.ofNullable(e.getMessage()).orElse("");
    String text =
        json
            ? JSON.createObjectNode().put("__type", e.code).put("message", message).toString()
            : "<ErrorResponse><Error><Type>Sender</Type>"
                + IamApi.element("Code", e.code)
                + IamApi.element("Message", message)
                + "</Error></ErrorResponse>";
    return TwinAnswer.of(e.status, text);
  }

  private static Map<String, String> form(String body) {
    return Arrays.stream(body.split("&", -1))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(
            Collectors.toMap(
                pair -> URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                (one, two) -> one,
                TreeMap::new));
  }
}
