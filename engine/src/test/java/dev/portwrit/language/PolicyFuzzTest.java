package dev.portwrit.language;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import dev.portwrit.source.PolicyFile;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds of any bytes that come as policies. An input is a workspace: a line {@code #file NAME}
 * begins another file, and what stands before the first is {@code portwrit.yaml}.
 */
class PolicyFuzzTest {
  private static final Set<String> GUARDRAILS =
      Set.of("expiring-user-grants", "release-annotations");
  private static final Pattern FILE =
      Pattern.compile("(?m)^#file ([a-z0-9-]{1,20}\\.(yaml|json))\n");
  private static final int LARGEST_SEED = 4_000;
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  @MethodSource("workspaces")
  @FuzzTest
  void compile_anyFiles_endsWithAWorkspaceOrWithProblems(byte[] input) {
    List<PolicyFile> files = files(input);
    Compilation compilation = compile(files);
    CompilationLaws.requireShown(compilation, files);
    CompilationLaws.requireSameInCanonicalLayout(compilation, files, PolicyFuzzTest::compile);
    Compilation again = compile(files);
    assertThat(again).isEqualTo(compilation);
    if (compilation.workspace().isPresent()) {
      requireSameAnswers(compilation.workspace().get(), again.workspace().orElseThrow());
    }
  }

  private static void requireSameAnswers(Workspace one, Workspace other) {
    PolicyIndex index = PolicyIndex.of(one);
    PolicyIndex again = PolicyIndex.of(other);
    List<Question> questions = questions(one);
    for (Question question : questions) {
      assertThat(again.decide(question)).isEqualTo(index.decide(question));
    }
    questions.stream()
        .skip(questions.size() / 2)
        .limit(2)
        .forEach(
            question ->
                assertThat(index.explain(question).decision()).isEqualTo(index.decide(question)));
  }

  /** Some that aim at what the workspace names. */
  private static List<Question> questions(Workspace workspace) {
    List<Subject> subjects = new ArrayList<>();
    subjects.add(new Subject.Anonymous());
    workspace.organizations().stream()
        .flatMap(organization -> organization.owners().stream())
        .limit(3)
        .forEach(owner -> subjects.add(owner.subject()));
    workspace.services().stream().limit(3).forEach(one -> subjects.add(one.subject()));
    List<RepositoryName> names =
        workspace.organizations().stream()
            .flatMap(organization -> organization.namespaces().stream())
            .limit(3)
            .flatMap(name -> RepositoryName.parse(name + "/pay/api").stream())
            .toList();
    List<Question> questions = new ArrayList<>();
    for (Subject subject : subjects) {
      for (RepositoryName name : names) {
        for (Action action : Action.values()) {
          questions.add(new Question(subject, action, name, Optional.of(new Tag("v1")), NOW));
        }
      }
    }
    return questions;
  }

  /** The golden cases and the examples, each as one input. */
  static List<byte[]> workspaces() throws IOException {
    Stream<List<PolicyFile>> golden = GoldenCase.all().stream().map(PolicyFuzzTest::first);
    Stream<List<PolicyFile>> examples =
        ExampleWorkspaces.folders().stream().map(ExampleWorkspaces::files);
    return Stream.concat(golden, examples)
        .map(PolicyFuzzTest::input)
        .filter(input -> input.length <= LARGEST_SEED)
        .toList();
  }

  private static List<PolicyFile> first(GoldenCase one) {
    return one.files().stream().limit(5).toList();
  }

  private static byte[] input(List<PolicyFile> files) {
    StringBuilder input = new StringBuilder();
    for (int i = 0; i < files.size(); i++) {
      String path = files.get(i).path();
      String text = new String(files.get(i).content(), ISO_8859_1);
      if (path.equals(PolicyCompiler.SETTINGS_FILE)) {
        input.insert(0, text + (text.endsWith("\n") ? "" : "\n"));
      } else {
        String extension = path.endsWith(".json") ? "json" : "yaml";
        input.append("#file f").append(i).append('.').append(extension).append('\n').append(text);
        input.append(text.endsWith("\n") ? "" : "\n");
      }
    }
    return input.toString().getBytes(ISO_8859_1);
  }

  private static List<PolicyFile> files(byte[] input) {
    String text = new String(input, ISO_8859_1);
    List<PolicyFile> files = new ArrayList<>();
    String name = PolicyCompiler.SETTINGS_FILE;
    Matcher matcher = FILE.matcher(text);
    int from = 0;
    while (matcher.find()) {
      add(files, name, text.substring(from, matcher.start()));
      name = matcher.group(1);
      from = matcher.end();
    }
    add(files, name, text.substring(from));
    return files;
  }

  private static void add(List<PolicyFile> files, String name, String text) {
    if (files.stream().noneMatch(file -> file.path().equals(name))) {
      files.add(new PolicyFile(name, text.getBytes(ISO_8859_1)));
    }
  }

  private static Compilation compile(List<PolicyFile> files) {
    return new PolicyCompiler(GUARDRAILS).compile(files);
  }
}
