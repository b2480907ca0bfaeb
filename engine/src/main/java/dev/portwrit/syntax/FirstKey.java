package dev.portwrit.syntax;

import dev.portwrit.diagnostic.Place;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be told of a document that could not be read: its first key and the text behind it. With
 * it the name that the document defines is known, and nobody is told that nothing defines it.
 */
final class FirstKey {
  private static final Pattern LINE =
      Pattern.compile("[-\\s{]*\"?([a-z]{1,32})\"?[ \\t]*:[ \\t]+[\"']?([^\\s\"',}#]{1,300})");

  private FirstKey() {}

  static Optional<Document> of(String broken, Place place) {
    return broken
        .lines()
        .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))
        .limit(2)
        .map(LINE::matcher)
        .filter(Matcher::lookingAt)
        .findFirst()
        .map(found -> document(found, place));
  }

  private static Document document(Matcher found, Place place) {
    Node.Scalar key = new Node.Scalar(place, found.group(1));
    Node.Scalar value = new Node.Scalar(place, found.group(2));
    return new Document(new Node.Mapping(place, List.of(new Node.Entry(key, value))), false);
  }
}
