package dev.portwrit.embedded;

import java.io.IOException;

/** The connection shall end here without a word, as a vice demands. */
final class ConnectionLostException extends IOException {
  ConnectionLostException() {
    super("the connection is lost on purpose");
  }
}
