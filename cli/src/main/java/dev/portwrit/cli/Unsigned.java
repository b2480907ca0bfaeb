package dev.portwrit.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the signatures out of archives that the launcher copied. Java checks them class by class at
 * each start, and keeps no class of a signed archive in a class-data archive; that they are what
 * was published was checked when they were fetched.
 */
public final class Unsigned {
  private Unsigned() {}

  /**
   * Rewrites archives without their signatures.
   *
   * @param words the archives, copies that nobody has open
   * @throws IOException if one cannot be rewritten
   */
  public static void main(String[] words) throws IOException {
    for (String archive : words) {
      remove(Path.of(archive));
    }
  }

  static void remove(Path archive) throws IOException {
    try (FileSystem content = FileSystems.newFileSystem(archive);
        DirectoryStream<Path> signatures =
            Files.newDirectoryStream(content.getPath("META-INF"), "*.{SF,RSA,DSA,EC}")) {
      List<Path> all = new ArrayList<>();
      signatures.forEach(all::add);
      for (Path signature : all) {
        Files.delete(signature);
      }
    }
  }
}
