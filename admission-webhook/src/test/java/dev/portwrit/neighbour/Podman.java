package dev.portwrit.neighbour;

import java.util.List;

/** The client {@code podman}, run by one user. References are {@code 127.0.0.1:PORT/NAME:TAG}. */
public final class Podman {
  private final ContainersStorage storage;

  /** Podman in a home; skips the test that makes one if it is absent. */
  public Podman(ClientHome home) {
    String temporary = home.folder().resolve("podman").toString();
    this.storage =
        new ContainersStorage(
            Program.PODMAN, home, List.of("--cgroup-manager", "cgroupfs", "--tmpdir", temporary));
  }

  /** Logs in, asking the registry. */
  public Outcome login(String address, String user, String password) {
    return storage.login(address, user, password);
  }

  /** Takes an image from a registry into the storage of this user. */
  public Outcome pull(String reference) {
    return storage.pull(reference);
  }

  /** Pushes an image that was pulled. */
  public Outcome push(String image, String reference) {
    return storage.push(image, reference);
  }

  /** Lists the tags of a repository. */
  public Outcome tags(String repository) {
    return storage.run(
        "search", "--authfile", storage.logins(), "--tls-verify=false", "--list-tags", repository);
  }
}
