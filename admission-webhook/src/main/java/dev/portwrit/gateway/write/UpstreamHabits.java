package dev.portwrit.gateway.write;

import dev.portwrit.gateway.upstream.UpstreamAnswer.Answered;
import dev.portwrit.gateway.write.WriteSettings.TagQuery;
import dev.portwrit.reference.Tag;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What the registry was seen to do, as far as it was not said. */
final class UpstreamHabits {
  private static final String OCI_TAG = "OCI-Tag";

  private volatile TagQuery tagQuery;
  private volatile boolean answersSubject;

  UpstreamHabits(TagQuery tagQuery) {
    this.tagQuery = tagQuery;
  }

  /**
   * Whether {@code ?tag=} is passed on: it is taken off once the registry was seen not to know it.
   */
  boolean passesTagQuery() {
    return tagQuery != TagQuery.NOT_IMPLEMENTED;
  }

  /** Whether the registry was seen to acknowledge subjects, so that it has a referrers API. */
  boolean answersSubject() {
    return answersSubject;
  }

  /** Learns from the answer to a manifest that was taken. */
  void learn(Answered answer, boolean hadTagQuery) {
    if (answer.firstHeader("OCI-Subject").isPresent()) {
      answersSubject = true;
    }
    if (hadTagQuery && tagQuery == TagQuery.LEARNED) {
      tagQuery = echoed(answer).isEmpty() ? TagQuery.NOT_IMPLEMENTED : TagQuery.IMPLEMENTED;
    }
  }

  /** The tags that the registry says it set. */
  static Set<Tag> echoed(Answered answer) {
    return answer.header(OCI_TAG).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .flatMap(value -> Tag.parse(value.strip()).stream())
        .collect(Collectors.toSet());
  }
}
