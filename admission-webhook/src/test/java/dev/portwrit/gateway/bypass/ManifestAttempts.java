package dev.portwrit.gateway.bypass;

import dev.portwrit.gateway.bypass.Attempt.Outcome;
import dev.portwrit.gateway.bypass.Spot.State;
import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** Pushes and deletes of manifests and blobs. */
final class ManifestAttempts {
  private static final List<String> LOOSE_TAGS =
      List.of("work-0", "work-1", "work-2", "V-held-0", "latest");

  /** Of signatures: no pattern of the world begins so. */
  private static final String SIGNING_TAG = "sha256-" + "a".repeat(64) + ".sig";

  private final List<Spot> spots;
  private final Direct direct;

  ManifestAttempts(List<Spot> spots, Direct direct) {
    this.spots = spots;
    this.direct = direct;
  }

  private Spot spot(Random random) {
    return spots.get(random.nextInt(spots.size()));
  }

  private Spot bound(Random random) {
    List<Spot> bound = spots.stream().filter(spot -> spot.bound().isPresent()).toList();
    return bound.get(random.nextInt(bound.size()));
  }

  private static Content loose(Random random) {
    return Places.LOOSE.get(random.nextInt(Places.LOOSE.size()));
  }

  private static Attempt put(Spot spot, Outcome outcome) {
    return Attempt.write("PUT", Right.PUSH, spot.repository(), spot.path(), outcome);
  }

  /** A push to a tag that is protected, mostly. */
  Attempt put(Random random) {
    int kind = random.nextInt(8);
    if (kind == 0) {
      return random.nextBoolean() ? putLoose(random) : movePart(random);
    }
    Spot spot = kind < 5 ? bound(random) : spot(random);
    if (kind < 3 && spot.bound().isPresent() && spot.state() != State.PENDING_DELETE) {
      Content same = spot.bound().get();
      Outcome outcome = spot.state() == State.PENDING_PUT ? Outcome.DEPENDS : Outcome.ALLOWED;
      return put(spot, outcome)
          .named("push again what " + spot.tag() + " must be")
          .with(same.manifest(), same.mediaType());
    }
    if (spot.state() == State.REMOVAL_OPEN && random.nextBoolean()) {
      return put(spot, Outcome.DENIED)
          .named("push what is being removed to " + spot.tag())
          .with(Places.REMOVED.manifest(), Places.REMOVED.mediaType());
    }
    boolean isFree = spot.state() == State.NO_ROW || spot.state() == State.REMOVAL_OPEN;
    Outcome outcome = isFree ? Outcome.DEPENDS : Outcome.DENIED;
    if (random.nextInt(3) == 0) {
      Twisted.Sent twisted = Twisted.any(random);
      return put(spot, outcome)
          .named("push " + twisted.name() + " to " + spot.tag() + " (" + spot.state() + ")")
          .with(twisted.bytes(), twisted.contentType());
    }
    Content other = random.nextInt(4) == 0 ? mover(spot).orElse(loose(random)) : loose(random);
    return put(spot, outcome)
        .named("push another image to " + spot.tag() + " (" + spot.state() + ")")
        .with(other.manifest(), other.mediaType());
  }

  /** What the registry has there though it should not. */
  private static Optional<Content> mover(Spot spot) {
    return spot.state() == State.HELD_BUT_OTHER ? spot.there() : Optional.empty();
  }

  /** A push to a tag that no protection covers. */
  Attempt putLoose(Random random) {
    Content image = loose(random);
    String tag =
        random.nextInt(6) == 0 ? SIGNING_TAG : LOOSE_TAGS.get(random.nextInt(LOOSE_TAGS.size()));
    String path = "/v2/" + Places.API + "/manifests/" + tag;
    return Attempt.write("PUT", Right.PUSH, Places.API, path, Outcome.ALLOWED)
        .named("push to the loose tag " + tag)
        .with(image.manifest(), image.mediaType());
  }

  /** A push that moves the only tag of an image that a protected index lists. */
  private static Attempt movePart(Random random) {
    Content image = loose(random);
    boolean isByTag = random.nextBoolean();
    String reference = isByTag ? Places.PART : image.digest().value();
    String path = "/v2/" + Places.API + "/manifests/" + reference;
    Attempt attempt =
        Attempt.write("PUT", Right.PUSH, Places.API, path, Outcome.DEPENDS)
            .with(image.manifest(), image.mediaType());
    return (isByTag ? attempt : attempt.asking("tag=" + Places.PART))
        .named("move the tag of a part of v-held-0");
  }

