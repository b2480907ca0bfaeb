package dev.portwrit.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.model.Scenario;
import dev.portwrit.model.Scenarios;
import dev.portwrit.policy.Workspace;
import dev.portwrit.source.PolicyFile;
import dev.portwrit.workload.LargeWorkspace;
import dev.portwrit.workload.WorkspaceSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is kept and read again is equal in every part, and answers alike. */
class CompilationFormPropertyTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");
  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final Set<String> GUARDRAILS =
      Set.of("expiring-user-grants", "release-annotations");

  @Property(tries = 300)
  void read_anyWorkspace_isEqualAndAnswersAlike(@ForAll("scenarios") Scenario scenario) {
    Workspace workspace = scenario.workspace();
    Compilation again = throughBytes(new Compilation(Optional.of(workspace), List.of()));

    assertThat(again.workspace()).contains(workspace);
    PolicyIndex index = PolicyIndex.of(workspace);
    PolicyIndex readIndex = PolicyIndex.of(again.workspace().orElseThrow());
    scenario
        .questions()
        .forEach(
            question -> {
              assertThat(readIndex.decide(question)).isEqualTo(index.decide(question));
              assertThat(readIndex.explain(question)).isEqualTo(index.explain(question));
            });
  }

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Scenarios.scenarios();
  }

  @Example
  void read_everyGoldenCaseAndExample_hasTheSameWorkspaceAndProblems() {
    List<Path> workspaces = Stream.concat(folders(GOLDEN), folders(EXAMPLES)).toList();

    assertThat(workspaces).hasSizeGreaterThan(50);
    for (Path workspace : workspaces) {
      Compilation compilation = new PolicyCompiler(GUARDRAILS).compile(files(workspace));
      Compilation again = throughBytes(compilation);
      assertThat(again).as(workspace.toString()).isEqualTo(compilation);
      assertThat(again.problems())
          .extracting(Object::toString)
          .containsExactlyElementsOf(
              compilation.problems().stream().map(Object::toString).toList());
    }
  }

  @Example
  void read_largeWorkspace_isEqual() {
    Compilation compilation =
        new PolicyCompiler(Set.of())
            .compile(LargeWorkspace.files(WorkspaceSize.ofGrants(2_000), 3));

    assertThat(throughBytes(compilation)).isEqualTo(compilation);
  }

  @Example
  void read_textOfEveryKind_isTheSame() {
    String text =
        """
        organization: acme
        owners: [ada]
        description: "Zoë \\u65E5 \\U0001F600 \\n \\u0000"
        ---
        repository: acme/api
        description: "\\ud800"
        webhooks: [https://deploy.example/hook?of=api, http://127.0.0.1:8080]
        native-webhooks: {ci: https://ci.example/hub}
        ---
        protection: acme/releases
        repositories: [acme/**]
        tags: [v*]
        rule: immutable
        restore: true
        ---
        registry: zot
        type: zot
        url: https://registry.example:5000
        repositories: [acme/**]
        prefix: {acme/: x/, acme/api/: y/}
        credentials: {username: env:A, token: file:/run/b}
        ---
        registry: ecr
        type: ecr
        account: "123456789012"
        region: eu-west-1
        repositories: [acme/**]
        exclusive: true
        delete-protection: false
        engine: arn:aws:iam::123456789012:role/portwrit
        gateway-account: arn:aws:iam::123456789012:role/gateway
        scan-on-push: false
        kms-key: alias/images
        resource-tags: {a: b, cost center: "42"}
        create-on-push: true
        profile: images
        assume-role: arn:aws:iam::123456789012:role/portwrit
        managed-policies: true
        ---
        registry: hub
        type: docker-hub
        repositories: [acme/*]
        members: leave
        keep-members: [portwritbot]
        keep-tokens: [the gateway]
        """;
    Compilation compilation =
        new PolicyCompiler(Set.of())
            .compile(
                List.of(
                    PolicyFile.of("portwrit.yaml", "version: 1\nremoval-budget: 10%\n"),
                    PolicyFile.of("é.yaml", text)));

    assertThat(throughBytes(compilation)).isEqualTo(compilation);
  }

  private static Compilation throughBytes(Compilation compilation) {
    byte[] bytes = CompilationWriter.write(new CompiledTree(3, compilation));
    CompiledTree again = CompilationReader.read(bytes, 0);
    assertThat(again.files()).isEqualTo(3);
    assertThat(CompilationWriter.write(again)).isEqualTo(bytes);
    return again.compilation();
  }

  private static Stream<Path> folders(Path root) {
    try (Stream<Path> all = Files.list(root)) {
      return all.filter(Files::isDirectory).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<PolicyFile> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.toString().matches(".*\\.(yaml|yml|json)"))
          .filter(Files::isRegularFile)
          .map(path -> read(folder, path))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PolicyFile read(Path folder, Path path) {
    try {
      return new PolicyFile(folder.relativize(path).toString(), Files.readAllBytes(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
