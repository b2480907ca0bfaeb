package dev.portwrit.neighbour;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The client {@code regctl}, run by one user. References are {@code 127.0.0.1:PORT/NAME:TAG}. */
public final class Regctl {
  private final Path binary;
  private final ClientHome home;
  private final String address;

  /** Regctl in a home, for one registry; skips the test that makes one if it is absent. */
  public Regctl(ClientHome home, String address) {
    this.binary = Program.REGCTL.require();
    this.home = home;
    this.address = address;
  }

  /** Logs in, asking the registry. */
  public Outcome login(String user, String password) {
    return run(List.of("registry", "login", address, "--user", user, "--pass-stdin"), password);
  }

  /** Pushes a local image. */
  public Outcome push(LocalImage image, String reference) {
    return copy("ocidir://" + image.layout() + "@" + image.digest(), reference);
  }

  /** Pulls an image into a new OCI layout. */
  public Outcome pull(String reference, Path layout) {
    return copy(reference, "ocidir://" + layout + ":pulled");
  }

  /** Copies from one reference to another. */
  public Outcome copy(String from, String to) {
    return run("image", "copy", from, to);
  }

  /** Takes a tag away: by a delete, or by pushing and deleting something else under it. */
  public Outcome untag(String reference) {
    return run("tag", "delete", reference);
  }

  /** Deletes a manifest by its digest. */
  public Outcome delete(String reference) {
    return run("manifest", "delete", reference);
  }

  /** Lists the tags of a repository. */
  public Outcome tags(String repository) {
    return run("tag", "ls", repository);
  }

  /** Lists the repositories of the registry. */
  public Outcome catalog() {
    return run("repo", "ls", address);
  }

  private Outcome run(String... words) {
    return run(List.of(words), "");
  }

  private Outcome run(List<String> words, String input) {
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    command.add("--host");
    command.add("reg=" + address + ",tls=disabled");
    command.addAll(words);
    return home.run(command, input);
  }
}
