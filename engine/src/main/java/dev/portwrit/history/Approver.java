package dev.portwrit.history;

import dev.portwrit.source.CommitInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who let a change into a branch, by what commits say: the trailers of the merge, or of a change
 * that was committed without one; else who signed the merge with a known key; else who made the
 * merge, if that is somebody else. Trailers and names are taken on trust, as Git does.
 */
final class Approver {
  private static final List<String> TRAILERS = List.of("Approved-by", "Reviewed-by", "Acked-by");

  private final Function<CommitInfo, Optional<String>> signer;

  /**
   * Knows signers.
   *
   * @param signer who signed a commit with a known key
   */
  Approver(Function<CommitInfo, Optional<String>> signer) {
    this.signer = signer;
  }

  Optional<String> of(CommitInfo commit, Optional<CommitInfo> merge) {
    List<String> named = trailers(merge.orElse(commit));
    if (!named.isEmpty()) {
      return Optional.of(String.join(", ", named));
    }
    if (merge.isEmpty()) {
      return Optional.empty();
    }
    return signer.apply(merge.get()).or(() -> somebodyElse(commit, merge.get()));
  }

  private static Optional<String> somebodyElse(CommitInfo commit, CommitInfo merge) {
    boolean isSame = merge.author().email().equals(commit.author().email());
    return isSame ? Optional.empty() : Optional.of(merge.author().toString());
  }

  private static List<String> trailers(CommitInfo commit) {
    return TRAILERS.stream().flatMap(key -> commit.trailers(key).stream()).distinct().toList();
  }
}
