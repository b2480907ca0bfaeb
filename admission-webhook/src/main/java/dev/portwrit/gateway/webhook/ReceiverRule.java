package dev.portwrit.gateway.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where events may go. Policies name receivers, and who writes policies must not reach what only
 * the gateway's machine can: its loopback, the metadata service of a cloud. It is the address that
 * counts to which a connection is made, whatever a name was resolved to before.
 */
final class ReceiverRule {
  /** Of clouds that have their metadata service elsewhere than at a link-local address. */
  private static final Set<String> METADATA =
      Set.of(
          "100.100.100.200",
          "192.0.0.192",
          "168.63.129.16",
          "fd00:ec2:0:0:0:0:0:254",
          "fd20:ce:0:0:0:0:0:254");

  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

  private final Set<String> allowed;

  ReceiverRule(Set<String> allowed) {
    this.allowed = allowed;
  }

  /** Why an address is not asked at all; empty if it may be, wherever it turns out to be. */
  Optional<String> objection(URI url) {
    return url.getScheme().equals("https") || isAllowed(url.getHost(), port(url))
        ? Optional.empty()
        : Optional.of("it is not `https`, and `--webhook-allow` does not name it");
  }

  private static int port(URI url) {
    return url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
  }

  /** Whether a connection may be made for a host that was resolved so. */
  boolean mayConnect(String host, int port, InetAddress address) {
    return isAllowed(host, port) || !isInside(address);
  }

  private boolean isAllowed(String host, int port) {
    return allowed.contains(host.toLowerCase(Locale.ROOT) + ":" + port);
  }

  private static boolean isInside(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || METADATA.contains(plain(address))
        || (address instanceof Inet4Address && address.getAddress()[0] == 0)
        || (address instanceof Inet6Address six && isInside(six));
  }

  private static String plain(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  /** Whether an address of version 6 leads to one of version 4 that is inside. */
  private static boolean isInside(Inet6Address address) {
    byte[] bytes = address.getAddress();
    boolean isNat64 = Arrays.equals(bytes, 0, NAT64.length, NAT64, 0, NAT64.length);
    boolean is6to4 = bytes[0] == 0x20 && bytes[1] == 0x02;
    if (!isNat64 && !is6to4 && !address.isIPv4CompatibleAddress()) {
      return false;
    }
    int from = is6to4 ? 2 : 12;
    try {
      return isInside(InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4)));
    } catch (UnknownHostException e) {
      return true;
    }
  }
}
