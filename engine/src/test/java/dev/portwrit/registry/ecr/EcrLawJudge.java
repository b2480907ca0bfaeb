package dev.portwrit.registry.ecr;

import dev.portwrit.reference.Tag;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ecr.twin.TwinRepository;
import dev.portwrit.registry.ecr.twin.TwinWorld;
import dev.portwrit.registry.twin.Judgement;
import dev.portwrit.registry.twin.LawWorkspaces;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a state of the law's account allows, by the twin's own judge: every principal is asked for
 * every action of the API on every repository.
 */
final class EcrLawJudge {
  // The same policies come again and again.
  private static final Map<String, Set<String>> JUDGED = new ConcurrentHashMap<>();
  private static final int MOST_JUDGED = 20_000;

  private EcrLawJudge() {}

  /**
   * Judges. A repository without a policy is left out: there IAM alone decides, also for the moment
   * between the two calls by which a repository is made and gets its policy.
   */
  static Judgement of(NativeState state) {
    Set<String> allowed = new HashSet<>();
    Set<String> free = new HashSet<>();
    Set<String> kept = new HashSet<>();
    for (String name : state.present(EcrObjects.REPOSITORY)) {
      Optional<String> policy = EcrLawContents.policy(name, state);
      TwinRepository.Mutability tags = EcrLawContents.mutability(name, state);
      for (Tag tag : LawWorkspaces.TAGS_TO_ASK_ABOUT) {
        if (tags.fixes(tag.value())) {
          kept.add(name + ":" + tag);
        }
      }
      for (String one : policy.isEmpty() ? Set.<String>of() : allowed(name, policy)) {
        allowed.add(one);
        if (one.contains(" ecr:PutImage ")) {
          for (Tag tag : LawWorkspaces.TAGS_TO_ASK_ABOUT) {
            if (!tags.fixes(tag.value())) {
              free.add(one + ":" + tag);
            }
          }
        }
      }
    }
    return new Judgement(allowed, free, kept);
  }

  /** Who may call what in a repository with such a policy, or without one. */
  static Set<String> allowed(String name, Optional<String> policy) {
    if (JUDGED.size() > MOST_JUDGED) {
      JUDGED.clear();
    }
    return JUDGED.computeIfAbsent(name + " " + policy, key -> asked(name, policy));
  }

  private static Set<String> asked(String name, Optional<String> policy) {
    TwinWorld world = EcrLawAccount.service().world();
    TwinRepository repository = world.with(name);
    policy.ifPresent(repository::withPolicy);
    Set<String> allowed = new HashSet<>();
    for (String principal : EcrLawAccount.PRINCIPALS) {
      for (String action : EcrActions.known()) {
        if (world.data().may(principal, action, name)) {
          allowed.add(principal + " " + action + " " + name);
        }
      }
    }
    return Set.copyOf(allowed);
  }

  static JsonObject read(String text) {
    try {
      return PolicyJson.read(text);
    } catch (UnreadablePolicy e) {
      throw new IllegalStateException(text, e);
    }
  }

  static JsonObject read(byte[] body) {
    return read(new String(body, StandardCharsets.UTF_8));
  }
}
