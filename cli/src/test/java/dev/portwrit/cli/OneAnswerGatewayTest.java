package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.portwrit.decision.Decision;
import dev.portwrit.decision.Question;
import dev.portwrit.embedded.EmbeddedRegistry;
import dev.portwrit.gateway.server.Following;
import dev.portwrit.gateway.server.GatewayService;
import dev.portwrit.gateway.server.GatewaySettings;
import dev.portwrit.gateway.server.ListenAddress;
import dev.portwrit.gateway.server.Network;
import dev.portwrit.gateway.server.Pace;
import dev.portwrit.gateway.server.StateFiles;
import dev.portwrit.model.ReferenceInterpreter;
import dev.portwrit.model.Scenario;
import dev.portwrit.model.Scenarios;
import dev.portwrit.model.WorkspaceText;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.source.PolicyFile;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.SourceEnvironment;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/**
 * The law "one answer" at the gateway: what a client may pull, create, overwrite and delete through
 * it is what the reference interpreter says of the same question at the same instant.
 */
class OneAnswerGatewayTest {
  private static final String PASSWORD = "correct horse";
  private static final String HASH =
      BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(4, PASSWORD.toCharArray());

  private static final Pattern CHALLENGE =
      Pattern.compile("realm=\"([^\"]+)\",service=\"([^\"]+)\",scope=\"([^\"]+)\"");
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");

