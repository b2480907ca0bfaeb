package dev.portwrit.gateway.kubernetes;

import dev.portwrit.decision.Rule;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.gateway.decisionlog.DecisionRecord;
import dev.portwrit.gateway.decisionlog.DecisionRecord.Outcome;
import dev.portwrit.gateway.gate.DecisionRecords;
import dev.portwrit.policy.Subject;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Judges an object by every image that it would run, and writes each down. */
final class ReviewJudgement {
  private static final String OPERATION = "run";

  private final ImageJudgement images;
  private final DecisionRecords.Log log;

  ReviewJudgement(ImageJudgement images, DecisionRecords.Log log) {
    this.images = images;
    this.log = log;
  }

  /**
   * Judges.
   *
   * @param cluster who asks
   * @param policyVersion what decisions are logged under
   */
  ReviewAnswer judge(Subject cluster, Review review, String policyVersion) {
    if (!ServiceAccounts.isCluster(cluster)) {
      return ReviewAnswer.denied("`" + cluster + "` is no service, and a cluster must be one");
    }
    return switch (review.operation()) {
      // What goes away runs nothing.
      case "DELETE" -> ReviewAnswer.ALLOWED;
      case "CREATE", "UPDATE" -> judgePod(cluster, review, policyVersion);
      default ->
          ReviewAnswer.denied(
              "`" + Printable.escape(review.operation()) + "` is not reviewed here");
    };
  }

  private ReviewAnswer judgePod(Subject cluster, Review review, String policyVersion) {
    PodSpec pod;
    try {
      pod = pod(review.object(), review);
    } catch (PodSpec.Malformed e) {
      return ReviewAnswer.denied(Printable.escape(String.valueOf(e.getMessage())));
    }
    List<PodImage> images = pod.images().stream().filter(isNew(review, pod)).toList();
    if (images.isEmpty()) {
      return ReviewAnswer.ALLOWED;
    }
    Optional<Subject> subject =
        ServiceAccounts.subject(cluster, review.namespace(), pod.serviceAccount());
    return subject.isPresent()
        ? judgeImages(subject.get(), images, review, policyVersion)
        : ReviewAnswer.denied(
            "policies can have no name for the service account `"
                + Printable.escape(pod.serviceAccount())
                + "` in `"
                + Printable.escape(review.namespace())
                + "`");
  }

  private ReviewAnswer judgeImages(
      Subject subject, List<PodImage> images, Review review, String policyVersion) {
    List<String> denied = new ArrayList<>();
    List<String> undetermined = new ArrayList<>();
    for (PodImage image : images) {
      ImageAnswer answer = judge(subject, image, review, policyVersion);
      String name = "`" + Printable.escape(image.text()) + "` at `" + image.pointer() + "`: ";
      if (answer instanceof ImageAnswer.Denied refused) {
        denied.add(name + refused.message());
      } else if (answer instanceof ImageAnswer.Undetermined open) {
        undetermined.add(name + open.cause());
      }
    }
    if (!denied.isEmpty()) {
      return new ReviewAnswer(403, denied);
    }
    return undetermined.isEmpty() ? ReviewAnswer.ALLOWED : new ReviewAnswer(503, undetermined);
  }

  private static PodSpec pod(Optional<JsonObject> object, Review review) throws PodSpec.Malformed {
    if (object.isEmpty()) {
      throw new PodSpec.Malformed("the review has no object");
    }
    return PodSpec.in(object.get(), review.group(), review.kind());
  }

  /**
   * Whether an update brings an image that the object did not run before as the same account. What
   * it runs already was judged when it came, and must not keep anybody from changing its labels.
   */
  private static Predicate<PodImage> isNew(Review review, PodSpec pod) {
    if (!review.operation().equals("UPDATE") || review.before().isEmpty()) {
      return image -> true;
    }
    try {
      PodSpec before = pod(review.before(), review);
      if (!before.serviceAccount().equals(pod.serviceAccount())) {
        return image -> true;
      }
      Set<String> known =
          before.images().stream().map(PodImage::text).collect(Collectors.toUnmodifiableSet());
      return image -> !known.contains(image.text());
    } catch (PodSpec.Malformed e) {
      return image -> true;
    }
  }

  private ImageAnswer judge(Subject subject, PodImage image, Review review, String policyVersion) {
    Optional<ImageName> name = ImageName.parse(image.text());
    if (name.isEmpty()) {
      return new ImageAnswer.Denied(Optional.empty(), "it is no name of an image");
    }
    ImageAnswer answer = images.judge(subject, name.get());
    if (!review.isDryRun()) {
      log.note(record(subject, name.get(), answer, policyVersion));
    }
    return answer;
  }

  private static DecisionRecord record(
      Subject subject, ImageName image, ImageAnswer answer, String policyVersion) {
    Outcome outcome = Outcome.INDETERMINATE;
    Optional<Rule> rule = Optional.empty();
    Optional<String> cause = Optional.empty();
    if (answer instanceof ImageAnswer.Allowed allowed) {
      outcome = Outcome.ALLOW;
      rule = Optional.of(allowed.rule());
    } else if (answer instanceof ImageAnswer.Denied denied) {
      outcome = Outcome.DENY;
      rule = denied.rule();
      cause = rule.isPresent() ? Optional.empty() : Optional.of(denied.message());
    } else if (answer instanceof ImageAnswer.Undetermined open) {
      cause = Optional.of(open.cause());
    }
    return new DecisionRecord(
        subject,
        OPERATION,
        Optional.of(image.repository()),
        image.tag().stream().toList(),
        image.digest(),
        outcome,
        rule,
        List.of(),
        cause,
        policyVersion);
  }
}
