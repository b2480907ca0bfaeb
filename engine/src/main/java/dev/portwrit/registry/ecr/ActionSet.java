package dev.portwrit.registry.ecr;

import jakarta.json.JsonValue;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The actions of a statement.
 *
 * <p>Source: IAM User Guide, "IAM JSON policy elements: Action": prefix and name are not case
 * sensitive, {@code *} and {@code ?} are wildcards.
 *
 * @param negated whether it is all but those
 * @param patterns such as {@code ecr:PutImage} or {@code ecr:*}; at least one
 */
record ActionSet(boolean negated, SortedSet<String> patterns) {
  ActionSet {
    patterns = Collections.unmodifiableSortedSet(new TreeSet<>(patterns));
  }

  static ActionSet read(JsonValue value, boolean negated) throws UnreadablePolicy {
    SortedSet<String> patterns = new TreeSet<>();
    for (String written : PolicyJson.texts(value, negated ? "NotAction" : "Action")) {
      if (!written.equals("*") && written.indexOf(':') <= 0) {
        throw new UnreadablePolicy("an action has no service before a colon");
      }
      patterns.add(EcrActions.canonical(written));
    }
    return new ActionSet(negated, patterns);
  }

  boolean contains(String action) {
    return negated != isNamed(action);
  }

  private boolean isNamed(String action) {
    if (patterns.contains(action)) {
      return true;
    }
    for (String pattern : patterns) {
      if (Wildcards.matchesIgnoringCase(pattern, action)) {
        return true;
      }
    }
    return false;
  }

  String element() {
    return negated ? "NotAction" : "Action";
  }
}
