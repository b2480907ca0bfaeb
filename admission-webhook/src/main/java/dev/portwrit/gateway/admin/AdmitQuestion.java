package dev.portwrit.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.gateway.exchange.Json;
import dev.portwrit.gateway.write.BroughtContent;
import dev.portwrit.gateway.write.PushQuestion;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The question "would this push be accepted?", as JSON: {@code repository}, {@code digest}, perhaps
 * {@code tag} ({@code latest} without), {@code subject} (the caller without), and {@code content}:
 * the manifest and what it refers to, as far as the asker has it, each in base64.
 *
 * @param repository where
 * @param tag which tag
 * @param digest the SHA-256 of the manifest that would be pushed
 * @param subject for whom, if for somebody else
 * @param content what of it the registry may not have yet
 */
record AdmitQuestion(
    RepositoryName repository,
    Tag tag,
    Digest digest,
    Optional<Subject> subject,
    BroughtContent content) {
  private static final Set<String> KEYS =
      Set.of("repository", "tag", "digest", "subject", "content");
  private static final Tag LATEST = new Tag("latest");

  /** A body that is no question. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  static AdmitQuestion parse(byte[] body) throws Malformed {
    ObjectNode json =
        Json.parseObject(body).orElseThrow(() -> new Malformed("the body is not one JSON object"));
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!KEYS.contains(name)) {
        throw new Malformed("unknown key `" + name + "`");
      }
    }
    return new AdmitQuestion(
        required(json, "repository", RepositoryName::parse),
        optional(json, "tag", Tag::parse).orElse(LATEST),
        digest(json),
        optional(json, "subject", Subject::parse),
        content(json));
  }

  PushQuestion by(Subject someone) {
    return new PushQuestion(someone, repository, tag, digest, content);
  }

  private static BroughtContent content(ObjectNode json) throws Malformed {
    JsonNode content = json.get("content");
    if (content == null) {
      return BroughtContent.NONE;
    }
    List<byte[]> pieces = new ArrayList<>();
    for (JsonNode piece : content) {
      pieces.add(bytes(piece));
    }
    if (!content.isArray()) {
      throw new Malformed("`content` is not one");
    }
    return BroughtContent.of(pieces);
  }

  private static byte[] bytes(JsonNode piece) throws Malformed {
    try {
      return Base64.getDecoder().decode(piece.isTextual() ? piece.textValue() : "-");
    } catch (IllegalArgumentException e) {
      throw new Malformed("`content` is not one");
    }
  }

  private static Digest digest(ObjectNode json) throws Malformed {
    Digest digest = required(json, "digest", Digest::parse);
    if (!digest.algorithm().equals("sha256")) {
      throw new Malformed("`digest` must be a sha256");
    }
    return digest;
  }

  private static <T> T required(ObjectNode json, String key, Function<String, Optional<T>> parse)
      throws Malformed {
    return optional(json, key, parse).orElseThrow(() -> new Malformed("`" + key + "` is missing"));
  }

  private static <T> Optional<T> optional(
      ObjectNode json, String key, Function<String, Optional<T>> parse) throws Malformed {
    JsonNode value = json.get(key);
    if (value == null) {
      return Optional.empty();
    }
    Optional<T> parsed = value.isTextual() ? parse.apply(value.textValue()) : Optional.empty();
    if (parsed.isEmpty()) {
      throw new Malformed("`" + key + "` is not one");
    }
    return parsed;
  }
}
