package dev.portwrit.gateway.write;

import static dev.portwrit.gateway.write.RealWorld.API;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.LedgerState.Deleted;
import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.admission.OciError;
import dev.portwrit.gateway.ledger.LedgerEntry;
import dev.portwrit.gateway.write.TagModel.Answer;
import dev.portwrit.gateway.write.TagModel.Row;
import dev.portwrit.gateway.write.WriteOutcome.Done;
import dev.portwrit.gateway.write.WriteOutcome.Refused;
import dev.portwrit.gateway.write.WriteOutcome.UpstreamAnswered;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/** Generated sequences of what can happen to tags: answers and states are those of the model. */
class WritesAgainstModelTest {
  private static final Map<String, WritePolicy> POLICIES = new ConcurrentHashMap<>();
  private static final Map<String, ManifestBytes> IMAGES = new TreeMap<>();

  /** One thing that happens; which of the rest matters depends on what it is. */
  record Step(What what, String who, List<String> tags, String image) {
    @Override
    public String toString() {
      return what + " by " + who + " of " + tags + " at " + image;
    }

    private String tag() {
      return tags.get(0);
    }
  }

  enum What {
    PUSH,
    PUSH_WITH_TAGS,
    DELETE_TAG,
    DELETE_MANIFEST,
    SET_OUTSIDE,
    REMOVE_OUTSIDE,
    TOGGLE_RELEASES,
    TOGGLE_STABLE,
    TOGGLE_EXCEPTION,
    EXCEPTION_EXPIRES,
    BACKFILL,
    RESTART
  }

  @Provide
  Arbitrary<List<Step>> sequences() {
    Arbitrary<What> what =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.just(What.PUSH)),
            Tuple.of(3, Arbitraries.just(What.PUSH_WITH_TAGS)),
            Tuple.of(3, Arbitraries.just(What.DELETE_TAG)),
            Tuple.of(6, Arbitraries.of(What.class)));
    Arbitrary<List<String>> tags =
        Arbitraries.of("v1", "v1", "v2", "stable", "latest").list().ofMinSize(1).ofMaxSize(3);
    return Combinators.combine(
            what,
            Arbitraries.of("bob", "cy", "cy", "dee", "ada", "eve"),
            tags,
            Arbitraries.of("D", "X", "Y"))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(30);
  }

  @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
  void anySequence_isAnsweredAndKeptAsTheModelSays(@ForAll("sequences") List<Step> steps)
      throws Exception {
    Path folder = Files.createTempDirectory("model");
    TagModel model = new TagModel();
    try (ProtocolWorld world = new ProtocolWorld(folder, policy(model))) {
      for (String image : List.of("D", "X", "Y")) {
        IMAGES.put(image, world.registry.image(image));
      }
      for (Step step : steps) {
        Optional<Answer> expected = Optional.empty();
        Optional<WriteOutcome> outcome = Optional.empty();
        switch (step.what()) {
          case PUSH -> {
            expected = Optional.of(model.push(step.who(), step.tag(), step.image()));
            outcome = Optional.of(world.push(who(step), step.tag(), image(step)));
          }
          case PUSH_WITH_TAGS -> {
            expected = Optional.of(model.pushByDigest(step.who(), step.image(), step.tags()));
            outcome =
                Optional.of(
                    world.pushByDigest(who(step), image(step), step.tags().toArray(String[]::new)));
          }
          case DELETE_TAG -> {
            expected = Optional.of(model.deleteTag(step.who(), step.tag()));
            outcome = Optional.of(world.deleteTag(who(step), step.tag()));
          }
          case DELETE_MANIFEST -> {
            expected = Optional.of(model.deleteManifest(step.who(), step.image()));
            outcome = Optional.of(world.deleteManifest(who(step), image(step)));
          }
          default -> happens(step, model, world);
        }
        assertThat(outcome.map(WritesAgainstModelTest::answer)).as("%s", step).isEqualTo(expected);
        assertThat(tags(world)).as("%s", step).isEqualTo(model.registry);
        assertThat(rows(world)).as("%s", step).isEqualTo(model.ledger);
      }
    } finally {
      delete(folder);
    }
  }

  private static void happens(Step step, TagModel model, ProtocolWorld world) throws Exception {
    switch (step.what()) {
      case SET_OUTSIDE -> {
        model.outside(step.tag(), Optional.of(step.image()));
        world.outside(step.tag(), Optional.of(image(step)));
      }
      case REMOVE_OUTSIDE -> {
        model.outside(step.tag(), Optional.empty());
        world.outside(step.tag(), Optional.empty());
      }
      case TOGGLE_RELEASES -> model.releasesAreImmutable ^= true;
      case TOGGLE_STABLE -> model.stableIsRestricted ^= true;
      case TOGGLE_EXCEPTION -> model.cyIsExceptedForV1 ^= true;
      case EXCEPTION_EXPIRES -> {
        // The policy stays as it is.
        world.clock.advance(Duration.ofDays(60));
        model.cyIsExceptedForV1 = false;
        return;
      }
      case BACKFILL -> {
        model.holdWhatIsThere();
        assertThat(new Backfill(world.parts()).run(Set.of()).isComplete()).isTrue();
      }
      case RESTART -> world.restart();
      default -> throw new AssertionError(step);
    }
    world.policy(policy(model, world));
  }

  private static WritePolicy policy(TagModel model) {
    return policy(model, "2026-12-01");
  }

  /** The exception that is in force now has a date to come. */
  private static WritePolicy policy(TagModel model, ProtocolWorld world) {
    return policy(
        model, world.clock.instant().plus(Duration.ofDays(30)).toString().substring(0, 10));
  }

  private static WritePolicy policy(TagModel model, String expires) {
    String text =
        PolicyTexts.ROLES
            + (model.releasesAreImmutable ? PolicyTexts.RELEASES : "")
            + (model.stableIsRestricted ? PolicyTexts.STABLE : "")
            + (model.releasesAreImmutable && model.cyIsExceptedForV1
                ? PolicyTexts.EXCEPTION.replace("2026-12-01", expires)
                : "");
    return POLICIES.computeIfAbsent(text, PolicyTexts::policy);
  }

  private static Subject who(Step step) {
    return new Subject.User(step.who());
  }

  private static ManifestBytes image(Step step) {
    return Objects.requireNonNull(IMAGES.get(step.image()));
  }

  private static Answer answer(WriteOutcome outcome) {
    if (outcome instanceof Done) {
      return Answer.DONE;
    }
    if (outcome instanceof Refused refused && refused.error().code() == OciError.Code.DENIED) {
      return Answer.DENIED;
    }
    if (outcome instanceof UpstreamAnswered answered && answered.status() == 404) {
      return Answer.NOT_FOUND;
    }
    throw new AssertionError(outcome.toString());
  }

  private static String name(Digest digest) {
    return IMAGES.entrySet().stream()
        .filter(image -> image.getValue().digest().equals(digest))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private static Map<String, String> tags(ProtocolWorld world) {
    Map<String, String> tags = new TreeMap<>();
    world.registry.tags().forEach((tag, digest) -> tags.put(tag.value(), name(digest)));
    return tags;
  }

  private static Map<String, Row> rows(ProtocolWorld world) throws Exception {
    Map<String, Row> rows = new TreeMap<>();
    for (LedgerEntry entry : world.ledger().entries(API)) {
      String digest = name(entry.state().kept().orElseThrow());
      rows.put(entry.tag().value(), new Row(digest, entry.state() instanceof Deleted));
    }
    return rows;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
