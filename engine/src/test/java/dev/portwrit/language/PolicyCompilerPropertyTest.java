package dev.portwrit.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.diagnostic.Severity;
import dev.portwrit.source.PolicyFile;
import dev.portwrit.syntax.CanonicalLayout;
import dev.portwrit.workload.LargeWorkspace;
import dev.portwrit.workload.WorkspaceSize;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** What holds whatever is in the files. */
class PolicyCompilerPropertyTest {
  private static final List<GoldenCase> NAMES =
      GoldenCase.all().stream().filter(one -> one.code().compareTo("PW03") > 0).toList();

  @Property(tries = 500)
  void compile_anyBytes_endsWithProblemsThatCanBeShown(@ForAll @Size(max = 200) byte[] content) {
    for (String name : List.of("portwrit.yaml", "a.json")) {
      checkShown(List.of(new PolicyFile(name, content)));
    }
  }

  @Property(tries = 1_000)
  void compile_damagedPolicies_endsWithProblemsThatCanBeShown(@ForAll Random random) {
    checkShown(PolicyTexts.damaged(random));
  }

  @Property(tries = 300)
  void compile_filesInAnyOrder_givesTheSame(@ForAll Random random) {
    List<PolicyFile> files = PolicyTexts.damaged(random);
    List<PolicyFile> shuffled = new ArrayList<>(files);
    Collections.shuffle(shuffled, random);

    assertThat(compile(shuffled)).isEqualTo(compile(files));
  }

  @Property(tries = 200)
  void compile_oneChangeAfterAnother_givesWhatAFreshCompilerGives(@ForAll Random random) {
    PolicyCompiler compiler = new PolicyCompiler(Set.of("expiring-user-grants"));
    GoldenCase one = NAMES.get(random.nextInt(NAMES.size()));
    List<PolicyFile> files = new ArrayList<>(one.files());
    for (int change = 0; change < 6; change++) {
      assertThat(compiler.compile(files)).isEqualTo(compile(files));
      int at = random.nextInt(files.size());
      PolicyFile damaged = PolicyTexts.damaged(files.get(at), random);
      files.set(at, random.nextBoolean() ? damaged : one.files().get(at));
    }
  }

  @Property(tries = 8)
  void compile_documentsInAnyOrderAndFile_meansTheSame(@ForAll Random random) {
    List<PolicyFile> files = LargeWorkspace.files(WorkspaceSize.ofGrants(1_000), random.nextInt(5));
    Meaning expected = Meaning.of(compile(files).workspace().orElseThrow());

    List<PolicyFile> dealt = deal(files, random);

    Compilation compilation = compile(dealt);
    assertThat(compilation.problems()).isEmpty();
    assertThat(Meaning.of(compilation.workspace().orElseThrow())).isEqualTo(expected);
  }

  @Property(tries = 300)
  void compile_filesInTheCanonicalLayout_meansTheSame(@ForAll Random random) {
    checkLayout(PolicyTexts.damaged(random));
  }

  @Example
  void compile_goldenCasesInTheCanonicalLayout_meanTheSame() {
    for (GoldenCase one : GoldenCase.all()) {
      List<PolicyFile> files = one.files();
      if (files.stream().mapToLong(file -> file.content().length).sum() < 100_000) {
        checkLayout(files);
      }
    }
  }

  private static void checkLayout(List<PolicyFile> files) {
    List<PolicyFile> laid =
        files.stream()
            .map(
                file ->
                    CanonicalLayout.format(file)
                        .map(text -> PolicyFile.of(file.path(), text))
                        .orElse(file))
            .toList();

    Compilation expected = compile(files);
    Compilation compilation = compile(laid);

    // Problems come by their places, and the layout moves what they are about.
    assertThat(compilation.problems())
        .extracting(problem -> problem.code() + problem.message())
        .containsExactlyInAnyOrderElementsOf(
            expected.problems().stream()
                .map(problem -> problem.code() + problem.message())
                .toList());
    assertThat(compilation.workspace().map(Meaning::of))
        .isEqualTo(expected.workspace().map(Meaning::of));
  }

  /** Deals all documents but the settings to a few files, in any order. */
  private static List<PolicyFile> deal(List<PolicyFile> files, Random random) {
    List<String> documents = new ArrayList<>();
    files.stream()
        .skip(1)
        .map(file -> new String(file.content(), StandardCharsets.UTF_8))
        .forEach(text -> documents.addAll(List.of(text.split("(?m)^---\n", -1))));
    Collections.shuffle(documents, random);
    List<PolicyFile> dealt = new ArrayList<>(files.subList(0, 1));
    int parts = 1 + random.nextInt(5);
    for (int part = 0; part < parts; part++) {
      int from = documents.size() * part / parts;
      int to = documents.size() * (part + 1) / parts;
      String text = String.join("---\n", documents.subList(from, to));
      dealt.add(PolicyFile.of("part-" + part + ".yaml", text));
    }
    return dealt;
  }

  private static void checkShown(List<PolicyFile> files) {
    Compilation compilation = compile(files);

    boolean error =
        compilation.problems().stream().anyMatch(one -> one.severity() == Severity.ERROR);
    assertThat(compilation.workspace().isPresent()).isNotEqualTo(error);
    assertThat(compilation.problems()).isSorted().doesNotHaveDuplicates();
    for (Diagnostic problem : compilation.problems()) {
      assertThat(problem.help()).isPresent();
      assertThat(problem.message() + problem.help().orElseThrow())
          .matches(text -> text.codePoints().allMatch(Printable::isPrintable));
      problem.place().ifPresent(place -> checkPlace(place, files));
    }
  }

  private static void checkPlace(Place place, List<PolicyFile> files) {
    List<String> lines =
        files.stream()
            .filter(file -> file.path().equals(place.file()))
            .map(file -> new String(file.content(), StandardCharsets.UTF_8))
            // A carriage return with nothing behind it is no line end to the YAML scanner.
            .map(text -> List.of(text.replaceFirst("\r$", " ").split("\r\n|\r|\n", -1)))
            .findFirst()
            .orElse(List.of(""));
    assertThat(place.line()).isLessThanOrEqualTo(lines.size());
    String line = lines.get(place.line() - 1);
    assertThat(place.column()).isLessThanOrEqualTo(line.codePointCount(0, line.length()) + 1);
  }

  private static Compilation compile(List<PolicyFile> files) {
    return new PolicyCompiler(Set.of("expiring-user-grants")).compile(files);
  }
}
