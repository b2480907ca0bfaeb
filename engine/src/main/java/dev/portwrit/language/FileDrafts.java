package dev.portwrit.language;

import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Problems;
import dev.portwrit.source.PolicyFile;
import dev.portwrit.syntax.Document;
import dev.portwrit.syntax.ParsedFile;
import dev.portwrit.syntax.PolicyParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one file says, read alone; it depends on nothing but the file.
 *
 * @param definitions what it says besides rules on repositories, in the order of the file
 * @param repositories its rules on repositories, in the order of the file
 * @param values how many values the file has
 */
record FileDrafts(
    String path,
    List<Draft> definitions,
    List<Draft.Repositories> repositories,
    int values,
    List<Diagnostic> problems) {
  static FileDrafts read(PolicyFile file) {
    ParsedFile parsed = PolicyParser.parse(file);
    Problems problems = new Problems();
    problems.addAll(parsed.problems());
    DraftReader reader = new DraftReader(problems);
    List<Draft> definitions = new ArrayList<>();
    List<Draft.Repositories> repositories = new ArrayList<>();
    for (Document document : parsed.documents()) {
      Optional<Draft> draft = reader.read(document);
      if (draft.isPresent() && draft.get() instanceof Draft.Repositories rule) {
        repositories.add(rule);
      } else {
        draft.ifPresent(definitions::add);
      }
    }
    return new FileDrafts(
        file.path(),
        List.copyOf(definitions),
        List.copyOf(repositories),
        parsed.values(),
        problems.list());
  }
}
