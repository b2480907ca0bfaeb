package dev.portwrit.gateway.identity;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** What failures from an address are counted by. */
final class ClientAddress {
  private static final int NETWORK_BYTES = 8;

  private ClientAddress() {}

  /**
   * An IPv4 address as it is; of an IPv6 address its /64 network, because whoever has one address
   * of that usually has all of them.
   *
   * @param remote a literal, perhaps in brackets or with a zone; anything else stands for itself
   */
  static String keyOf(String remote) {
    String literal =
        remote.startsWith("[") && remote.endsWith("]")
            ? remote.substring(1, remote.length() - 1)
            : remote;
    int zone = literal.indexOf('%');
    if (zone >= 0) {
      literal = literal.substring(0, zone);
    }
    if (literal.indexOf(':') < 0 || !literal.chars().allMatch(ClientAddress::isLiteral)) {
      return literal;
    }
    try {
      // With nothing but hex digits, colons and dots in it no name service is asked.
      InetAddress address = InetAddress.getByName(literal);
      return address instanceof Inet6Address
          ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES)) + "/64"
          : address.getHostAddress();
    } catch (UnknownHostException e) {
      return literal;
    }
  }

  private static boolean isLiteral(int c) {
    return Character.digit(c, 16) >= 0 || c == ':' || c == '.';
  }
}
