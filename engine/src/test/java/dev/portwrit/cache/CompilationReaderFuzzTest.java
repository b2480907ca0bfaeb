package dev.portwrit.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.source.PolicyFile;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of any bytes that lie in the cache with a checksum that fits. */
class CompilationReaderFuzzTest {
  @MethodSource("written")
  @FuzzTest
  void read_anyBytes_isAWorkspaceThatCanBeKeptAgainOrAnException(byte[] input) {
    CompiledTree tree;
    try {
      tree = CompilationReader.read(input, 0);
    } catch (RuntimeException isNotThere) {
      return;
    }
    byte[] again = CompilationWriter.write(tree);
    assertThat(CompilationReader.read(again, 0)).isEqualTo(tree);
    tree.compilation().workspace().ifPresent(PolicyIndex::of);
  }

  static List<byte[]> written() {
    String all =
        """
        organization: acme
        owners: [ada]
        members: [bob]
        ---
        team: acme/pay
        members: [bob, team:acme/ops]
        ---
        team: acme/ops
        ---
        service: acme/ci
        ---
        user: ada
        description: "Zo\\u00eb \\u65E5"
        ---
        repositories: acme/pay/**
        visibility: public
        grants:
          - {role: push, to: ['team:acme/pay', 'service:acme/ci'], expires: 2027-01-01}
        ---
        protection: acme/releases
        repositories: [acme/**]
        tags: [v*]
        rule: immutable
        ---
        registry: zot
        type: zot
        url: https://registry.example:5000
        repositories: [acme/**]
        """;
    return List.of(written("version: 1", all), written("version: 2", "organization: A"));
  }

  private static byte[] written(String settings, String policy) {
    Compilation compilation =
        new PolicyCompiler(Set.of())
            .compile(
                List.of(PolicyFile.of("portwrit.yaml", settings), PolicyFile.of("a.yaml", policy)));
    return CompilationWriter.write(new CompiledTree(2, compilation));
  }
}
