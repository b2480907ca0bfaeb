package dev.portwrit.gateway.bypass;

import dev.portwrit.gateway.bypass.Attempt.Outcome;
import dev.portwrit.gateway.bypass.Login.Credential;
import dev.portwrit.gateway.bypass.Login.Scope;
import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/** Uploads of blobs, and mounts. */
final class UploadAttempts {
  /** How the name begins of what another caller began. */
  static final String SOMEBODY_ELSES = "go on with an upload of ";

  /** Where nothing is, as long as the address of an upload. */
  private static final String NONE_BEGAN = "0".repeat(64);

  private static final String STREAM = "application/octet-stream";

  private final World world;

  UploadAttempts(World world) {
    this.world = world;
  }

  private static String uploads(String repository) {
    return "/v2/" + repository + "/blobs/uploads/";
  }

  private static Attempt post(String repository, Outcome outcome) {
    return Attempt.write("POST", Right.PUSH, repository, uploads(repository), outcome);
  }

  private static byte[] blob(Random random) {
    return Content.bytes("a blob of no importance, " + random.nextInt(16));
  }

  /** A step of an upload, or a mount, that somebody might gain something by. */
  Attempt any(Random random, Caller caller) throws IOException {
    byte[] blob = blob(random);
    Digest wrong = Places.INDEX.children().get(0).blob(1);
    return switch (random.nextInt(8)) {
      case 0, 1 -> mount(random);
      case 2 ->
          post(Places.API, Outcome.DEPENDS)
              .named("upload other bytes under the digest of a layer")
              .asking("digest=" + wrong)
              .with(blob, STREAM)
              .never(201);
      case 3 ->
          step("PUT", session(Caller.PUSHER, Places.API), Outcome.DENIED)
              .named("end an upload with other bytes than its digest")
              .asking("digest=" + wrong)
              .with(blob, STREAM);
      case 4 -> {
        Caller other = caller == Caller.KEEPER ? Caller.PUSHER : Caller.KEEPER;
        yield step(any(random), session(other, Places.API), Outcome.DENIED)
            .named(SOMEBODY_ELSES + other)
            .with(blob, STREAM);
      }
      case 5 ->
          step(
                  any(random),
                  session(caller, Places.API).replace(Places.API, Places.WEB),
                  Outcome.DENIED)
              .named("carry an upload into another repository")
              .with(blob, STREAM);
      case 6 -> {
        String session = session(caller, Places.API);
        int at = session.length() - 1 - random.nextInt(20);
        char other = session.charAt(at) == 'A' ? 'B' : 'A';
        yield step(
                any(random),
                session.substring(0, at) + other + session.substring(at + 1),
                Outcome.DEPENDS)
            .named("change an upload's address")
            .with(blob, STREAM);
      }
      default ->
          step(
                  any(random),
                  uploads(Places.API) + "6f6f7f8e-0000-4000-8000-000000000000",
                  Outcome.DENIED)
              .named("ask for an upload by the registry's own name")
              .with(blob, STREAM);
    };
  }

  private static String any(Random random) {
    return List.of("PATCH", "PUT", "DELETE", "GET").get(random.nextInt(4));
  }

  private static Attempt mount(Random random) {
    String into = random.nextInt(4) == 0 ? Places.PUBLIC : Places.API;
    Digest secret = Places.SECRET.blob(random.nextInt(2));
    String from =
        switch (random.nextInt(6)) {
          case 0 -> "";
          case 1 -> "&from=" + Places.WEB;
          case 2 -> "&from=" + Places.PUBLIC;
          case 3 -> "&from=" + Places.OUTSIDE;
          case 4 -> "&from=" + into;
          default -> "&from=" + Places.VAULT;
        };
    return post(into, Outcome.DEPENDS)
        .named("mount a secret into " + into + " with " + from)
        .asking("mount=" + secret + from)
        .never(201);
  }

  /** A step of an upload of one's own, or a mount from where one may pull. */
  Attempt own(Random random, Caller caller) throws IOException {
    byte[] blob = blob(random);
    Digest digest = Digest.sha256(blob);
    return switch (random.nextInt(5)) {
      case 0 -> post(Places.API, Outcome.ALLOWED).named("begin an upload");
      case 1 ->
          post(Places.API, Outcome.ALLOWED)
              .named("upload in one request")
              .asking("digest=" + digest)
              .with(blob, STREAM);
      case 2 ->
          post(Places.API, Outcome.ALLOWED)
              .named("mount from where one may pull")
              .asking("mount=" + Places.LOOSE.get(0).blob(1) + "&from=" + Places.WEB);
      case 3 ->
          step("PATCH", session(caller, Places.API), Outcome.ALLOWED)
              .named("send a part")
              .with(blob, STREAM);
      default ->
          step("PUT", session(caller, Places.API), Outcome.ALLOWED)
              .named("end an upload")
              .asking("digest=" + digest)
              .with(blob, STREAM);
    };
  }

  private static Attempt step(String method, String path, Outcome outcome) {
    String repository = path.substring("/v2/".length(), path.indexOf("/blobs/"));
    return Attempt.write(method, Right.PUSH, repository, path, outcome);
  }

  /** The address of an upload that somebody began; a made-up one if that did not work. */
  private String session(Caller caller, String repository) throws IOException {
    Caller who = caller.may(Right.PUSH, repository) ? caller : Caller.PUSHER;
    String login =
        world
            .logins
            .header(who, new Login(Credential.PASSWORD, Scope.REACHING), repository)
            .orElse("");
    WireAnswer answer =
        world
            .wire(Protocol.HTTP_1)
            .send(
                new WireRequest(
                    "POST",
                    uploads(repository),
                    world.authority,
                    List.of(new Field("Authorization", login), new Field("Content-Length", "0")),
                    new byte[0],
                    Framing.NONE));
    String location = answer.header("location").orElse(uploads(repository) + NONE_BEGAN);
    return location.startsWith(world.origin) ? location.substring(world.origin.length()) : location;
  }
}
