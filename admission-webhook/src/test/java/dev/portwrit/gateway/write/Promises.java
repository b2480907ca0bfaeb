package dev.portwrit.gateway.write;

import static dev.portwrit.gateway.write.RealWorld.DEE;

import dev.portwrit.gateway.write.MemoryRegistry.Request;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * What clients were told of protected tags, and every change of the registry that breaks it: a tag
 * {@code v*} that is moved or deleted by who has no exception, {@code stable} by anybody but dee,
 * and anything that changes what was acknowledged after the request for the change was sent.
 */
final class Promises implements MemoryRegistry.Watcher {
  /** What a tag was said to be, empty for deleted, and when. */
  private record Promise(Optional<Digest> digest, int made) {}

  private final BiPredicate<Subject, Tag> excepted;
  private final Map<Tag, Promise> promises = new TreeMap<>();
  private final List<String> broken = new ArrayList<>();
  private MemoryRegistry registry = new MemoryRegistry(RealWorld.API, this);
  private int now;

  Promises(BiPredicate<Subject, Tag> excepted) {
    this.excepted = excepted;
  }

  void watch(MemoryRegistry watched) {
    registry = watched;
  }

  /** A client was told that a tag is this now, or deleted. */
  synchronized void made(Tag tag, Optional<Digest> digest) {
    promises.put(tag, new Promise(digest, ++now));
  }

  /** A tag was changed past the gateway, so that nothing said of it counts but what it must be. */
  synchronized void voided(String tag) {
    promises.computeIfPresent(new Tag(tag), (t, promise) -> new Promise(promise.digest(), 0));
  }

  /** Every change that breaks a promise, in words. */
  synchronized List<String> broken() {
    return List.copyOf(broken);
  }

  /** What was promised and when, in words that are the same for the same. */
  synchronized String fingerprint() {
    return promises + " " + now + " " + broken;
  }

  @Override
  public synchronized int now() {
    return ++now;
  }

  @Override
  public synchronized void moved(
      Request request, Tag tag, Optional<Digest> from, Optional<Digest> to) {
    if (from.equals(to) || !isProtected(tag)) {
      return;
    }
    Promise promise = promises.get(tag);
    boolean restores = promise != null && to.isPresent() && promise.digest().equals(to);
    if (promise != null && promise.made() > request.issued()) {
      broken.add(tag + " was acknowledged and then changed by an older request of " + request);
    } else if (from.isPresent() && !restores && !mayMove(request.by(), tag)) {
      broken.add(tag + " was moved by " + request.by() + " from " + from + " to " + to);
    }
  }

  @Override
  public synchronized void removed(Request request, Digest content) {
    registry
        .tags()
        .forEach(
            (tag, digest) -> {
              if (isProtected(tag) && registry.needs(digest, content)) {
                broken.add(request.by() + " took " + content + " away from " + tag);
              }
            });
  }

  private boolean mayMove(Subject subject, Tag tag) {
    return tag.value().equals("stable") ? subject.equals(DEE) : excepted.test(subject, tag);
  }

  private static boolean isProtected(Tag tag) {
    return tag.value().startsWith("v") || tag.value().equals("stable");
  }
}
