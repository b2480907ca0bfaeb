package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.reference.Digest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One answer before a push, from the gateway or from the registry, and it is what the gateway then
 * says to the push: over every user, kind of tag and kind of image, with nothing, the manifest or a
 * whole layout brought along.
 */
class AdmitPathsTest {
  private static final List<String> TAGS = List.of("v1", "v2", "stable", "nightly-1", "main");
  private static final String SAID =
      "{\"org.opencontainers.image.source\":\"https://git.example/pay\","
          + "\"org.opencontainers.image.revision\":\"4f1c2d9\"}";
  private static final String IMAGE =
      "{\"schemaVersion\":2,\"mediaType\":\"" + RegistryClient.MANIFEST + "\",";

  @TempDir Path folder;
  private AdmitWorld world;

  @BeforeEach
  void start() throws Exception {
    world = new AdmitWorld(folder);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  /** An image on the disk: its manifest, and all that lies beside it in the layout. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Image(String name, byte[] manifest, List<byte[]> others, boolean isIndex) {
    String type() {
      return isIndex ? RegistryClient.INDEX : RegistryClient.MANIFEST;
    }

    Path layout(Path folder) throws Exception {
      Path layout = folder.resolve(name);
      if (Files.exists(layout)) {
        return layout;
      }
      Path blobs = Files.createDirectories(layout.resolve("blobs/sha256"));
      List<byte[]> all = new ArrayList<>(others);
      all.add(manifest);
      for (byte[] piece : all) {
        Files.write(blobs.resolve(Digest.sha256(piece).hex()), piece);
      }
      Files.writeString(
          layout.resolve("index.json"),
          "{\"manifests\":[{\"digest\":\"" + Digest.sha256(manifest) + "\"}]}");
      return layout;
    }
  }

  private static List<Image> images() {
    byte[] plain = bytes("{}");
    byte[] labels = bytes("{\"config\":{\"Labels\":" + SAID + "}}");
    byte[] labelled = image(labels, "");
    return List.of(
        new Image("annotated", image(plain, ",\"annotations\":" + SAID), List.of(plain), false),
        new Image("silent", image(plain, ""), List.of(plain), false),
        new Image("labelled", labelled, List.of(labels), false),
        new Image("index", index(labelled), List.of(labels, labelled), true),
        new Image("silent-index", index(image(plain, "")), List.of(plain, image(plain, "")), true),
        new Image("unreadable", bytes("{\"layers\":1}"), List.of(), false));
  }

  @Test
  void everyWayToAsk_givesOneAnswer_andThePushGetsIt() throws Exception {
    Map<String, Integer> answers = new LinkedHashMap<>();
    int number = 0;
    for (String user : AdmitWorld.USERS) {
      for (String tag : TAGS) {
        for (Image image : images()) {
          number++;
          // Of a pusher every kind of image, of the others every third case.
          if (user.equals("bob") || number % 3 == 0) {
            // A push changes what the next one is answered, so each has a repository of its own.
            String answer = compare(user, "acme/case" + number, tag, image);
            answers.merge(answer, 1, Integer::sum);
          }
        }
      }
    }
    assertThat(answers).containsOnlyKeys("allow", "deny");
    assertThat(answers.values()).allMatch(count -> count > 20);
  }

  private String compare(String user, String repository, String tag, Image image) throws Exception {
    String name = user + " " + repository + ":" + tag + " " + image.name();
    String target = repository + ":" + tag;
    byte[] released = world.behind().manifest(repository, "released");
    for (String there : List.of("v1", "stable", "nightly-1", "main")) {
      world.behind().pushManifest(repository, there, RegistryClient.MANIFEST, released);
    }
    Path layout = image.layout(folder);
    Path file = Files.write(folder.resolve("manifest.json"), image.manifest());
    String digest = Digest.sha256(image.manifest()).value();

    List<JsonNode> less = new ArrayList<>();
    if (user.equals("bob")) {
      less.add(json(world.admit(user, target, "--digest", digest)));
      less.add(json(world.admit(user, target, "--manifest", file.toString())));
    }
    JsonNode byLayout = json(world.admit(user, target, "--manifest", layout.toString()));
    pushWhatItRefersTo(repository, image);
    HttpResponse<byte[]> pushed = world.push(user, repository, tag, image.type(), image.manifest());

    boolean isPushed = pushed.statusCode() == 201;
    // The registry of the tests takes a manifest that it cannot read no more than a gateway does.
    boolean isRefusedBehind = image.name().equals("unreadable") && pushed.statusCode() == 400;
    String decision = byLayout.path("decision").asText();
    if (!isRefusedBehind) {
      assertThat(decision)
          .as(name + RegistryClient.text(pushed))
          .isEqualTo(isPushed ? "allow" : "deny");
    }
    if (pushed.statusCode() == 403) {
      JsonNode error = new ObjectMapper().readTree(pushed.body()).path("errors").path(0);
      assertThat(byLayout.path("message")).as(name).isEqualTo(error.path("message"));
    }
    for (JsonNode answer : less) {
      assertThat(answer.path("decision").asText()).as(name).isIn(decision, "indeterminate");
    }
    return decision;
  }

  @Test
  void manifestThatTheRegistryHas_needsNotBeBrought() throws Exception {
    Image image = images().get(3);
    pushWhatItRefersTo("acme/app", image);
    String digest = Digest.sha256(image.manifest()).value();
    world.behind().pushManifest("acme/app", digest, image.type(), image.manifest());
    assertThat(decision(world.admit("bob", "acme/app:v2", "--digest", digest))).isEqualTo("allow");
  }

  @Test
  void guardrailThatCannotBeAsked_isIndeterminateAndSaysHow() throws Exception {
    String digest = Digest.sha256(bytes("not pushed")).value();
    Command.Outcome outcome = world.admit("bob", "acme/app:v2", "--digest", digest);
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
    assertThat(json(outcome).path("message").asText()).contains("guardrail", "`--manifest`");
  }

  @Test
  void configurationThatIsNotBrought_isIndeterminate() throws Exception {
    Image image = images().get(2);
    Path file = Files.write(folder.resolve("manifest.json"), image.manifest());
    assertThat(decision(world.admit("bob", "acme/app:v2", "--manifest", file.toString())))
        .isEqualTo("indeterminate");
  }

  @Test
  void repositoryThatLivesElsewhere_isDenied() throws Exception {
    String digest = Digest.sha256(bytes("x")).value();
    Command.Outcome outcome = world.admit("bob", "umbrella/app:v2", "--digest", digest);
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(json(outcome).path("message").asText())
        .isEqualTo("`umbrella/app` is not one of the repositories of `local`");
  }

  @Test
  void registryThatIsGone_isIndeterminate() throws Exception {
    world.stopRegistry();
    Path layout = images().get(0).layout(folder);
    assertThat(decision(world.admit("bob", "acme/app:v2", "--manifest", layout.toString())))
        .isEqualTo("indeterminate");
  }

  @Test
  void digestThatIsNotTheManifests_isWrong() throws Exception {
    Path layout = images().get(0).layout(folder);
    Path file = Files.write(folder.resolve("manifest.json"), images().get(0).manifest());
    String other = Digest.sha256(bytes("other")).value();
    for (Path path : List.of(layout, file, folder.resolve("none"))) {
      Command.Outcome outcome =
          world.admit("bob", "acme/app:v2", "--manifest", path.toString(), "--digest", other);
      assertThat(outcome.exitCode()).isEqualTo(ExitCode.WRONG);
    }
  }

  private void pushWhatItRefersTo(String repository, Image image) throws Exception {
    for (byte[] piece : image.others()) {
      if (image.isIndex() && piece.length > 200) {
        world
            .behind()
            .pushManifest(repository, Digest.sha256(piece).value(), RegistryClient.MANIFEST, piece);
      } else {
        world.behind().pushBlob(repository, piece);
      }
    }
  }

  private static byte[] image(byte[] configuration, String rest) {
    return bytes(
        IMAGE
            + "\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\""
            + Digest.sha256(configuration)
            + "\",\"size\":"
            + configuration.length
            + "},\"layers\":[]"
            + rest
            + "}");
  }

  private static byte[] index(byte[] child) {
    return RegistryClient.indexOf(child);
  }

  private static String decision(Command.Outcome outcome) throws Exception {
    return json(outcome).path("decision").asText();
  }

  private static JsonNode json(Command.Outcome outcome) throws Exception {
    return new ObjectMapper().readTree(outcome.out());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
