package dev.portwrit.syntax;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.diagnostic.Problems;
import dev.portwrit.source.PolicyFile;
import java.util.List;

/** Reads the text of policy files. */
public final class PolicyParser {
  private PolicyParser() {}

  /**
   * Reads one file: JSON if its name ends with {@code .json}, otherwise YAML 1.2. A JSON file holds
   * one document.
   *
   * @param file any file; nothing that it contains makes this fail
   * @return its documents and its problems
   */
  public static ParsedFile parse(PolicyFile file) {
    Problems problems = new Problems();
    NodeBuilder builder = new NodeBuilder(file.path(), problems);
    List<Document> documents = List.of();
    if (file.content().length > Limits.MAX_FILE_BYTES) {
      problems.error(
          new Place(file.path(), 1, 1),
          Code.FILE_TOO_LARGE,
          "the file has more than " + Limits.MAX_FILE_BYTES + " bytes",
          "split it: documents may stand in any file");
    } else {
      String text = FileText.decode(file.path(), file.content(), problems);
      documents =
          isJson(file)
              ? new JsonText(text, builder).documents()
              : new YamlText(text, builder).documents();
    }
    return new ParsedFile(file.path(), documents, builder.values(), problems.list());
  }

  private static boolean isJson(PolicyFile file) {
    return file.path().endsWith(".json");
  }
}
