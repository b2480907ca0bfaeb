package dev.portwrit.gateway.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/**
 * A mark in a token of the password that it was issued for. When the password changes the mark no
 * longer fits, and the token is refused before it expires. It is a keyed hash of the bcrypt hash,
 * so whoever reads a token learns nothing to guess against.
 */
final class CredentialMark {
  private static final byte[] PURPOSE = "credential".getBytes(StandardCharsets.US_ASCII);
  private static final int BYTES = 16;

  private CredentialMark() {}

  static String of(Account account, TokenKey key) {
    byte[] name = account.name().getBytes(StandardCharsets.UTF_8);
    byte[] mac = Hashes.mac(key.secret(), PURPOSE, name, account.hash().utf8());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac, BYTES));
  }

  static boolean fits(String mark, Account account, TokenKey key) {
    return MessageDigest.isEqual(
        mark.getBytes(StandardCharsets.UTF_8), of(account, key).getBytes(StandardCharsets.UTF_8));
  }
}
