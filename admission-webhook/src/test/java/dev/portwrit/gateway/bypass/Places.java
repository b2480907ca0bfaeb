package dev.portwrit.gateway.bypass;

import dev.portwrit.gateway.bypass.Spot.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What is where in a world at first: repositories, contents, and protected tags in every state. */
final class Places {
  static final String API = "acme/pay/api";
  static final String WEB = "acme/pay/web";
  static final String SLOW = "acme/pay/slow";
  static final String PUBLIC = "acme/pub/site";
  static final String VAULT = "acme/vault/keys";
  static final String HIDDEN = "acme/vault/" + Marks.SECRET;
  static final String OUTSIDE = "umbrella/x";

  /** Those that a token may be for. */
  static final List<String> ALL = List.of(API, WEB, SLOW, PUBLIC, VAULT, OUTSIDE);

  /** Images that anybody with the right may push anywhere in {@code acme/pay}. */
  static final List<Content> LOOSE =
      IntStream.range(0, 4).mapToObj(i -> Content.image("loose-" + i)).toList();

  static final Content SECRET = Content.image(Marks.SECRET + "-image");
  static final Content PUBLIC_IMAGE = Content.image("public");
  static final Content INDEX =
      Content.index("release", Content.image("release-amd64"), Content.image("release-arm64"));

  /** An unprotected tag of the first image of the index: the only one that names it. */
  static final String PART = "part";

  /** What a removal that may still take effect takes away a layer of. */
  static final Content REMOVED = Content.image("removed");

  private static final int OF_EACH = 3;
  private static final int NEW = 40;

  private Places() {}

  static List<Spot> spots() {
    List<Spot> spots = new ArrayList<>();
    for (int i = 0; i < OF_EACH; i++) {
      spots.add(found(State.HELD, "v-held-" + i, i == 0 ? INDEX : Content.image("held-" + i)));
      spots.add(found(State.NO_ROW_BUT_THERE, "v-found-" + i, Content.image("found-" + i)));
      spots.add(bound(State.HELD_BUT_ABSENT, API, "v-lost-" + i, Content.image("lost-" + i)));
      spots.add(bound(State.DELETED, API, "v-deleted-" + i, Content.image("deleted-" + i)));
      spots.add(bound(State.PENDING_PUT, SLOW, "v-pending-" + i, Content.image("pending-" + i)));
      spots.add(
          new Spot(
              State.HELD_BUT_OTHER,
              API,
              "v-moved-" + i,
              Optional.of(Content.image("moved-" + i)),
              Optional.of(Content.image("mover-" + i))));
      Content going = Content.image("going-" + i);
      spots.add(
          new Spot(
              State.PENDING_DELETE, SLOW, "v-going-" + i, Optional.of(going), Optional.of(going)));
    }
    spots.add(found(State.RESTRICTED, "stable", Content.image("stable")));
    for (int i = 0; i < NEW; i++) {
      spots.add(open(State.NO_ROW, API, "v-new-" + i));
      spots.add(open(State.REMOVAL_OPEN, WEB, "v-open-" + i));
    }
    return List.copyOf(spots);
  }

  private static Spot found(State state, String tag, Content content) {
    return new Spot(state, API, tag, Optional.of(content), Optional.of(content));
  }

  private static Spot bound(State state, String repository, String tag, Content content) {
    return new Spot(state, repository, tag, Optional.of(content), Optional.empty());
  }

  private static Spot open(State state, String repository, String tag) {
    return new Spot(state, repository, tag, Optional.empty(), Optional.empty());
  }
}
