package dev.portwrit.gateway.bypass;

import dev.portwrit.gateway.bypass.Attempt.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/** Draws what somebody wants: of attackers anything, of others what must go on working. */
final class Attempts {
  private static final List<String> ODD_METHODS =
      List.of("POST", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "PUTX", "MOVE");

  private final World world;
  private final ManifestAttempts manifests;
  private final UploadAttempts uploads;

  Attempts(World world) {
    this.world = world;
    this.manifests = new ManifestAttempts(world.spots, world.direct);
    this.uploads = new UploadAttempts(world);
  }

  /** Anything. */
  Attempt any(Random random, Caller caller) throws IOException {
    return switch (random.nextInt(10)) {
      case 0, 1 -> read(random);
      case 2 -> forbiddenRead(random);
      case 3, 4, 5 -> manifests.put(random);
      case 6 -> manifests.putByDigest(random);
      case 7 -> manifests.delete(random);
      case 8 -> uploads.any(random, caller);
      default -> odd(random);
    };
  }

  /** What the caller may do, and must be able to. */
  Attempt allowed(Random random, Caller caller) throws IOException, InterruptedException {
    if (caller == Caller.NOBODY || caller == Caller.OUTER) {
      return publicRead(random);
    }
    boolean mayPush = caller.may(Right.PUSH, Places.API);
    return switch (random.nextInt(mayPush ? 8 : 4)) {
      case 0 -> publicRead(random);
      case 1, 2 -> read(random);
      case 3 -> ping(random);
      case 4 -> manifests.sameAgain(random);
      case 5 -> manifests.putLoose(random);
      case 6 -> uploads.own(random, caller);
      default ->
          caller.may(Right.DELETE, Places.API) ? deleteLoose(random) : manifests.sameAgain(random);
    };
  }

  private static String verb(Random random) {
    return random.nextBoolean() ? "GET" : "HEAD";
  }

  private static Attempt ping(Random random) {
    return Attempt.read(verb(random), Right.LOGIN, Places.API, "/v2/", Outcome.ALLOWED);
  }

  /** A read of what is there for whoever may pull. */
  private static Attempt read(Random random) {
    Content image = Places.INDEX.children().get(random.nextInt(2));
    String in = "/v2/" + Places.API;
    String path =
        switch (random.nextInt(6)) {
          case 0 -> in + "/manifests/v-held-0";
          case 1 -> in + "/manifests/" + Places.INDEX.digest();
          case 2 -> in + "/manifests/" + image.digest();
          case 3 -> in + "/blobs/" + image.blob(random.nextInt(2));
          case 4 -> in + "/manifests/stable";
          default -> in + "/tags/list";
        };
    String method = path.endsWith("/list") ? "GET" : verb(random);
    return Attempt.read(method, Right.PULL, Places.API, path, Outcome.ALLOWED);
  }

  private static Attempt publicRead(Random random) {
    String in = "/v2/" + Places.PUBLIC;
    String path =
        switch (random.nextInt(3)) {
          case 0 -> in + "/manifests/v1";
          case 1 -> in + "/manifests/" + Places.PUBLIC_IMAGE.digest();
          default -> in + "/blobs/" + Places.PUBLIC_IMAGE.blob(1);
        };
    return Attempt.read(verb(random), Right.PULL, Places.PUBLIC, path, Outcome.ALLOWED);
  }

  /** A read of secrets, where they are or where they are not. */
  private static Attempt forbiddenRead(Random random) {
    String repository =
        List.of(Places.VAULT, Places.VAULT, Places.OUTSIDE, Places.API, Places.PUBLIC)
            .get(random.nextInt(5));
    boolean isThere = repository.equals(Places.VAULT) || repository.equals(Places.OUTSIDE);
    String in = "/v2/" + repository;
    String path =
        switch (random.nextInt(6)) {
          case 0 -> in + (isThere ? "/manifests/v1" : "/manifests/" + Places.SECRET.digest());
          case 1 -> in + "/manifests/" + Places.SECRET.digest();
          case 2 -> in + "/blobs/" + Places.SECRET.blob(random.nextInt(2));
          case 3 -> in + "/referrers/" + Places.INDEX.digest();
          case 4 -> in + "/tags/list";
          default -> "/v2/_catalog";
        };
    if (path.equals("/v2/_catalog")) {
      return Attempt.read("GET", Right.LOGIN, Places.API, path, Outcome.DEPENDS)
          .asking(random.nextBoolean() ? "" : "n=1000&last=acme/a");
    }
    Outcome outcome =
        isThere || path.contains("list") || path.contains("ref") ? Outcome.DEPENDS : Outcome.DENIED;
    String method = path.contains("list") || path.contains("ref") ? "GET" : verb(random);
    return Attempt.read(method, Right.PULL, repository, path, outcome);
  }

  private Attempt odd(Random random) {
    String method = ODD_METHODS.get(random.nextInt(ODD_METHODS.size()));
    Spot spot = world.spots.get(random.nextInt(world.spots.size()));
    String path =
        switch (random.nextInt(4)) {
          case 0 -> spot.path();
          case 1 -> "/v2/" + spot.repository() + "/tags/list";
          case 2 -> "/v2/" + Places.API + "/blobs/" + Places.INDEX.children().get(0).blob(1);
          default -> "/v2/" + Places.API + "/manifests/" + Places.INDEX.digest();
        };
    Attempt bare = Attempt.write(method, Right.PUSH, spot.repository(), path, Outcome.DENIED);
    Content loose = Places.LOOSE.get(0);
    return random.nextBoolean() ? bare : bare.with(loose.manifest(), loose.mediaType());
  }

  private Attempt deleteLoose(Random random) throws IOException, InterruptedException {
    Content loose = Content.image("short-lived-" + random.nextInt(8));
    world.direct.put(Places.API, loose.digest().value(), loose);
    String path = "/v2/" + Places.API + "/manifests/" + loose.digest();
    return Attempt.write("DELETE", Right.DELETE, Places.API, path, Outcome.ALLOWED);
  }
}
