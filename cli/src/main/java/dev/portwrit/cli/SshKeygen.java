package dev.portwrit.cli;

import dev.portwrit.diagnostic.Printable;
import dev.portwrit.expectation.RegoTests;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The program {@code ssh-keygen} of OpenSSH, which signs files and checks their signatures: with
 * keys in files, in an agent or on a token, and it asks for passphrases by itself.
 */
final class SshKeygen {
  /** What signatures of files are for, by the word that OpenSSH has for it. */
  static final String NAMESPACE = "file";

  private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");

  private final String program;

  private SshKeygen(String program) {
    this.program = program;
  }

  /** Finds it on the search path. */
  static SshKeygen find(Map<String, String> variables) throws Failure {
    String path = variables.getOrDefault("PATH", "/usr/bin:/bin");
    return new SshKeygen(
        RegoTests.find("ssh-keygen", path)
            .map(Path::toString)
            .orElseThrow(
                () ->
                    Failure.undetermined(
                        "`ssh-keygen` is not on the PATH",
                        "install OpenSSH 8.2 or newer, such as Debian's `openssh-client`")));
  }

  /** The fingerprint of a key, by its file or that of its public half. */
  String fingerprint(Path key) throws Failure {
    Said said = run(List.of("-l", "-f", key.toString()), new byte[0]);
    return said.fingerprint()
        .filter(found -> said.isDone())
        .orElseThrow(
            () ->
                Failure.wrong(
                    "`" + key + "` is no SSH key: " + said.line(),
                    "name a key such as `~/.ssh/id_ed25519`, or its public half"));
  }

  /** Signs what a file holds; the signature as a text. */
  String sign(Path key, byte[] bytes) throws Failure {
    Said said = run(List.of("-q", "-Y", "sign", "-f", key.toString(), "-n", NAMESPACE), bytes);
    if (!said.isDone() || !said.out().startsWith("-----BEGIN SSH SIGNATURE-----")) {
      throw Failure.undetermined(
          "`" + key + "` does not sign: " + said.line(), "see whether `ssh-keygen -Y sign` can");
    }
    return said.out();
  }

  /**
   * The fingerprint of the key that made a signature of what was read from a file; empty if it is
   * not one of it.
   */
  Optional<String> signer(byte[] bytes, Path signature) throws Failure {
    Said said =
        run(List.of("-Y", "check-novalidate", "-n", NAMESPACE, "-s", signature.toString()), bytes);
    return said.isDone() ? said.fingerprint() : Optional.empty();
  }

  /** What it said, and whether it did what it should. */
  private record Said(boolean isDone, String out, String all) {
    Optional<String> fingerprint() {
      Matcher matcher = FINGERPRINT.matcher(all);
      return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    String line() {
      return Printable.escape(all.strip().lines().findFirst().orElse("it says nothing"));
    }
  }

  private Said run(List<String> words, byte[] input) throws Failure {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    try {
      Process process = builder.start();
      give(process, input);
      String out = text(process.getInputStream().readAllBytes());
      String err = text(process.getErrorStream().readAllBytes());
      return new Said(process.waitFor() == 0, out, out + err);
    } catch (IOException e) {
      throw Failure.undetermined(
          "`" + program + "` could not be run: " + e.getMessage(), "see who may run it");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.undetermined("it was stopped", "run again");
    }
  }

  private static void give(Process process, byte[] input) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(input);
    } catch (IOException ended) {
      // It refuses a key or a signature before it reads; how it ends says so.
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
