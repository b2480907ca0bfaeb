package dev.portwrit.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A policy file as it was read: its path below the root of the workspace, and its bytes. */
public final class PolicyFile implements Comparable<PolicyFile> {
  private final String path;
  private final byte[] content;

  /**
   * A file.
   *
   * @param path below the root of the workspace, with forward slashes
   * @param content the bytes, which the file from now on owns: nobody changes them
   */
  public PolicyFile(String path, byte[] content) {
    this.path = path;
    this.content = content;
  }

  /**
   * A file of text.
   *
   * @param path below the root of the workspace, with forward slashes
   * @param text the content, stored as UTF-8
   * @return the file
   */
  public static PolicyFile of(String path, String text) {
    return new PolicyFile(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The path below the root of the workspace.
   *
   * @return with forward slashes
   */
  public String path() {
    return path;
  }

  /**
   * The bytes, which are not copied for speed.
   *
   * @return the content; nobody changes it
   */
  public byte[] content() {
    return content;
  }

  @Override
  public int compareTo(PolicyFile other) {
    return path.compareTo(other.path);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PolicyFile file
        && path.equals(file.path)
        && Arrays.equals(content, file.content);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  @Override
  public String toString() {
    return path;
  }
}
