package dev.portwrit.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.source.PolicyFile;
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
    CompilationLaws.requireSameInCanonicalLayout(
        compile(files), files, PolicyCompilerPropertyTest::compile);
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
    CompilationLaws.requireShown(compile(files), files);
  }

  private static Compilation compile(List<PolicyFile> files) {
    return new PolicyCompiler(Set.of("expiring-user-grants")).compile(files);
  }
}
