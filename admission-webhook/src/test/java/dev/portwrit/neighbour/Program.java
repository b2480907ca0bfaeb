package dev.portwrit.neighbour;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** A program that tests use if the machine has it. */
public enum Program {
  /** The registry of CNCF Distribution 2.8, as Debian packages it. */
  DOCKER_REGISTRY("docker-registry", "the Debian package docker-registry"),
  /** The registry of CNCF Distribution 3. */
  REGISTRY("registry", "go install github.com/distribution/distribution/v3/cmd/registry@v3.1.2"),
  /** The client of go-containerregistry. */
  CRANE("crane", "go install github.com/google/go-containerregistry/cmd/crane@v0.22.1"),
  /** The client of the containers project, with the library that podman uses. */
  SKOPEO("skopeo", "the Debian package skopeo"),
  /** A proxy that is not ours. */
  NGINX("nginx", "the Debian package nginx"),
  /** The container engine's client that needs no daemon. */
  PODMAN("podman", "the Debian package podman"),
  /** The builder of the containers project. */
  BUILDAH("buildah", "the Debian package buildah"),
  /** The client for artifacts of any kind. */
  ORAS("oras", "go install oras.land/oras/cmd/oras@v1.3.6"),
  /** The client of regclient. */
  REGCTL("regctl", "go install github.com/regclient/regclient/cmd/regctl@v0.11.7"),
  /** Signs images. */
  COSIGN("cosign", "go install github.com/sigstore/cosign/v2/cmd/cosign@v2.6.5"),
  /** Apache's maker of users files. */
  HTPASSWD("htpasswd", "the Debian package apache2-utils"),
  /** The browser. */
  CHROMIUM("chromium", "the Debian package chromium");

  private final String command;
  private final String source;

  Program(String command, String source) {
    this.command = command;
    this.source = source;
  }

  /** Where the program is on this machine. */
  public Optional<Path> find() {
    return folders().stream()
        .map(folder -> folder.resolve(command))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Where the program is; skips the test that asks, with a printed reason, if it is absent. */
  public Path require() {
    return find().orElseThrow(this::absent);
  }

  private TestAbortedException absent() {
    String reason =
        "skipped: `" + command + "` is neither on the PATH nor in PORTWRIT_TOOLS; get " + source;
    System.err.println(reason);
    return new TestAbortedException(reason);
  }

  private static List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    Optional.ofNullable(System.getenv("PORTWRIT_TOOLS")).map(Path::of).ifPresent(folders::add);
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (!folder.isEmpty()) {
        folders.add(Path.of(folder));
      }
    }
    return folders;
  }
}
