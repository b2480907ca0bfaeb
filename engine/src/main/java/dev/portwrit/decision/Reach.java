package dev.portwrit.decision;

import java.util.ArrayList;
import java.util.List;

/** What policies say of the repositories of one pattern; each part in the order of the places. */
record Reach(Grants grants, List<Guard> guards) {
  Reach() {
    this(new Grants(), new ArrayList<>(0));
  }
}
