package dev.portwrit.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.region.Box;
import dev.portwrit.region.Region;
import dev.portwrit.review.Gain;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Steps as bytes and back, and bytes that are none. */
class KeptStepsPropertyTest {
  @Provide
  Arbitrary<KeptSteps> steps() {
    Arbitrary<String> commits = Arbitraries.strings().withChars("0123456789abcdef").ofLength(40);
    Arbitrary<KeptSteps.Step> step =
        Combinators.combine(commits, commits, gains().list().ofMaxSize(5)).as(KeptSteps.Step::new);
    Arbitrary<Instant> instants =
        Arbitraries.of(
            Instant.MIN,
            Instant.EPOCH,
            Instant.parse("2026-06-15T11:59:59.999999999Z"),
            Instant.MAX);
    return Combinators.combine(step.list().ofMaxSize(6), commits, instants).as(KeptSteps::new);
  }

  private static Arbitrary<Gain> gains() {
    Arbitrary<Set<Subject>> subjects =
        Arbitraries.<Subject>of(
                new Subject.User("bob"),
                new Subject.User("cy"),
                new Subject.Service("acme", "ci"),
                new Subject.Anonymous())
            .set()
            .ofMaxSize(3);
    Arbitrary<List<Action>> actions =
        Arbitraries.of(Action.values())
            .set()
            .ofMinSize(1)
            .map(some -> some.stream().sorted().toList());
    Arbitrary<Boolean> either = Arbitraries.of(true, false);
    Arbitrary<Region> regions =
        Combinators.combine(boxes(), boxes().list().ofMaxSize(2)).as(Region::new);
    return Combinators.combine(subjects, either, actions, regions, either).as(Gain::new);
  }

  private static Arbitrary<Box> boxes() {
    Arbitrary<List<RepositoryPattern>> repositories =
        Arbitraries.of("**", "acme/**", "acme/pay/*", "acme/*/api", "acme/pay/api")
            .map(RepositoryPattern::new)
            .list()
            .ofMinSize(1)
            .ofMaxSize(2);
    Arbitrary<List<TagPattern>> tags =
        Arbitraries.of("v*", "/v[0-9]+/", "latest").map(TagPattern::of).list().ofMaxSize(2);
    return Combinators.combine(repositories, tags).as(Box::new);
  }

  @Property(tries = 300)
  void read_whatWasWritten_isEqual(@ForAll("steps") KeptSteps steps) {
    assertThat(StepsReader.read(StepsWriter.write(steps), 0)).isEqualTo(steps);
  }

  // That is what the cache counts on behind a checksum: it takes every exception for an absence.
  @Property(tries = 300)
  void read_otherBytes_isStepsOrAnExceptionButNoEndOfMemory(
      @ForAll("steps") KeptSteps steps, @ForAll long seed) {
    byte[] bytes = StepsWriter.write(steps);
    Random random = new Random(seed);
    for (int i = 0; i < 40; i++) {
      byte[] other = bytes.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        other[random.nextInt(other.length)] = (byte) random.nextInt(256);
      }
      KeptSteps read;
      try {
        read = StepsReader.read(other, 0);
      } catch (RuntimeException notWritten) {
        continue;
      }
      assertThat(StepsReader.read(StepsWriter.write(read), 0)).isEqualTo(read);
    }
  }
}
