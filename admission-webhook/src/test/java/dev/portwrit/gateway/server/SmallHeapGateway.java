package dev.portwrit.gateway.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A gateway as a program, to be started with a heap of a test's choosing. */
final class SmallHeapGateway {
  private SmallHeapGateway() {}

  /** Takes the registry's address and a folder; prints its port and serves until input ends. */
  public static void main(String[] arguments) throws Exception {
    try (GatewayFixture gateway =
        GatewayFixture.before(
            URI.create(arguments[0]),
            "distribution",
            Path.of(arguments[1]),
            UnaryOperator.identity())) {
      System.out.println("port " + gateway.port());
      while (System.in.read() >= 0) {
        // Wait for the end.
      }
    }
  }
}
