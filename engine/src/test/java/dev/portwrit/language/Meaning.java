package dev.portwrit.language;

import dev.portwrit.policy.Workspace;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a workspace says, without the places where it says it and without the order of documents.
 *
 * @param statements the settings and each definition, sorted
 */
record Meaning(List<String> statements) {
  private static final String PLACE = "[^ \\[,]+:\\d+:\\d+";

  static Meaning of(Workspace workspace) {
    return new Meaning(
        Stream.of(
                List.of(workspace.settings()),
                workspace.organizations(),
                workspace.teams(),
                workspace.services(),
                workspace.users(),
                workspace.repositories(),
                workspace.protections(),
                workspace.exceptions(),
                workspace.registries())
            .flatMap(List::stream)
            .map(statement -> statement.toString().replaceAll(PLACE, "@"))
            .sorted()
            .toList());
  }
}
