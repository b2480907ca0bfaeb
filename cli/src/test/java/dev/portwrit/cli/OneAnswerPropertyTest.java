package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.decision.Decision;
import dev.portwrit.decision.Question;
import dev.portwrit.model.ReferenceInterpreter;
import dev.portwrit.model.Scenario;
import dev.portwrit.model.Scenarios;
import dev.portwrit.model.WorkspaceText;
import dev.portwrit.policy.Action;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.source.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Policies written to files and asked by command answer as the reference interpreter does. */
class OneAnswerPropertyTest {
  @Property(tries = 60)
  void canExplainWhoCanAndWhatCan_answerAsTheInterpreter(@ForAll("scenarios") Scenario scenario)
      throws IOException {
    Path folder = Files.createTempDirectory("portwrit-one-answer-");
    try {
      write(WorkspaceText.render(scenario.workspace()), folder);
      ReferenceInterpreter interpreter =
          new ReferenceInterpreter(WorkspaceText.placed(scenario.workspace()));
      for (Question question : scenario.questions().stream().limit(4).toList()) {
        compare(question, interpreter.decide(question), folder);
      }
      compareWhoCan(scenario, interpreter, folder);
      for (Question question : scenario.questions().stream().limit(2).toList()) {
        compareWhatCan(question, interpreter, folder);
      }
    } finally {
      delete(folder);
    }
  }

  private static void compare(Question question, Decision expected, Path folder) {
    String[] words = words(question);
    String json = Json.line(writer -> DecisionJson.write(writer, expected)) + "\n";
    assertThat(Command.in(folder).run(join("can", words, "--format", "json")).out())
        .isEqualTo(json);
    assertThat(
            Command.in(folder)
                .withInput(line(question))
                .run("can", "--batch", "-", "--now", question.now().toString()))
        .isEqualTo(new Command.Outcome(ExitCode.YES, json, ""));
    ExitCode code = CanVerb.exitCode(expected);
    assertThat(Command.in(folder).run(join("can", words)).exitCode()).isEqualTo(code);
    assertThat(Command.in(folder).run(join("explain", words)).exitCode()).isEqualTo(code);
  }

  private static String line(Question question) {
    return Json.line(
        json -> {
          json.writeStartObject();
          json.writeStringField("subject", question.subject().toString());
          json.writeStringField("action", question.action().toString());
          json.writeStringField("repository", question.repository().value());
          if (question.tag().isPresent()) {
            json.writeStringField("tag", question.tag().get().value());
          }
          json.writeEndObject();
        });
  }

  private static void compareWhoCan(
      Scenario scenario, ReferenceInterpreter interpreter, Path folder) throws IOException {
    for (Question question : scenario.questions().stream().limit(1).toList()) {
      Command.Outcome outcome =
          Command.in(folder)
              .run(
                  "who-can",
                  question.action().toString(),
                  target(question),
                  "--now",
                  question.now().toString());
      List<String> expected =
          interpreter
              .whoCan(question.action(), question.repository(), question.tag(), question.now())
              .stream()
              .map(Object::toString)
              .toList();
      assertThat(outcome.out().lines()).containsExactlyElementsOf(expected);
      JsonNode explained = json(run(folder, join("explain", words(question), "--format", "json")));
      assertThat(texts(explained.get("who-can"))).containsExactlyElementsOf(expected);
    }
  }

  /**
   * What somebody can do is, without a tag, what {@code can} allows: each edge in a repository of
   * its pattern, and nothing where there is no edge.
   */
  private static void compareWhatCan(
      Question question, ReferenceInterpreter interpreter, Path folder) throws IOException {
    String subject = question.subject().toString();
    String now = question.now().toString();
    JsonNode edges =
        json(run(folder, "what-can", subject, "--now", now, "--format", "json")).get("access");
    StringBuilder asked = new StringBuilder();
    boolean isThere = false;
    for (JsonNode edge : edges) {
      RepositoryPattern pattern =
          RepositoryPattern.parse(edge.get("repository").textValue()).orElseThrow();
      boolean isOfAction = edge.get("action").textValue().equals(question.action().toString());
      isThere |= isOfAction && pattern.matches(question.repository());
      String one = pattern.value().replace("**", "x").replace("*", "x");
      asked.append(
          line(
              new Question(
                  question.subject(),
                  Action.parse(edge.get("action").textValue()).orElseThrow(),
                  RepositoryName.parse(one).orElseThrow(),
                  Optional.empty(),
                  question.now())));
      asked.append('\n');
    }
    Question whole =
        new Question(
            question.subject(),
            question.action(),
            question.repository(),
            Optional.empty(),
            question.now());
    assertThat(isThere).as("%s", whole).isEqualTo(interpreter.decide(whole).isAllowed());
    Command.Outcome answers =
        Command.in(folder).withInput(asked.toString()).run("can", "--batch", "-", "--now", now);
    assertThat(answers.out().lines())
        .hasSize(edges.size())
        .allMatch(answer -> answer.startsWith("{\"decision\":\"allow\""));
    Statistics.label("edges").collect(edges.isEmpty() ? "none" : "some");
  }

  private static String run(Path folder, String... words) {
    return Command.in(folder).run(words).out();
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private static List<String> texts(JsonNode list) {
    List<String> all = new ArrayList<>();
    list.forEach(one -> all.add(one.textValue()));
    return all;
  }

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Scenarios.scenarios();
  }

  private static String[] words(Question question) {
    return new String[] {
      question.subject().toString(),
      question.action().toString(),
      target(question),
      "--now",
      question.now().toString()
    };
  }

  private static String target(Question question) {
    return question
        .tag()
        .map(tag -> question.repository() + ":" + tag)
        .orElse(question.repository().value());
  }

  private static String[] join(String verb, String[] words, String... more) {
    return Stream.of(Stream.of(verb), Stream.of(words), Stream.of(more))
        .flatMap(all -> all)
        .toArray(String[]::new);
  }

  private static void write(List<PolicyFile> files, Path folder) throws IOException {
    for (PolicyFile file : files) {
      Path target = folder.resolve(file.path());
      Files.createDirectories(target.getParent());
      Files.write(target, file.content());
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
