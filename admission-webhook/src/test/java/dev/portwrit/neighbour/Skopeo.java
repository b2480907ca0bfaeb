package dev.portwrit.neighbour;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The client {@code skopeo}, run by one user. References are {@code 127.0.0.1:PORT/NAME:TAG}. */
public final class Skopeo {
  private static final String DOCKER = "docker://";

  private final Path binary;
  private final ClientHome home;

  /** Skopeo in a home; skips the test that makes one if it is absent. */
  public Skopeo(ClientHome home) {
    this.binary = Program.SKOPEO.require();
    this.home = home;
  }

  /** Logs in, asking the registry. */
  public Outcome login(String address, String user, String password) {
    return run(
        List.of(
            "login",
            "--authfile",
            home.logins().toString(),
            "--tls-verify=false",
            "--username",
            user,
            "--password-stdin",
            address),
        password);
  }

  /** Pushes a local image or index, with every child, as the bytes it is. */
  public Outcome push(LocalImage image, String reference) {
    return run(
        "copy",
        "--authfile",
        home.logins().toString(),
        "--all",
        "--preserve-digests",
        "--dest-tls-verify=false",
        "oci:" + image.layout(),
        DOCKER + reference);
  }

  /** Pulls an image or index, with every child, into a new OCI layout. */
  public Outcome pull(String reference, Path layout) {
    return run(
        "copy",
        "--authfile",
        home.logins().toString(),
        "--all",
        "--preserve-digests",
        "--src-tls-verify=false",
        DOCKER + reference,
        "oci:" + layout);
  }

  /** Copies from one reference to another. */
  public Outcome copy(String from, String to) {
    return run(
        "copy",
        "--authfile",
        home.logins().toString(),
        "--all",
        "--preserve-digests",
        "--src-tls-verify=false",
        "--dest-tls-verify=false",
        DOCKER + from,
        DOCKER + to);
  }

  /** Deletes the manifest that a reference points at; skopeo finds its digest first. */
  public Outcome delete(String reference) {
    return remote("delete", reference);
  }

  /** Shows what is known of an image, as JSON. */
  public Outcome inspect(String reference) {
    return remote("inspect", reference);
  }

  /** Lists the tags of a repository, as JSON. */
  public Outcome tags(String repository) {
    return remote("list-tags", repository);
  }

  private Outcome remote(String verb, String reference) {
    return run(
        verb, "--authfile", home.logins().toString(), "--tls-verify=false", DOCKER + reference);
  }

  private Outcome run(String... words) {
    return run(List.of(words), "");
  }

  private Outcome run(List<String> words, String input) {
    List<String> command = new ArrayList<>();
    command.add(binary.toString());
    command.add("--insecure-policy");
    command.addAll(words);
    return home.run(command, input);
  }
}
