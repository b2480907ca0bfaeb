package dev.portwrit.source;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@code ssh-keygen} and {@code gpg} of this machine, with keys of their own in one folder. */
public final class SigningTools implements AutoCloseable {
  private final Path folder;

  public SigningTools(Path folder) {
    this.folder = folder;
  }

  /** A signature of Git: how it is told to sign, and what lists the key. */
  public record Key(List<String> gitOptions, String publicText) {
    /** Commits all that is there, signed by this key. */
    public String commit(RealGit git, String message) {
      git.run("add", "--all");
      List<String> command = new ArrayList<>(gitOptions);
      command.addAll(List.of("commit", "--quiet", "--allow-empty", "-S", "--message", message));
      git.run(command.toArray(String[]::new));
      return git.run("rev-parse", "HEAD");
    }

    /** The item of a YAML list that lists it. */
    public String item() {
      return "  - |\n" + publicText.strip().indent(4);
    }
  }

  /** A new SSH key. */
  public Key ssh(String type, String comment) {
    Path file = folder.resolve("ssh-" + comment);
    run("ssh-keygen", "-q", "-t", type, "-N", "", "-C", comment, "-f", file.toString());
    return new Key(
        List.of("-c", "gpg.format=ssh", "-c", "user.signingkey=" + file),
        read(folder.resolve("ssh-" + comment + ".pub")));
  }

  /** What {@code ssh-keygen} makes of a text for some other purpose than Git's. */
  public String sign(Path key, String namespace, String text) {
    Path file = folder.resolve("text");
    write(file, text);
    run("ssh-keygen", "-q", "-Y", "sign", "-f", key.toString(), "-n", namespace, file.toString());
    return read(folder.resolve("text.sig"));
  }

  /** A new OpenPGP key that can only certify, with a subkey that signs, for a year. */
  public Key openPgp(String user) {
    gpg("--passphrase", "", "--quick-generate-key", user, "ed25519", "cert", "1y");
    String fingerprint = fingerprint(user);
    gpg("--passphrase", "", "--quick-add-key", fingerprint, "ed25519", "sign", "1y");
    return listed(user, fingerprint);
  }

  /** A key as it is listed once it was revoked. */
  public Key revoked(String user) {
    String fingerprint = fingerprint(user);
    Path file = home().resolve("openpgp-revocs.d").resolve(fingerprint + ".rev");
    write(file, read(file).replace(":-----BEGIN", "-----BEGIN"));
    gpg("--import", file.toString());
    return listed(user, fingerprint);
  }

  private Key listed(String user, String fingerprint) {
    return new Key(
        List.of(
            "-c", "gpg.format=openpgp",
            "-c", "gpg.program=" + program(),
            "-c", "user.signingkey=" + fingerprint),
        gpg("--armor", "--export", user));
  }

  private String fingerprint(String user) {
    return gpg("--with-colons", "--list-keys", user)
        .lines()
        .filter(line -> line.startsWith("fpr:"))
        .map(line -> line.split(":", -1)[9])
        .findFirst()
        .orElseThrow();
  }

  /** Git starts one program without arguments of ours: this one knows where the keys are. */
  private Path program() {
    Path file = folder.resolve("gpg-here");
    write(file, "#!/bin/sh\nexec gpg --homedir '" + home() + "' --batch \"$@\"\n");
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  private Path home() {
    Path home = folder.resolve("gnupg");
    try {
      Files.createDirectories(
          home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return home;
  }

  private String gpg(String... arguments) {
    List<String> command = new ArrayList<>(List.of("gpg", "--homedir", home().toString()));
    command.addAll(List.of("--batch", "--quiet", "--yes", "--pinentry-mode", "loopback"));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  private String run(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectError(folder.resolve("errors").toFile())
              .start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + ": " + read(folder.resolve("errors")));
      }
      return output;
    } catch (IOException e) {
      assumeTrue(false, "`" + command[0] + "` cannot be started, so signatures are not tried out");
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the agent that gpg starts for its keys. */
  @Override
  public void close() {
    if (Files.exists(folder.resolve("gnupg"))) {
      run("gpgconf", "--homedir", home().toString(), "--kill", "gpg-agent");
    }
  }
}
