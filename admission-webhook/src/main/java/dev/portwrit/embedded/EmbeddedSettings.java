package dev.portwrit.embedded;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What an embedded registry needs to know before it starts.
 *
 * @param folder where it keeps its files; made if it is not there
 * @param port the port on the loopback address; 0 takes a free one
 * @param credentials the login it asks for; empty lets everybody do everything
 * @param isAnnounced whether the log says where it is and what it is for; false where nobody but
 *     its maker will use it
 */
public record EmbeddedSettings(
    Path folder, int port, Optional<Credentials> credentials, boolean isAnnounced) {
  /**
   * A registry without login on a free port.
   *
   * @param folder where it keeps its files
   * @return the settings
   */
  public static EmbeddedSettings in(Path folder) {
    return new EmbeddedSettings(folder, 0, Optional.empty(), true);
  }

  /**
   * The same on another port.
   *
   * @param newPort the port; 0 takes a free one
   * @return new settings
   */
  public EmbeddedSettings withPort(int newPort) {
    return new EmbeddedSettings(folder, newPort, credentials, isAnnounced);
  }

  /**
   * The same with a login.
   *
   * @param login what clients must bring
   * @return new settings
   */
  public EmbeddedSettings withCredentials(Credentials login) {
    return new EmbeddedSettings(folder, port, Optional.of(login), isAnnounced);
  }

  /**
   * The same without a word in the log.
   *
   * @return new settings
   */
  public EmbeddedSettings unannounced() {
    return new EmbeddedSettings(folder, port, credentials, false);
  }
}
