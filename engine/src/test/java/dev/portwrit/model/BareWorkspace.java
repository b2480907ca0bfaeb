package dev.portwrit.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Workspace;
import dev.portwrit.source.PolicyFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What there is before something is imported: people, and the registry. */
public final class BareWorkspace {
  private BareWorkspace() {}

  /** The same people and registry without anything that is given or protected. */
  public static Workspace of(Workspace all) {
    return WorkspaceText.placed(
        new Workspace(
            all.settings(),
            all.organizations().stream()
                .map(
                    one ->
                        new Organization(
                            one.place(),
                            one.name(),
                            one.description(),
                            one.namespaces(),
                            one.owners(),
                            one.members(),
                            Role.NONE,
                            Optional.empty()))
                .toList(),
            all.teams(),
            all.services(),
            all.users(),
            List.of(),
            List.of(),
            List.of(),
            all.registries()));
  }

  /** What it becomes with files that were imported. */
  public static Workspace compiled(Workspace bare, Map<String, String> imported) {
    List<PolicyFile> files = new ArrayList<>(WorkspaceText.render(bare));
    imported.forEach((path, text) -> files.add(PolicyFile.of(path, text)));
    Compilation compilation = new PolicyCompiler(Set.of()).compile(files);
    assertThat(compilation.problems()).as("%s", imported).isEmpty();
    return compilation.workspace().orElseThrow();
  }
}
