package dev.portwrit.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Workspace;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargeWorkspaceTest {
  @ParameterizedTest
  @ValueSource(ints = {1_000, 10_000})
  void files_ofSomeSize_haveNoProblemAndThatSize(int grants) {
    WorkspaceSize size = WorkspaceSize.ofGrants(grants);

    Compilation compilation = new PolicyCompiler(Set.of()).compile(LargeWorkspace.files(size, 1));

    assertThat(compilation.problems()).isEmpty();
    Workspace workspace = compilation.workspace().orElseThrow();
    assertThat(workspace.repositories().stream().filter(RepositoryRule::declared))
        .hasSize(size.repositories());
    List<?> all = workspace.repositories().stream().flatMap(one -> one.grants().stream()).toList();
    assertThat(all).hasSize(grants);
    assertThat(workspace.teams()).hasSize(size.teams());
  }

  @Test
  void files_ofOneSeed_areTheSameBytes() {
    WorkspaceSize size = WorkspaceSize.ofGrants(1_000);

    assertThat(LargeWorkspace.files(size, 7)).isEqualTo(LargeWorkspace.files(size, 7));
    assertThat(LargeWorkspace.files(size, 7)).isNotEqualTo(LargeWorkspace.files(size, 8));
  }
}
