package dev.portwrit.gateway.sweep;

import dev.portwrit.reference.Digest;
import java.util.Locale;
import java.util.Optional;

/**
 * How a protected tag differs from what the ledger says of it.
 *
 * @param place which tag
 * @param kind in what way
 * @param kept the digest that the ledger has: what the tag must be, or was before it was deleted
 * @param other what the registry has instead or, of {@link Kind#INCOMPLETE}, has not; empty of
 *     {@link Kind#VANISHED}
 */
record Finding(TagPlace place, Kind kind, Digest kept, Optional<Digest> other) {
  /** In what way a tag is not what it must be. */
  enum Kind {
    /** It has another digest. */
    MOVED,
    /** It is not there. */
    VANISHED,
    /** It was deleted through the gateway and is there again, by another way. */
    RETURNED,
    /** It has its digest, and the registry lacks a manifest or blob that it is made of. */
    INCOMPLETE;

    /** As metrics and logs name it. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a person is told, one line. */
  String text() {
    String tag = "protected tag `" + place + "` ";
    String found = other.map(Digest::toString).orElse("nothing");
    return switch (kind) {
      case MOVED ->
          tag + "was moved past the gateway: it must be " + kept + " and the registry has " + found;
      case VANISHED ->
          tag + "was removed past the gateway, or the registry lost it: it must be " + kept;
      case RETURNED ->
          tag + "was deleted through the gateway and put back past it: the registry has " + found;
      case INCOMPLETE ->
          tag + "lacks a part: it is " + kept + ", and the registry does not have " + found;
    };
  }
}
