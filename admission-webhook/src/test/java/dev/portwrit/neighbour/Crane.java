package dev.portwrit.neighbour;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The client {@code crane}, run by one user. References are {@code 127.0.0.1:PORT/NAME:TAG}. */
public final class Crane {
  private final Path binary;
  private final ClientHome home;

  /** Crane in a home; skips the test that makes one if it is absent. */
  public Crane(ClientHome home) {
    this.binary = Program.CRANE.require();
    this.home = home;
  }

  /** Any command of crane. */
  public Outcome run(String... words) {
    return run(List.of(words), "");
  }

  /** Keeps a login; crane does not ask the registry whether it is right. */
  public Outcome login(String address, String user, String password) {
    return run(List.of("auth", "login", address, "-u", user, "--password-stdin"), password);
  }

  /** Pushes a local image or index. */
  public Outcome push(LocalImage image, String reference) {
    return run("push", image.layout().toString(), reference);
  }

  /** Pulls an image or index into a new OCI layout. */
  public Outcome pull(String reference, Path layout) {
    return run("pull", "--format=oci", reference, layout.toString());
  }

  /** Copies from one reference to another. */
  public Outcome copy(String from, String to) {
    return run("copy", from, to);
  }

  /** Sets one more tag on what a reference points at. */
  public Outcome tag(String reference, String tag) {
    return run("tag", reference, tag);
  }

  /** Asks for the digest behind a reference. */
  public Outcome digest(String reference) {
    return run("digest", reference);
  }

  /** Deletes what a reference points at, by tag or by digest. */
  public Outcome delete(String reference) {
    return run("delete", reference);
  }

  /** Lists the tags of a repository. */
  public Outcome tags(String repository) {
    return run("ls", repository);
  }

  /** Lists the repositories of a registry. */
  public Outcome catalog(String address) {
    return run("catalog", address);
  }

  private Outcome run(List<String> words, String input) {
    List<String> command = new ArrayList<>();
    command.add(binary.toString());
    command.addAll(words);
    command.add("--insecure");
    return home.run(command, input);
  }
}
