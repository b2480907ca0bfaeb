package dev.portwrit.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.guardrail.GuardrailLimits;
import dev.portwrit.guardrail.Guardrails;
import dev.portwrit.guardrail.StandardGuardrails;
import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Workspace;
import dev.portwrit.source.PolicyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is found in policies that compile, each shown by a folder of files: PW0600 and PW0700. */
class GoldenFindingsTest {
  private static final Path ROOT = Path.of("src", "test", "resources", "golden-findings");
  private static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");
  private static final boolean WRITE = Boolean.getBoolean("golden.write");
  private static final String EXPECTED = "expected.txt";

  // elsewhere.txt of the other golden cases sends here for these.
  private static final List<String> CODES =
      List.of("PW0600", "PW0601", "PW0701", "PW0702", "PW0703", "PW0704");

  @ParameterizedTest
  @MethodSource("folders")
  void goldenCase_saysWhatIsExpected(Path folder) throws IOException {
    List<Diagnostic> found = found(folder);
    String output = found.stream().map(one -> one + "\n").collect(Collectors.joining());
    if (WRITE) {
      Files.writeString(folder.resolve(EXPECTED), output);
    }
    assertThat(output).isEqualTo(Files.readString(folder.resolve(EXPECTED)));
    assertThat(found).isNotEmpty();
    assertThat(found)
        .allSatisfy(one -> assertThat(one.code().toString()).isEqualTo(code(folder)))
        .allSatisfy(one -> assertThat(one.place()).isPresent())
        .allSatisfy(one -> assertThat(one.help()).isPresent());
  }

  @ParameterizedTest
  @MethodSource("codes")
  void code_hasAFolder(String code) throws IOException {
    assertThat(folders()).extracting(GoldenFindingsTest::code).contains(code);
  }

  static List<String> codes() {
    return CODES;
  }

  static List<Path> folders() throws IOException {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static String code(Path folder) {
    return folder.getFileName().toString().substring(0, "PW0000".length());
  }

  private static List<Diagnostic> found(Path folder) throws IOException {
    Compilation compilation =
        new PolicyCompiler(StandardGuardrails.NAMES).compile(files(folder, false));
    assertThat(compilation.problems()).isEmpty();
    Workspace workspace = compilation.workspace().orElseThrow();
    Expectations expectations = Expectations.read(files(folder, true));
    try (Guardrails guardrails = Guardrails.standard(GuardrailLimits.DEFAULT)) {
      List<Diagnostic> ofGuardrails =
          workspace.settings().guardrails().isEmpty()
              ? List.of()
              : guardrails.onPolicy(workspace, NOW).diagnostics();
      Stream<Diagnostic> unmet =
          expectations.run(PolicyIndex.of(workspace), NOW).stream()
              .map(Expectations.Result::diagnostic)
              .flatMap(Optional::stream);
      return Stream.of(ofGuardrails.stream(), expectations.problems().stream(), unmet)
          .flatMap(all -> all)
          .toList();
    }
  }

  private static List<PolicyFile> files(Path folder, boolean tests) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(Files::isRegularFile)
          .filter(path -> !path.endsWith(EXPECTED))
          .map(folder::relativize)
          .filter(path -> path.startsWith("tests") == tests)
          .map(path -> read(folder, path))
          .toList();
    }
  }

  private static PolicyFile read(Path folder, Path path) {
    try {
      return new PolicyFile(
          path.toString().replace('\\', '/'), Files.readAllBytes(folder.resolve(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
