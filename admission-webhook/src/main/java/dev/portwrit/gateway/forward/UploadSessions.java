package dev.portwrit.gateway.forward;

import dev.portwrit.gateway.request.UploadSession;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns the state of an upload into a segment of its address and back.
 *
 * <p>The state is encrypted and bound to its repository and to its caller (AES-GCM with both as
 * associated data). So a client cannot make the gateway call an address of its own choosing with
 * the gateway's credentials, cannot carry an upload into another repository, cannot go on with
 * somebody else's, and learns nothing of the registry's addresses. Nothing is stored: every gateway
 * that has the key can go on with an upload that another began.
 */
public final class UploadSessions {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final Supplier<List<byte[]>> keys;

  /**
   * Sessions under keys that the gateways share.
   *
   * @param keys 32 bytes each: the first seals, all open; asked for at each use
   */
  public UploadSessions(Supplier<List<byte[]>> keys) {
    this.keys = keys;
  }

  UploadSession seal(RepositoryName repository, Subject caller, UploadState state) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] target = utf8(state.target());
    ByteBuffer plain = ByteBuffer.allocate(1 + target.length);
    plain.put((byte) (state.untouched() ? 1 : 0)).put(target);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keys.get().get(0), nonce, repository, caller);
      byte[] sealed = cipher.doFinal(plain.array());
      byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
      return new UploadSession(Base64.getUrlEncoder().withoutPadding().encodeToString(whole));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has AES-GCM", e);
    }
  }

  /** The state, or empty if the gateways did not make it for this caller in this repository. */
  Optional<UploadState> open(RepositoryName repository, Subject caller, UploadSession session) {
    byte[] whole;
    try {
      whole = Base64.getUrlDecoder().decode(session.value());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (whole.length <= NONCE_BYTES + TAG_BITS / 8) {
      return Optional.empty();
    }
    return keys.get().stream()
        .flatMap(key -> open(key, whole, repository, caller).stream())
        .findFirst();
  }

  private static Optional<UploadState> open(
      byte[] key, byte[] whole, RepositoryName repository, Subject caller) {
    try {
      byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, repository, caller);
      byte[] plain = cipher.doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
      String target = new String(plain, 1, plain.length - 1, StandardCharsets.UTF_8);
      return Optional.of(new UploadState(target, plain[0] == 1));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has AES-GCM", e);
    }
  }

  private static Cipher cipher(
      int mode, byte[] key, byte[] nonce, RepositoryName repository, Subject caller)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    SecretKeySpec secret = new SecretKeySpec(key, "AES");
    cipher.init(mode, secret, new GCMParameterSpec(TAG_BITS, nonce));
    // Neither can hold a space.
    cipher.updateAAD(utf8(repository + " " + caller));
    return cipher;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
