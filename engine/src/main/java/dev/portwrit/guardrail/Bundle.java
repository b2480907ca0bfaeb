package dev.portwrit.guardrail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * The files of an OPA bundle, a gzipped tar archive as {@code opa build} writes it.
 *
 * <p>Only what that command writes is understood: plain files with short names.
 */
final class Bundle {
  private static final int BLOCK = 512;
  private static final int MAX_BYTES = 64 * 1024 * 1024;
  private static final int SIZE_FIELD = 124;
  private static final int TYPE_FIELD = 156;

  private final Map<String, byte[]> files;

  private Bundle(Map<String, byte[]> files) {
    this.files = files;
  }

  /**
   * Reads a bundle.
   *
   * @throws BundleRefused if it is none
   */
  static Bundle read(byte[] archive) throws BundleRefused {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(archive))) {
      byte[] tar = in.readNBytes(MAX_BYTES + 1);
      if (tar.length > MAX_BYTES) {
        throw new BundleRefused("the bundle is larger than " + MAX_BYTES + " bytes");
      }
      return new Bundle(files(tar));
    } catch (IOException e) {
      throw new BundleRefused("the bundle is not a gzipped archive");
    }
  }

  /**
   * One file.
   *
   * @param name without a leading slash
   * @throws BundleRefused if the bundle has none of this name
   */
  byte[] file(String name) throws BundleRefused {
    byte[] content = files.get(name);
    if (content == null) {
      throw new BundleRefused("the bundle has no `" + name + "`");
    }
    return content;
  }

  private static Map<String, byte[]> files(byte[] tar) throws BundleRefused {
    Map<String, byte[]> files = new HashMap<>();
    int at = 0;
    while (at + BLOCK <= tar.length && tar[at] != 0) {
      long size = size(tar, at + SIZE_FIELD);
      int start = at + BLOCK;
      if (size < 0 || size > tar.length - start) {
        throw new BundleRefused("the bundle is cut short");
      }
      if (tar[at + TYPE_FIELD] == '0' || tar[at + TYPE_FIELD] == 0) {
        byte[] content = new byte[(int) size];
        System.arraycopy(tar, start, content, 0, content.length);
        files.put(name(tar, at), content);
      }
      at = start + (int) ((size + BLOCK - 1) / BLOCK * BLOCK);
    }
    return files;
  }

  private static String name(byte[] tar, int at) {
    int end = at;
    while (end < at + 100 && tar[end] != 0) {
      end++;
    }
    int start = tar[at] == '/' ? at + 1 : at;
    return new String(tar, start, end - start, StandardCharsets.UTF_8);
  }

  private static long size(byte[] tar, int at) {
    long size = 0;
    for (int i = at; i < at + 12 && tar[i] != 0 && tar[i] != ' '; i++) {
      if (tar[i] < '0' || tar[i] > '7') {
        return -1;
      }
      size = size * 8 + (tar[i] - '0');
    }
    return size;
  }
}
