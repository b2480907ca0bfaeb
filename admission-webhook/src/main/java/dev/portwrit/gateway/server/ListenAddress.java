package dev.portwrit.gateway.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to listen.
 *
 * @param host a name or an address; an IPv6 address without brackets
 * @param port 0 for any that is free
 */
public record ListenAddress(String host, int port) {
  private static final Pattern TEXT =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([A-Za-z0-9.-]+)):([0-9]{1,5})");

  /**
   * Checks the port.
   *
   * @throws IllegalArgumentException if it is none
   */
  public ListenAddress {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("`" + port + "` is not a port");
    }
  }

  /**
   * Reads an address.
   *
   * @param text such as {@code 127.0.0.1:5000}, {@code localhost:0} or {@code [::1]:5000}
   * @return the address, or empty if the text is not one
   */
  public static Optional<ListenAddress> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > 65535) {
      return Optional.empty();
    }
    String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    return Optional.of(new ListenAddress(host, Integer.parseInt(matcher.group(3))));
  }

  /** Whether only this machine can reach it; empty if the host has no address. */
  Optional<Boolean> isLoopback() {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!address.isLoopbackAddress()) {
          return Optional.of(false);
        }
      }
      return Optional.of(true);
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