  private final HttpClient http = HttpClient.newHttpClient();

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Scenarios.scenarios();
  }

  @Property(tries = 20)
  void gateway_answersAsTheInterpreter(@ForAll("scenarios") Scenario scenario) throws Exception {
    List<Question> questions =
        scenario.questions().stream()
            .filter(question -> canBeAsked(question, scenario.workspace()))
            .sorted(Comparator.comparing(Question::now))
            .toList();
    if (questions.isEmpty()) {
      return;
    }
    Path folder = Files.createTempDirectory("one-answer-gateway");
    SetClock clock = new SetClock(questions.get(0).now());
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(folder.resolve("registry"));
        PolicySource source = source(folder, scenario.workspace(), registry.url());
        GatewayService gateway = GatewayService.start(source, settings(folder, questions), clock)) {
      ReferenceInterpreter interpreter =
          new ReferenceInterpreter(WorkspaceText.placed(scenario.workspace()));
      URI address = URI.create("http://127.0.0.1:" + gateway.port());
      Set<String> written = new HashSet<>();
      for (Question question : questions) {
        clock.now = question.now();
        if (question.action() == Action.PULL) {
          comparePull(question, interpreter.decide(question), address);
        } else if (written.add(target(question))) {
          compareWrite(question, interpreter.decide(question), address, registry.url());
        }
      }
    } finally {
      delete(folder);
    }
  }

  private void comparePull(Question question, Decision expected, URI gateway) throws Exception {
    HttpRequest.Builder list =
        HttpRequest.newBuilder(gateway.resolve("/v2/" + question.repository() + "/tags/list"));
    HttpResponse<String> answer = send(list, question.subject());
    assertThat(answer.statusCode())
        .as("%s: %s", question, answer.body())
        .isIn(expected.isAllowed() ? List.of(200, 404) : List.of(401, 403));
  }

  private void compareWrite(Question question, Decision expected, URI gateway, URI registry)
      throws Exception {
    DemoClient direct = new DemoClient(registry, "", "");
    String repository = question.repository().value();
    String tag = question.tag().orElseThrow().value();
    if (question.action() != Action.PUSH) {
      direct.push(repository, tag, "what is there");
    }
    if (question.action() == Action.DELETE) {
      HttpResponse<String> answer =
          send(
              HttpRequest.newBuilder(gateway.resolve("/v2/" + repository + "/manifests/" + tag))
                  .DELETE(),
              question.subject());
      assertThat(answer.statusCode())
          .as("%s: %s", question, answer.body())
          .isEqualTo(expected.isAllowed() ? 202 : 403);
      assertRule(question, expected, answer.body());
      return;
    }
    DemoClient.Push push =
        new DemoClient(gateway, name(question.subject()), PASSWORD)
            .push(repository, tag, "something else");
    String refusal = push.refusal().orElse("");
    assertThat(refusal.isEmpty()).as("%s: %s", question, refusal).isEqualTo(expected.isAllowed());
    assertRule(question, expected, refusal);
  }

  private static void assertRule(Question question, Decision expected, String answer) {
    if (expected instanceof Decision.Denied denied) {
      assertThat(answer).as("%s", question).contains("DENIED").contains(denied.rule().toString());
    }
  }

  // Teams and organizations cannot log in, nobody logs in as everybody to write, and no request
  // asks for `administer` alone or for a write to no tag.
  private static boolean canBeAsked(Question question, Workspace workspace) {
    boolean named =
        question.subject() instanceof Subject.User || question.subject() instanceof Subject.Service;
    boolean pulls = question.action() == Action.PULL;
    return (named || (pulls && question.subject() instanceof Subject.Anonymous))
        && question.action() != Action.ADMINISTER
        && (pulls || question.tag().isPresent())
        && namespaces(workspace).anyMatch(n -> isWithin(question.repository().value(), n));
  }

  private static boolean isWithin(String repository, String namespace) {
    return repository.equals(namespace) || repository.startsWith(namespace + "/");
  }

  private static Stream<String> namespaces(Workspace workspace) {
    return workspace.organizations().stream()
        .flatMap(organization -> organization.namespaces().stream())
        .map(Object::toString);
  }

  // Who has no login asks for a token with what the challenge says, as clients do.
  private HttpResponse<String> send(HttpRequest.Builder request, Subject subject)
      throws IOException, InterruptedException {
    if (!(subject instanceof Subject.Anonymous)) {
      byte[] pair = (name(subject) + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
    HttpResponse<String> challenged =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(challenged.statusCode()).isEqualTo(401);
    Matcher challenge =
        CHALLENGE.matcher(challenged.headers().firstValue("WWW-Authenticate").orElseThrow());
    assertThat(challenge.find()).isTrue();
    URI service =
        URI.create(
            challenge.group(1)
                + "?service="
                + URLEncoder.encode(challenge.group(2), StandardCharsets.UTF_8)
                + "&scope="
                + URLEncoder.encode(challenge.group(3), StandardCharsets.UTF_8));
    HttpResponse<String> token =
        http.send(HttpRequest.newBuilder(service).build(), HttpResponse.BodyHandlers.ofString());
    Matcher issued = TOKEN.matcher(token.body());
    assertThat(issued.find()).as(token.body()).isTrue();
    request.header("Authorization", "Bearer " + issued.group(1));
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String name(Subject subject) {
    String text = subject.toString();
    return text.substring(text.indexOf(':') + 1);
  }

  private static String target(Question question) {
    return question.repository() + ":" + question.tag().orElseThrow();
  }

  private static PolicySource source(Path folder, Workspace workspace, URI registry)
      throws Exception {
    Path policies = Files.createDirectory(folder.resolve("policies"));
    for (PolicyFile file : WorkspaceText.render(workspace)) {
      Path target = policies.resolve(file.path());
      Files.createDirectories(target.getParent());
      Files.write(target, file.content());
    }
    String patterns = namespaces(workspace).map(n -> n + "/**").collect(Collectors.joining(", "));
    Files.writeString(
        policies.resolve("registry-of-the-test.yaml"),
        """
        registry: one
        type: distribution
        url: %s
        repositories: [%s]
        gateway: true
        """
            .formatted(registry, patterns));
    return PolicySource.open(policies.toString(), folder, SourceEnvironment.ofProcess());
  }

  private static GatewaySettings settings(Path folder, List<Question> questions)
      throws IOException {
    String users =
        questions.stream()
            .map(Question::subject)
            .filter(subject -> !(subject instanceof Subject.Anonymous))
            .map(OneAnswerGatewayTest::name)
            .distinct()
            .map(name -> name + ":" + HASH + "\n")
            .collect(Collectors.joining());
    Path file = Files.writeString(folder.resolve("users"), users + "somebody-else:" + HASH + "\n");
    return new GatewaySettings(
        "one",
        Network.of(new ListenAddress("127.0.0.1", 0)),
        StateFiles.of(file, folder.resolve("state").resolve("ledger")),
        Following.DEFAULT,
        Pace.DEFAULT.withWarmUp(0),
        Map.of(),
        folder);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** A clock that shows what it is set to. */
  private static final class SetClock extends Clock {
    private volatile Instant now;

    SetClock(Instant now) {
      this.now = now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(@Nullable ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
