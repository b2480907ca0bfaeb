package dev.portwrit.neighbour;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;

/**
 * A storage of images for podman and buildah in the home of one user: plain files, no mounts, and
 * nothing of the machine's own storage. Whether an image is signed is not asked.
 */
final class ContainersStorage {
  private static final String ANYTHING = "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}";

  private final ClientHome home;
  private final List<String> command;
  private final Path policy;

  /** A storage; skips the test that makes one if the machine cannot have it. */
  ContainersStorage(Program program, ClientHome home, List<String> options) {
    this.home = home;
    this.command = new ArrayList<>(List.of(program.require().toString()));
    command.addAll(List.of("--storage-driver", "vfs"));
    command.addAll(List.of("--root", home.folder().resolve("storage").toString()));
    // Relative to the home: podman takes at most 50 characters.
    command.addAll(List.of("--runroot", "storage-run"));
    command.addAll(options);
    try {
      this.policy = Files.writeString(home.folder().resolve("policy.json"), ANYTHING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Outcome images = run("images");
    if (!images.succeeded()) {
      String reason = "skipped: this machine gives no storage for images: " + images.errors();
      System.err.println(reason);
      throw new TestAbortedException(reason);
    }
  }

  /** Logs in, asking the registry. */
  Outcome login(String address, String user, String password) {
    return run(
        List.of("login", "--authfile", logins(), "--tls-verify=false", "-u", user)
            .toArray(new String[0]),
        password,
        "--password-stdin",
        address);
  }

  /** Takes an image from a registry into the storage. */
  Outcome pull(String reference) {
    return remote("pull", reference);
  }

  /** Pushes an image of the storage. */
  Outcome push(String image, String reference) {
    return remote("push", image, reference);
  }

  /** A command that speaks to a registry. */
  private Outcome remote(String verb, String... words) {
    String[] options = {
      verb, "--authfile", logins(), "--tls-verify=false", "--signature-policy", policy.toString()
    };
    return run(options, "", words);
  }

  /** Any command. */
  Outcome run(String... words) {
    return run(words, "");
  }

  private Outcome run(String[] options, String input, String... words) {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of(options));
    whole.addAll(List.of(words));
    return home.run(whole, input);
  }

  String logins() {
    return home.logins().toString();
  }

  String policy() {
    return policy.toString();
  }
}
