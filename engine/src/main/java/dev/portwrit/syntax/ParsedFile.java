package dev.portwrit.syntax;

import dev.portwrit.diagnostic.Diagnostic;
import java.util.List;

/**
 * What the text of one policy file holds.
 *
 * @param path the path below the root of the workspace
 * @param documents in the order of the file; those without any value are left out
 * @param values how many nodes the documents have, aliases counted as what they stand for
 * @param problems in no particular order
 */
public record ParsedFile(
    String path, List<Document> documents, int values, List<Diagnostic> problems) {
  /** Copies the lists. */
  public ParsedFile {
    documents = List.copyOf(documents);
    problems = List.copyOf(problems);
  }
}
