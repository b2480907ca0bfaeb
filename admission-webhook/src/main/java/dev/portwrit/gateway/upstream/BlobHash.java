package dev.portwrit.gateway.upstream;

import dev.portwrit.reference.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Hashes a blob as it comes, by the algorithm of its name and by SHA-256. */
final class BlobHash {
  private static final int START_BYTES = 64 * 1024;

  private final Digest name;
  private final MessageDigest named;
  private final MessageDigest sha256 = Digest.sha256(new byte[0]).newHash();

  /** The first bytes, in case that it is no blob but an error. */
  private final ByteArrayOutputStream start = new ByteArrayOutputStream();

  BlobHash(Digest name) {
    this.name = name;
    this.named = name.newHash();
  }

  void update(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.slice().get(bytes);
    named.update(bytes);
    sha256.update(bytes);
    start.write(bytes, 0, Math.min(bytes.length, START_BYTES - start.size()));
  }

  byte[] start() {
    return start.toByteArray();
  }

  /** What the bytes so far are, once all have come. */
  BlobState state() {
    String hex = HexFormat.of().formatHex(named.digest());
    return hex.equals(name.hex())
        ? new BlobState.Present(new Digest("sha256:" + HexFormat.of().formatHex(sha256.digest())))
        : new BlobState.Unknown("the registry answered another blob than was asked for");
  }
}
