package dev.portwrit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portwrit.diagnostic.IoReason;
import dev.portwrit.gateway.write.BroughtContent;
import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image on the disk that would be pushed: the file of its manifest, or an OCI image layout, of
 * which the manifests and configurations are read and no layer is.
 *
 * <p>Source: OCI image specification, "Image Layout".
 *
 * @param digest the SHA-256 of the manifest
 * @param content the manifest and what of it is there
 */
record ImageFiles(Digest digest, BroughtContent content) {
  private static final int MAX_PIECE = 4 * 1024 * 1024;
  // A gateway takes a question of 16 MiB, with these in base64.
  private static final int MAX_WHOLE = 11 * 1024 * 1024;
  private static final int MAX_PIECES = 500;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Reads an image.
   *
   * @param path a file or a folder
   * @param wanted which manifest; without it that of the file, or the only one of the layout
   */
  static ImageFiles read(Path path, Optional<Digest> wanted) throws Failure {
    try {
      return Files.isDirectory(path) ? layout(path, wanted) : file(path, wanted);
    } catch (NoSuchFileException e) {
      throw Failure.wrong(
          "`" + e.getFile() + "` is not there",
          "give the file of a manifest, or the folder of an OCI image layout");
    } catch (IOException e) {
      throw Failure.wrong("`" + path + "` cannot be read: " + IoReason.of(e), "look at the file");
    }
  }

  private static ImageFiles file(Path path, Optional<Digest> wanted) throws IOException, Failure {
    byte[] manifest = bytes(path);
    Digest digest = Digest.sha256(manifest);
    if (wanted.isPresent() && !wanted.get().equals(digest)) {
      throw Failure.wrong(
          "`" + path + "` is `" + digest + "`, not `" + wanted.get() + "`",
          "leave `--digest` out, or give the manifest to the byte as it will be pushed");
    }
    return new ImageFiles(digest, BroughtContent.of(List.of(manifest)));
  }

  private static ImageFiles layout(Path folder, Optional<Digest> wanted)
      throws IOException, Failure {
    List<Digest> manifests = digests(JSON.readTree(bytes(folder.resolve("index.json"))));
    if (wanted.isEmpty() && manifests.size() != 1) {
      throw Failure.wrong(
          "`" + folder + "` holds " + manifests.size() + " images", "say which with `--digest`");
    }
    Digest digest = wanted.orElseGet(() -> manifests.get(0));
    Map<Digest, byte[]> pieces = new LinkedHashMap<>();
    gather(folder, digest, pieces);
    if (!pieces.containsKey(digest)) {
      throw Failure.wrong(
          "`" + folder + "` does not hold `" + digest + "`", "it holds " + manifests);
    }
    return new ImageFiles(digest, BroughtContent.of(List.copyOf(pieces.values())));
  }

  /** A manifest, those below it, and their configurations, as far as they are there. */
  private static void gather(Path folder, Digest digest, Map<Digest, byte[]> pieces)
      throws IOException {
    Optional<byte[]> manifest = piece(folder, digest, pieces);
    if (manifest.isEmpty()) {
      return;
    }
    JsonNode json;
    try {
      json = JSON.readTree(manifest.get());
    } catch (IOException e) {
      // Whoever judges it says what is wrong with it.
      return;
    }
    Optional<Digest> configuration = Digest.parse(json.path("config").path("digest").asText());
    if (configuration.isPresent()) {
      var unused = piece(folder, configuration.get(), pieces);
    }
    for (Digest child : digests(json)) {
      gather(folder, child, pieces);
    }
  }

  private static List<Digest> digests(JsonNode index) {
    List<Digest> digests = new ArrayList<>();
    index
        .path("manifests")
        .forEach(entry -> Digest.parse(entry.path("digest").asText()).ifPresent(digests::add));
    return digests;
  }

  /** A piece that was not read yet; empty also if there is no need to bring it. */
  private static Optional<byte[]> piece(Path folder, Digest digest, Map<Digest, byte[]> pieces)
      throws IOException {
    Path file = folder.resolve("blobs").resolve(digest.algorithm()).resolve(digest.hex());
    long whole = pieces.values().stream().mapToLong(bytes -> bytes.length).sum();
    if (pieces.containsKey(digest)
        || pieces.size() == MAX_PIECES
        || !Files.isRegularFile(file)
        || Files.size(file) > Math.min(MAX_PIECE, MAX_WHOLE - whole)) {
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(file);
    pieces.put(digest, bytes);
    return Optional.of(bytes);
  }

  private static byte[] bytes(Path file) throws IOException {
    if (Files.size(file) > MAX_PIECE) {
      throw new IOException("it is larger than 4 MiB");
    }
    return Files.readAllBytes(file);
  }
}
