package dev.portwrit.neighbour;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The signer {@code cosign}, run by one user with a key of that user and no transparency log.
 * References are {@code 127.0.0.1:PORT/NAME:TAG}.
 */
public final class Cosign {
  private final Path binary;
  private final ClientHome home;

  /** Cosign in a home, with a new key; skips the test that makes one if it is absent. */
  public Cosign(ClientHome home) {
    this.binary = Program.COSIGN.require();
    this.home = home;
    run(List.of("generate-key-pair")).orFail();
  }

  /** Signs what a reference points at. */
  public Outcome sign(String reference) {
    return remote("sign", "--key", "cosign.key", "--tlog-upload=false", "--yes", reference);
  }

  /** Verifies the signatures of what a reference points at. */
  public Outcome verify(String reference) {
    return remote("verify", "--key", "cosign.pub", "--insecure-ignore-tlog", reference);
  }

  /** Attaches a bill of materials as a tag of its own. */
  public Outcome attach(Path sbom, String reference) {
    return remote("attach", "sbom", "--sbom", sbom.toString(), "--type", "spdx", reference);
  }

  /** Attaches a signed statement. */
  public Outcome attest(Path predicate, String reference) {
    return remote(
        "attest",
        "--key",
        "cosign.key",
        "--tlog-upload=false",
        "--yes",
        "--type",
        "spdx",
        "--predicate",
        predicate.toString(),
        reference);
  }

  /** Copies an image with its signatures, over what is there. */
  public Outcome copy(String from, String to) {
    return remote("copy", "--force", from, to);
  }

  /** Deletes signatures, attestations and bills of materials of what a reference points at. */
  public Outcome clean(String reference) {
    return remote("clean", "--force", reference);
  }

  private Outcome remote(String verb, String... words) {
    List<String> command = new ArrayList<>(List.of(verb));
    command.addAll(List.of(words));
    command.add("--allow-insecure-registry");
    command.add("--allow-http-registry");
    return run(command);
  }

  private Outcome run(List<String> words) {
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(words);
    return home.run(command, "");
  }
}
