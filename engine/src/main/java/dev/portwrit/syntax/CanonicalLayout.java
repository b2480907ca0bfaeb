package dev.portwrit.syntax;

import dev.portwrit.source.PolicyFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one layout in which policy files are best written: two spaces a level, lists below their keys
 * or between brackets as they were, quotes where they are needed, one blank line where there were
 * some. The order of keys and all comments stay as they are, and so does the meaning.
 */
public final class CanonicalLayout {
  private CanonicalLayout() {}

  /**
   * Lays out a file. A file that is laid out stays as it is.
   *
   * @param file a policy file, YAML or JSON
   * @return its text in the canonical layout; empty if the text of the file has a problem, which
   *     {@link PolicyParser} reports
   */
  public static Optional<String> format(PolicyFile file) {
    ParsedFile parsed = PolicyParser.parse(file);
    if (!parsed.problems().isEmpty()) {
      return Optional.empty();
    }
    String text = new String(file.content(), StandardCharsets.UTF_8).replace("\ufeff", "");
    String unified = text.replace("\r\n", "\n").replace('\r', '\n');
    String laid = file.path().endsWith(".json") ? JsonLayout.format(unified) : formatYaml(unified);
    // What this page knows about YAML may not be all there is. Then a file stays as it is.
    boolean same =
        isSame(parsed, PolicyFile.of(file.path(), laid))
            && (file.path().endsWith(".json") || comments(unified).equals(comments(laid)));
    return Optional.of(same ? laid : text);
  }

  private static String formatYaml(String text) {
    int[] codePoints = text.codePoints().toArray();
    List<String> lines = new ArrayList<>();
    try {
      List<LayoutReader.Laid> documents = LayoutReader.read(text);
      if (documents.isEmpty()) {
        LayoutWriter.comments(Comments.of(codePoints), 0, lines);
      }
      Comments.place(documents, codePoints);
      for (LayoutReader.Laid document : documents) {
        if (!lines.isEmpty()) {
          lines.add("---");
        }
        lines.addAll(LayoutWriter.document(document.root()));
      }
    } catch (BrokenDocument e) {
      return text;
    }
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  private static List<String> comments(String text) {
    try {
      return Comments.texts(LayoutReader.read(text), text.codePoints().toArray());
    } catch (BrokenDocument e) {
      return List.of("the text is broken");
    }
  }

  private static boolean isSame(ParsedFile before, PolicyFile laid) {
    ParsedFile after = PolicyParser.parse(laid);
    if (!after.problems().isEmpty() || after.documents().size() != before.documents().size()) {
      return false;
    }
    for (int i = 0; i < before.documents().size(); i++) {
      if (!isSame(before.documents().get(i).root(), after.documents().get(i).root())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(Node one, Node other) {
    if (one instanceof Node.Scalar text) {
      return other instanceof Node.Scalar same && text.text().equals(same.text());
    }
    if (one instanceof Node.Sequence list) {
      return other instanceof Node.Sequence same && isSame(list.items(), same.items());
    }
    if (one instanceof Node.Mapping mapping) {
      return other instanceof Node.Mapping same
          && isSame(keys(mapping), keys(same))
          && isSame(values(mapping), values(same));
    }
    return other instanceof Node.Missing;
  }

  private static boolean isSame(List<? extends Node> some, List<? extends Node> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (!isSame(some.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static List<Node.Scalar> keys(Node.Mapping mapping) {
    return mapping.entries().stream().map(Node.Entry::key).toList();
  }

  private static List<Node> values(Node.Mapping mapping) {
    return mapping.entries().stream().map(Node.Entry::value).toList();
  }
}
