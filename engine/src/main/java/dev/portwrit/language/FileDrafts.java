package dev.portwrit.language;

import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Problems;
import dev.portwrit.source.PolicyFile;
import dev.portwrit.syntax.Document;
import dev.portwrit.syntax.ParsedFile;
import dev.portwrit.syntax.PolicyParser;
import java.util.ArrayList;
import java.util.List;

/**
 * What one file says, read alone; it depends on nothing but the file.
 *
 * @param values how many values the file has
 */
record FileDrafts(String path, List<Draft> drafts, int values, List<Diagnostic> problems) {
  static FileDrafts read(PolicyFile file) {
    ParsedFile parsed = PolicyParser.parse(file);
    Problems problems = new Problems();
    problems.addAll(parsed.problems());
    DraftReader reader = new DraftReader(problems);
    List<Draft> drafts = new ArrayList<>();
    for (Document document : parsed.documents()) {
      reader.read(document).ifPresent(drafts::add);
    }
    return new FileDrafts(file.path(), List.copyOf(drafts), parsed.values(), problems.list());
  }
}
