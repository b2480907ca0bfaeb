package dev.portwrit.registry.ecr;

import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Protection.Enforcement;
import dev.portwrit.policy.Protection.Rule;
import dev.portwrit.reference.TagPattern;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What lifecycle policies expire.
 *
 * <p>Source: ECR User Guide, "Lifecycle policies": {@code tagStatus} is {@code tagged} with {@code
 * tagPrefixList} or {@code tagPatternList}, {@code untagged} or {@code any}. An image is expired
 * with all its tags.
 */
final class LifecycleRules {
  private LifecycleRules() {}

  /** Whether they could take away what a protection keeps. */
  static boolean concern(Protection protection) {
    return protection.rule() == Rule.IMMUTABLE && protection.enforcement() == Enforcement.DENY;
  }

  /** Whether a rule may select an image that has a tag of some patterns. */
  static Truth mayExpire(String content, List<TagPattern> kept) {
    try {
      if (!(PolicyJson.value(PolicyJson.read(content), "rules") instanceof JsonArray rules)) {
        return Truth.UNKNOWN;
      }
      Truth any = Truth.NO;
      for (JsonValue rule : rules) {
        any =
            any.or(
                rule instanceof JsonObject object
                    ? mayExpire(PolicyJson.object(object, "selection"), kept)
                    : Truth.UNKNOWN);
      }
      return any;
    } catch (UnreadablePolicy e) {
      return Truth.UNKNOWN;
    }
  }

  private static Truth mayExpire(JsonObject selection, List<TagPattern> kept)
      throws UnreadablePolicy {
    return switch (PolicyJson.text(selection, "tagStatus")) {
      case "untagged" -> Truth.NO;
      case "any" -> Truth.YES;
      case "tagged" -> {
        List<String> selected = new ArrayList<>(texts(selection, "tagPatternList"));
        texts(selection, "tagPrefixList").forEach(prefix -> selected.add(prefix + "*"));
        yield selected.isEmpty() ? Truth.UNKNOWN : overlaps(selected, kept);
      }
      default -> Truth.UNKNOWN;
    };
  }

  private static List<String> texts(JsonObject selection, String key) throws UnreadablePolicy {
    List<String> texts = new ArrayList<>();
    if (selection.get(key) instanceof JsonArray array) {
      for (JsonValue one : array) {
        if (!(one instanceof JsonString text)) {
          throw new UnreadablePolicy("`" + key + "` is no list of texts");
        }
        texts.add(text.getString());
      }
    }
    return texts;
  }

  // An image may have other tags than those that select it, but then one is selected by chance.
  private static Truth overlaps(List<String> selected, List<TagPattern> kept) {
    Truth any = Truth.NO;
    for (String one : selected) {
      Optional<TagPattern> pattern = TagPattern.parse(one);
      any =
          any.or(
              pattern.isEmpty()
                  ? Truth.UNKNOWN
                  : Truth.of(kept.stream().anyMatch(pattern.get()::overlaps)));
    }
    return any;
  }
}
