package dev.portwrit.language;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.syntax.Node;
import java.util.Optional;

/**
 * The name of something that belongs to an organization, as it is written.
 *
 * @param organization the part before the slash, empty for a short name
 * @param name the part behind it
 * @param place where it is written
 */
record OwnedName(Optional<String> organization, String name, Place place) {
  static Optional<OwnedName> parse(Node.Scalar text) {
    if (!SubjectForm.isShortOrFullName(text.text())) {
      return Optional.empty();
    }
    int slash = text.text().indexOf('/');
    return Optional.of(
        slash < 0
            ? new OwnedName(Optional.empty(), text.text(), text.place())
            : new OwnedName(
                Optional.of(text.text().substring(0, slash)),
                text.text().substring(slash + 1),
                text.place()));
  }
}