  /** A push to a protected tag of the digest that it has. */
  Attempt sameAgain(Random random) throws IOException, InterruptedException {
    List<Spot> there =
        spots.stream().filter(spot -> spot.bound().isPresent() && isSettled(spot.state())).toList();
    Spot spot = there.get(random.nextInt(there.size()));
    Content same = spot.bound().orElseThrow();
    if (spot.state() == State.DELETED) {
      // Its parts nobody has to keep, and an earlier case may have deleted them.
      direct.putBlobs(spot.repository(), same);
    }
    return put(spot, Outcome.ALLOWED)
        .named("push again what " + spot.tag() + " must be (" + spot.state() + ")")
        .with(same.manifest(), same.mediaType());
  }

  private static boolean isSettled(State state) {
    return state != State.PENDING_PUT && state != State.PENDING_DELETE;
  }

  /** A push by digest, with tags besides or without. */
  Attempt putByDigest(Random random) {
    Content image = random.nextInt(3) == 0 ? bound(random).bound().orElseThrow() : loose(random);
    Digest name =
        switch (random.nextInt(4)) {
          case 0 -> sha512(image.manifest());
          case 1 -> Places.INDEX.digest();
          default -> image.digest();
        };
    boolean isRight = name.isOf(image.manifest());
    String path = "/v2/" + Places.API + "/manifests/" + name;
    Attempt attempt =
        Attempt.write(
                "PUT", Right.PUSH, Places.API, path, isRight ? Outcome.DEPENDS : Outcome.DENIED)
            .with(image.manifest(), image.mediaType());
    if (random.nextInt(3) == 0) {
      return attempt.named("push by digest " + name.algorithm());
    }
    List<String> tags = new ArrayList<>();
    boolean moves = false;
    for (int i = random.nextInt(3); i >= 0; i--) {
      Spot spot = spot(random);
      boolean isHere = spot.repository().equals(Places.API);
      tags.add(isHere ? spot.tag() : "work-" + i);
      moves |=
          isHere
              && spot.bound().filter(bound -> !bound.digest().equals(image.digest())).isPresent();
    }
    Attempt tagged =
        attempt.asking(tags.stream().map(tag -> "tag=" + tag).collect(Collectors.joining("&")));
    return (moves ? tagged.denied() : tagged).named("push by digest with tags " + tags);
  }

  Attempt delete(Random random) {
    Spot spot = random.nextInt(4) == 0 ? spot(random) : bound(random);
    List<Content> parts = spot.bound().map(ManifestAttempts::images).orElse(List.of());
    if (parts.isEmpty() || random.nextInt(3) == 0) {
      return delete(spot, spot.path(), Outcome.DENIED, "delete the tag " + spot.tag());
    }
    // What is deleted already, or is not there yet, nobody has to keep.
    boolean isKept = spot.state() != State.DELETED && spot.state() != State.PENDING_PUT;
    Outcome outcome = isKept ? Outcome.DENIED : Outcome.DEPENDS;
    Content image = parts.get(random.nextInt(parts.size()));
    String in = "/v2/" + spot.repository();
    String what = " of " + spot.tag() + " (" + spot.state() + ")";
    return switch (random.nextInt(5)) {
      case 0 ->
          delete(
              spot,
              in + "/manifests/" + spot.bound().orElseThrow().digest(),
              outcome,
              "delete the manifest" + what);
      case 1 ->
          delete(spot, in + "/manifests/" + image.digest(), outcome, "delete an image" + what);
      case 2 ->
          delete(
              spot,
              in + "/manifests/" + sha512(image.manifest()),
              Outcome.DEPENDS,
              "delete by SHA-512 an image" + what);
      case 3 -> delete(spot, in + "/blobs/" + image.digest(), outcome, "delete as a blob" + what);
      default ->
          delete(
              spot,
              in + "/blobs/" + image.blob(random.nextInt(2)),
              outcome,
              "delete a blob" + what);
    };
  }

  private static Attempt delete(Spot spot, String path, Outcome outcome, String name) {
    return Attempt.write("DELETE", Right.DELETE, spot.repository(), path, outcome).named(name);
  }

  private static List<Content> images(Content content) {
    return content.children().isEmpty() ? List.of(content) : content.children();
  }

  private static Digest sha512(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-512").digest(bytes);
      return new Digest("sha512:" + HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-512", e);
    }
  }
}
