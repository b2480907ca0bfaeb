package dev.portwrit.neighbour;

import java.net.URI;

/** A registry that serves on a port of the loopback address, without TLS. */
public interface RunningRegistry extends AutoCloseable {
  /** Host and port as clients write them, such as {@code 127.0.0.1:41234}. */
  String address();

  /** The address with its scheme. */
  default URI url() {
    return URI.create("http://" + address());
  }

  /** What it wrote of itself last; empty if it keeps no log. */
  default String log() {
    return "";
  }

  @Override
  void close();
}
