package dev.portwrit.neighbour;

import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Writes the files of an OCI image layout; what is large goes to the disk as it is made. */
final class OciLayout {
  private static final int TAR_BLOCK = 512;
  private static final Digest ANY_SHA256 = new Digest("sha256:" + "0".repeat(64));

  private final Path folder;

  OciLayout(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder.resolve("blobs/sha256"));
      Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  /** Writes a blob of text. */
  Digest blob(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Digest digest = Digest.sha256(bytes);
    try {
      Files.write(file(digest), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return digest;
  }

  /** Writes {@code index.json} with one entry. */
  void entry(String descriptor) {
    String index =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
            .formatted(SmallImages.INDEX, descriptor);
    try {
      Files.writeString(folder.resolve("index.json"), index);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a layer, a gzipped tar of one file of random bytes that do not compress. */
  Layer layer(long seed, long contentSize) {
    try {
      Path unnamed = Files.createTempFile(folder, "layer", "");
      MessageDigest whole = ANY_SHA256.newHash();
      MessageDigest tar = ANY_SHA256.newHash();
      try (OutputStream file = Files.newOutputStream(unnamed);
          OutputStream gzip = new StoringGzip(new DigestOutputStream(file, whole));
          OutputStream out = new DigestOutputStream(gzip, tar)) {
        writeTar(out, seed, contentSize);
      }
      Digest digest = sha256(whole);
      Files.move(unnamed, file(digest));
      return new Layer(digest, sha256(tar), Files.size(file(digest)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A layer that was written.
   *
   * @param digest of the compressed layer
   * @param uncompressed digest of the tar, which the config names
   * @param size of the compressed layer
   */
  record Layer(Digest digest, Digest uncompressed, long size) {}

  private Path file(Digest digest) {
    return folder.resolve("blobs").resolve(digest.algorithm()).resolve(digest.hex());
  }

  private static Digest sha256(MessageDigest hash) {
    return new Digest("sha256:" + HexFormat.of().formatHex(hash.digest()));
  }

  private static void writeTar(OutputStream out, long seed, long contentSize) throws IOException {
    out.write(tarHeader("content.bin", contentSize));
    SplittableRandom random = new SplittableRandom(seed);
    byte[] piece = new byte[64 * 1024];
    for (long left = contentSize; left > 0; left -= piece.length) {
      random.nextBytes(piece);
      out.write(piece, 0, (int) Math.min(left, piece.length));
    }
    int padding = (int) (-contentSize & (TAR_BLOCK - 1));
    out.write(new byte[padding + 2 * TAR_BLOCK]);
  }

  // POSIX.1-1988 ustar: octal numbers, and a checksum over the header with its own field as spaces.
  private static byte[] tarHeader(String name, long size) {
    byte[] header = new byte[TAR_BLOCK];
    put(header, 0, name);
    put(header, 100, "0000644\0");
    put(header, 108, "0000000\0");
    put(header, 116, "0000000\0");
    put(header, 124, "%011o\0".formatted(size));
    put(header, 136, "00000000000\0");
    put(header, 148, "        0");
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    return header;
  }

  private static void put(byte[] header, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }

  /** Gzip without the effort of compressing what cannot be compressed. */
  private static final class StoringGzip extends GZIPOutputStream {
    StoringGzip(OutputStream out) throws IOException {
      super(out, 64 * 1024);
      def.setLevel(Deflater.NO_COMPRESSION);
    }
  }
}
