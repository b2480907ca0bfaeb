package dev.portwrit.neighbour;

import java.nio.file.Path;
import java.util.List;

/** The builder {@code buildah}, run by one user. References are {@code 127.0.0.1:PORT/NAME:TAG}. */
public final class Buildah {
  private final ContainersStorage storage;

  /** Buildah in a home; skips the test that makes one if it is absent. */
  public Buildah(ClientHome home) {
    this.storage = new ContainersStorage(Program.BUILDAH, home, List.of());
  }

  /** Logs in, asking the registry. */
  public Outcome login(String address, String user, String password) {
    return storage.login(address, user, password);
  }

  /** Builds an image of one file, without running anything. */
  public void build(String image, Path file) {
    String container = storage.run("from", "--isolation", "chroot", "scratch").text();
    storage.run("add", container, file.toString(), "/content").orFail();
    storage.run("commit", "--signature-policy", storage.policy(), container, image).orFail();
  }

  /** Takes an image from a registry into the storage of this user. */
  public Outcome pull(String reference) {
    return storage.pull(reference);
  }

  /** Pushes an image that was built or pulled. */
  public Outcome push(String image, String reference) {
    return storage.push(image, reference);
  }
}
