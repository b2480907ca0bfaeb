package dev.portwrit.gateway.write;

import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.decision.Rule;
import dev.portwrit.gateway.upstream.Descriptor;
import dev.portwrit.gateway.upstream.Header;
import dev.portwrit.gateway.upstream.ManifestContent;
import dev.portwrit.gateway.upstream.UpstreamAnswer;
import dev.portwrit.gateway.upstream.UpstreamAnswer.Answered;
import dev.portwrit.gateway.write.TagBook.After;
import dev.portwrit.gateway.write.WriteOutcome.Done;
import dev.portwrit.gateway.write.WriteOutcome.Unavailable;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a client is told of a manifest that passed. */
final class ManifestAnswers {
  private static final String OCI_SUBJECT = "OCI-Subject";

  private final ManifestTarget target;
  private final ManifestBytes manifest;
  private final UpstreamHabits habits;
  private final List<Rule> warnings;

  ManifestAnswers(
      ManifestTarget target, ManifestBytes manifest, UpstreamHabits habits, List<Rule> warnings) {
    this.target = target;
    this.manifest = manifest;
    this.habits = habits;
    this.warnings = warnings;
  }

  /** Nothing was forwarded, and everything is as it was asked for. */
  Done alreadyThere() {
    Optional<String> subject =
        habits.answersSubject() ? subject().map(Digest::value) : Optional.empty();
    return created(target.isByTag() ? List.of() : target.tags(), subject);
  }

  private Optional<Digest> subject() {
    return ManifestContent.read(manifest.bytes()) instanceof ManifestContent.Read read
        ? read.content().subject().map(Descriptor::digest)
        : Optional.empty();
  }

  /**
   * It was forwarded.
   *
   * @param asked the tags that the registry was asked for
   * @param present the tags that had the manifest before
   * @param after what the ledger's tags were read back as
   */
  WriteOutcome of(
      UpstreamAnswer answer,
      List<Tag> asked,
      List<Tag> present,
      Map<Tag, After> after,
      Duration retryAfter) {
    boolean happened = after.values().stream().allMatch(After.Happened.class::isInstance);
    if (answer instanceof Answered answered && answered.isSuccess()) {
      if (target.isByTag()) {
        return happened
            ? created(List.of(), answered.firstHeader(OCI_SUBJECT))
            : new Unavailable(notKnown(after), retryAfter);
      }
      return created(taken(answered, present, after), answered.firstHeader(OCI_SUBJECT));
    }
    // Without a good answer, what was read back decides: it is there, so it was done.
    boolean allSeen = !after.isEmpty() && happened && after.keySet().containsAll(asked);
    return allSeen
        ? created(target.isByTag() ? List.of() : target.tags(), Optional.empty())
        : Answers.failure(answer, retryAfter);
  }

  private static String notKnown(Map<Tag, After> after) {
    return after.values().stream()
        .flatMap(
            one ->
                one instanceof After.NotKnown unknown ? Stream.of(unknown.cause()) : Stream.empty())
        .findFirst()
        .orElse("the registry took the manifest, but its tag is another now");
  }

  /** The tags of the query that are set now: there before, seen, or said to be by the registry. */
  private List<Tag> taken(Answered answered, List<Tag> present, Map<Tag, After> after) {
    Set<Tag> echoed = UpstreamHabits.echoed(answered);
    List<Tag> taken = new ArrayList<>();
    for (Tag tag : target.tags()) {
      After seen = after.get(tag);
      if (present.contains(tag)
          || (seen == null ? echoed.contains(tag) : seen instanceof After.Happened)) {
        taken.add(tag);
      }
    }
    return taken;
  }

  private Done created(List<Tag> queryTags, Optional<String> subject) {
    Digest named =
        target.reference() instanceof Reference.ByDigest byDigest
            ? byDigest.digest()
            : manifest.digest();
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("Location", "/v2/" + target.repository() + "/manifests/" + named));
    headers.add(new Header("Docker-Content-Digest", named.value()));
    subject.ifPresent(value -> headers.add(new Header(OCI_SUBJECT, value)));
    queryTags.forEach(tag -> headers.add(new Header("OCI-Tag", tag.value())));
    headers.addAll(Answers.warnings(warnings));
    return new Done(201, headers);
  }
}
