package dev.portwrit.neighbour;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The client {@code oras}, run by one user. References are {@code 127.0.0.1:PORT/NAME:TAG}. */
public final class Oras {
  private static final String PLAIN = "--plain-http";

  private final Path binary;
  private final ClientHome home;

  /** Oras in a home; skips the test that makes one if it is absent. */
  public Oras(ClientHome home) {
    this.binary = Program.ORAS.require();
    this.home = home;
  }

  /** Logs in, asking the registry. */
  public Outcome login(String address, String user, String password) {
    return run(List.of("login", PLAIN, "--username", user, "--password-stdin", address), password);
  }

  /** Pushes a text as an artifact of one file. */
  public Outcome push(String text, String reference) {
    return run("push", PLAIN, reference, file("content.txt", text));
  }

  /** Attaches a text to what a reference points at. */
  public Outcome attach(String text, String reference) {
    String type = "application/example";
    return run("attach", PLAIN, "--artifact-type", type, reference, file("attached.txt", text));
  }

  /** Shows what is attached to what a reference points at. */
  public Outcome discover(String reference) {
    return run("discover", PLAIN, reference);
  }

  /** Pulls an artifact's files into a folder. */
  public Outcome pull(String reference, Path into) {
    return run("pull", PLAIN, "-o", into.toString(), reference);
  }

  /** Copies from one reference to another. */
  public Outcome copy(String from, String to) {
    return run("copy", "--from-plain-http", "--to-plain-http", from, to);
  }

  /** Sets one more tag on what a reference points at. */
  public Outcome tag(String reference, String tag) {
    return run("tag", PLAIN, reference, tag);
  }

  /** Deletes the manifest that a reference points at; oras finds its digest first. */
  public Outcome delete(String reference) {
    return run("manifest", "delete", PLAIN, "--force", reference);
  }

  /** Lists the tags of a repository. */
  public Outcome tags(String repository) {
    return run("repo", "tags", PLAIN, repository);
  }

  /** Lists the repositories of a registry. */
  public Outcome catalog(String address) {
    return run("repo", "ls", PLAIN, address);
  }

  /** A file in the folder in which oras runs, as oras names files with their type. */
  private String file(String name, String text) {
    try {
      Files.writeString(home.folder().resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return name + ":text/plain";
  }

  private Outcome run(String... words) {
    return run(List.of(words), "");
  }

  private Outcome run(List<String> words, String input) {
    List<String> command = new ArrayList<>();
    command.add(binary.toString());
    command.addAll(words);
    return home.run(command, input);
  }
}
