package dev.portwrit.neighbour;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.portwrit.embedded.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of users and bcrypt hashes, as {@code htpasswd -B} writes them. */
public final class Htpasswd {
  /** The cheapest cost there is: these passwords protect nothing. */
  private static final int COST = 4;

  private Htpasswd() {}

  /** Writes a file of users in place of what was there, and answers the file. */
  public static Path write(Path file, Credentials... users) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Credentials user : users) {
      String hash =
          BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(COST, user.password().toCharArray());
      lines.append(user.username()).append(':').append(hash).append('\n');
    }
    return Files.writeString(file, lines.toString());
  }
}
