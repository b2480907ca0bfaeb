package dev.portwrit.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Workspace;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Generated workspaces are ones that people could write: their files compile to exactly them. */
class WorkspaceTextPropertyTest {
  @Provide
  Arbitrary<Workspace> workspaces() {
    return Scenarios.workspaces();
  }

  @Property(tries = 300)
  void render_anyWorkspace_compilesToItWithEveryPlace(@ForAll("workspaces") Workspace workspace) {
    Compilation compilation = new PolicyCompiler(Set.of()).compile(WorkspaceText.render(workspace));

    assertThat(compilation.problems()).isEmpty();
    assertThat(compilation.workspace()).contains(workspace);
  }
}
