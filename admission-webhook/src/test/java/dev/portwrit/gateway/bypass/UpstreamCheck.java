package dev.portwrit.gateway.bypass;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.gateway.bypass.Spot.State;
import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at the registry itself, past the gateway: what was promised of its tags still holds. */
final class UpstreamCheck {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Direct direct;
  private final List<Spot> spots;
  private final Map<Spot, Optional<Digest>> last = new HashMap<>();
  private final Map<Digest, Set<Part>> parts = new HashMap<>();

  UpstreamCheck(World world) {
    this.direct = world.direct;
    this.spots = world.spots;
    for (Spot spot : spots) {
      last.put(spot, spot.there().map(Content::digest));
    }
  }

  /** Something that a manifest needs. */
  private record Part(String repository, Digest digest, boolean isManifest) {}

  /** Everything that is not as it must be, one line each. */
  List<String> violations() throws IOException, InterruptedException {
    List<String> violations = new ArrayList<>();
    Set<Part> needed = new LinkedHashSet<>();
    Map<String, Set<String>> tags = new HashMap<>();
    for (String repository : List.of(Places.API, Places.WEB, Places.SLOW)) {
      tags.put(repository, direct.tags(repository));
    }
    for (Spot spot : spots) {
      Optional<Digest> now =
          tags.getOrDefault(spot.repository(), Set.of()).contains(spot.tag())
              ? read(spot, needed)
              : Optional.empty();
      judge(spot, last.getOrDefault(spot, Optional.empty()), now).ifPresent(violations::add);
      last.put(spot, now);
      if (spot.state() == State.HELD_BUT_ABSENT || spot.state() == State.HELD_BUT_OTHER) {
        spot.bound().ifPresent(content -> needed.addAll(blobs(spot.repository(), content)));
      }
    }
    for (Part part : needed) {
      if (!isThere(part)) {
        violations.add("`" + part.digest() + "` is gone from " + part.repository());
      }
    }
    violations.addAll(strayed());
    return violations;
  }

  private static Optional<String> judge(Spot spot, Optional<Digest> before, Optional<Digest> now) {
    Optional<Digest> bound = spot.bound().map(Content::digest);
    boolean isNew = spot.bound().isEmpty() && before.isEmpty();
    boolean isRight = now.equals(before) || isNew || (now.isPresent() && now.equals(bound));
    return isRight
        ? Optional.empty()
        : Optional.of(
            "%s:%s (%s) was %s, must be %s and is %s"
                .formatted(
                    spot.repository(),
                    spot.tag(),
                    spot.state(),
                    before.map(Digest::value).orElse("absent"),
                    bound.or(() -> before).map(Digest::value).orElse("anything"),
                    now.map(Digest::value).orElse("absent")));
  }

  private Optional<Digest> read(Spot spot, Set<Part> needed)
      throws IOException, InterruptedException {
    Optional<byte[]> manifest = direct.manifest(spot.repository(), spot.tag());
    if (manifest.isEmpty()) {
      return Optional.empty();
    }
    Digest digest = Digest.sha256(manifest.get());
    // What stands there though it must not is nobody's to keep.
    if (spot.bound().isEmpty() || spot.bound().get().digest().equals(digest)) {
      Set<Part> known = parts.get(digest);
      if (known == null) {
        known = new LinkedHashSet<>();
        collect(spot.repository(), manifest.get(), known);
        parts.put(digest, known);
      }
      known.forEach(
          part -> needed.add(new Part(spot.repository(), part.digest(), part.isManifest())));
    }
    return Optional.of(digest);
  }

  private void collect(String repository, byte[] manifest, Set<Part> found)
      throws IOException, InterruptedException {
    JsonNode root = JSON.readTree(manifest);
    List<JsonNode> blobs = new ArrayList<>();
    root.path("layers").forEach(blobs::add);
    root.path("blobs").forEach(blobs::add);
    if (root.has("config")) {
      blobs.add(root.path("config"));
    }
    for (JsonNode blob : blobs) {
      found.add(new Part(repository, new Digest(blob.path("digest").asText()), false));
    }
    for (JsonNode child : root.path("manifests")) {
      Digest digest = new Digest(child.path("digest").asText());
      Optional<byte[]> content = direct.manifest(repository, digest.value());
      found.add(new Part(repository, digest, true));
      if (content.isPresent()) {
        collect(repository, content.get(), found);
      }
    }
  }

  private static List<Part> blobs(String repository, Content content) {
    return content.blobs().stream()
        .map(blob -> new Part(repository, Digest.sha256(blob), false))
        .toList();
  }

  private boolean isThere(Part part) throws IOException, InterruptedException {
    return part.isManifest()
        ? direct.hasManifest(part.repository(), part.digest())
        : direct.hasBlob(part.repository(), part.digest());
  }

  /** Secrets that came to where others may read them. */
  private List<String> strayed() throws IOException, InterruptedException {
    List<String> strayed = new ArrayList<>();
    for (String repository : List.of(Places.API, Places.WEB, Places.PUBLIC)) {
      for (int i = 0; i < Places.SECRET.blobs().size(); i++) {
        if (direct.hasBlob(repository, Places.SECRET.blob(i))) {
          strayed.add("a secret blob came into " + repository);
        }
      }
    }
    return strayed;
  }
}
