package dev.portwrit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.policy.Action;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.registry.NativeAccess;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which tags a registry does not keep that it is asked to keep. */
class LiveEdgesTest {
  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

  @Test
  void unkept_liveLockWithMoreExceptions_isUnkept() {
    LiveEdges asked = locking(lock("v*", "v0*"));

    assertThat(unkept(locking(lock("v*", "v0*", "v1.4.2")), asked)).containsExactly("v*");
    assertThat(unkept(locking(lock("v*", "v*")), asked)).containsExactly("v*");
  }

  @Test
  void unkept_liveLockWithNoOtherExceptionsOfTheseTags_isKept() {
    LiveEdges asked = locking(lock("v*", "v0*"));

    assertThat(unkept(locking(lock("v*", "v0*")), asked)).isEmpty();
    assertThat(unkept(locking(lock("v*")), asked)).isEmpty();
    assertThat(unkept(locking(lock("v*", "v0.1")), asked)).isEmpty();
    assertThat(unkept(locking(lock("v*", "latest")), asked)).isEmpty();
    assertThat(unkept(locking(lock("v*", "v1"), lock("v*")), asked)).isEmpty();
  }

  @Test
  void unkept_otherTagsOrActionOrNone_isUnkept() {
    LiveEdges asked = locking(lock("v*"));

    assertThat(unkept(locking(), asked)).containsExactly("v*");
    assertThat(unkept(locking(lock("w*")), asked)).containsExactly("v*");
    assertThat(locking(lock("v*")).unkept(asked, "acme/api", Action.DELETE)).isEmpty();
  }

  @Test
  void tagsLeft_areAllButThoseThatAreKept_eachLockOnce() {
    assertThat(left(locking())).isEqualTo("all");
    assertThat(left(locking(lock("v*", "v0*", "v0.1"), lock("v*", "v0*", "v0.1"), lock("stable"))))
        .isEqualTo(
            "all except tags stable (kept by the registry),"
                + " except tags v* (kept by the registry, but not v0*, v0.1)");
    assertThat(locking(lock("v*")).tagsLeft("acme/api", Action.DELETE)).isEqualTo("all");
    assertThat(locking(lock("v*")).tagsLeft("acme/ap", Action.OVERWRITE)).isEqualTo("all");
  }

  private static String left(LiveEdges edges) {
    return edges.tagsLeft("acme/api", Action.OVERWRITE);
  }

  private static Iterable<String> unkept(LiveEdges live, LiveEdges asked) {
    return live.unkept(asked, "acme/api", Action.OVERWRITE);
  }

  private static LiveEdges locking(NativeAccess.TagLock... locks) {
    return new LiveEdges(new NativeAccess(List.of(), List.of(locks), List.of()), NOW);
  }

  private static NativeAccess.TagLock lock(String tags, String... except) {
    return new NativeAccess.TagLock(
        "acme/api",
        List.of(TagPattern.of(tags)),
        Stream.of(except).map(TagPattern::of).toList(),
        Set.of(Action.OVERWRITE));
  }
}
