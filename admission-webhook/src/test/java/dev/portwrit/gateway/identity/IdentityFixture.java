package dev.portwrit.gateway.identity;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Users with cheap hashes in a temporary folder, and what opens identity over them. */
final class IdentityFixture {
  static final String REGISTRY = "hub";
  static final String HERE = "192.0.2.1";
  static final String KEY_ID = "k1";
  static final String KEY_LINE = KEY_ID + " " + "A".repeat(43) + "\n";

  // A year ahead of the files, so that their times have long settled.
  final SettableClock clock = new SettableClock(Instant.now().plus(Duration.ofDays(365)));
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final List<String> told = new ArrayList<>();
  final Path usersFile;
  TokenKeySource keys = new TokenKeySource.Given(KEY_LINE);
  String registry = REGISTRY;

  IdentityFixture(Path folder) throws IOException {
    this.usersFile = folder.resolve("users");
    writeUsers(user("bob", "bob's password"), user("acme/ci-pay", "s3cret"));
  }

  Identity open() throws IdentityFileException {
    return open(meters);
  }

  /** Another gateway's, with figures of its own. */
  Identity open(MeterRegistry figures) throws IdentityFileException {
    IdentitySettings settings =
        new IdentitySettings(
            registry, usersFile, keys, IdentitySettings.DEFAULT_TOKEN_LIFETIME, Optional.empty());
    return Identity.open(settings, clock, figures, listener());
  }

  IdentityListener listener() {
    return new IdentityListener() {
      @Override
      public void accepted(Path file, String content) {
        told.add(file.getFileName() + " accepted: " + content);
      }

      @Override
      public void rejected(Path file, List<String> problems) {
        told.add(file.getFileName() + " rejected: " + problems);
      }
    };
  }

  void writeUsers(String... lines) throws IOException {
    // As an editor does it: a new file takes the name of the old one.
    Path draft = usersFile.resolveSibling("draft");
    Files.writeString(draft, String.join("\n", lines) + "\n");
    Files.move(draft, usersFile, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The watched files are looked at again. */
  void lookAgain() {
    clock.advance(Duration.ofSeconds(1));
  }

  static String user(String name, String password) {
    return name + ":" + BCrypt.withDefaults().hashToString(4, password.toCharArray());
  }

  static Optional<String> basic(String name, String password) {
    byte[] bytes = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return Optional.of("Basic " + Base64.getEncoder().encodeToString(bytes));
  }

  static Optional<String> bearer(String token) {
    return Optional.of("Bearer " + token);
  }

  double passwords(String result) {
    var counter = meters.find("portwrit.identity.passwords").tag("result", result).counter();
    return counter == null ? 0 : counter.count();
  }

  long bcryptChecks() {
    return meters.get("portwrit.identity.bcrypt").timer().count();
  }
}
