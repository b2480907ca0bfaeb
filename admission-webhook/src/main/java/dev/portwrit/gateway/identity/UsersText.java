package dev.portwrit.gateway.identity;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the text of a users file: {@code name:hash} a line, as {@code htpasswd -B} writes it. Empty
 * lines and lines that begin with {@code #} say nothing.
 */
final class UsersText {
  private static final int MAX_PROBLEMS = 20;

  private final Path file;
  private final Map<String, Account> accounts = new HashMap<>();
  private final Map<String, Integer> lineByFoldedName = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  private UsersText(Path file) {
    this.file = file;
  }

  static Users parse(Path file, byte[] bytes, SecureRandom random) throws IdentityFileException {
    UsersText text = new UsersText(file);
    List<String> lines = decode(file, bytes).lines().toList();
    for (int i = 0; i < lines.size() && text.problems.size() < MAX_PROBLEMS; i++) {
      text.readLine(i + 1, lines.get(i));
    }
    if (text.problems.isEmpty() && text.accounts.isEmpty()) {
      // An editor or `htpasswd` that writes in place shows an empty file for a moment.
      text.problems.add("`" + file + "` names no user");
    }
    if (!text.problems.isEmpty()) {
      throw new IdentityFileException(text.problems);
    }
    return new Users(text.accounts, random);
  }

  private static String decode(Path file, byte[] bytes) throws IdentityFileException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IdentityFileException("`" + file + "` is not UTF-8 text");
    }
  }

  private void readLine(int number, String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    int colon = line.indexOf(':');
    if (colon < 0) {
      report(number, "a line is a name, a colon and a hash");
      return;
    }
    String name = line.substring(0, colon);
    Optional<Account> account = readAccount(number, name, line.substring(colon + 1));
    if (account.isEmpty()) {
      return;
    }
    Integer earlier = lineByFoldedName.putIfAbsent(name.toLowerCase(Locale.ROOT), number);
    if (earlier == null) {
      accounts.put(name, account.get());
    } else if (accounts.containsKey(name)) {
      report(number, "`" + name + "` is already in line " + earlier);
    } else {
      report(number, "`" + name + "` differs only in case from a name in line " + earlier);
    }
  }

  private Optional<Account> readAccount(int number, String name, String hashText) {
    var subject = Account.subjectOf(name);
    if (subject.isEmpty()) {
      // It is not repeated: who mixed up the columns wrote the password here.
      report(number, "the name is neither that of a user nor, as in `acme/ci`, of a service");
      return Optional.empty();
    }
    Optional<BcryptHash> hash = BcryptHash.parse(hashText);
    if (hash.isEmpty()) {
      report(number, "the hash of `" + name + "` is not bcrypt; `htpasswd -B` makes one");
      return Optional.empty();
    }
    if (!hash.get().hasAcceptableCost()) {
      report(
          number,
          "the bcrypt cost of `%s` is %d; it may be %d to %d"
              .formatted(name, hash.get().cost(), BcryptHash.MIN_COST, BcryptHash.MAX_COST));
      return Optional.empty();
    }
    return Optional.of(new Account(name, subject.get(), hash.get()));
  }

  private void report(int number, String problem) {
    problems.add("`" + file + "`:" + number + ": " + problem);
  }
}
