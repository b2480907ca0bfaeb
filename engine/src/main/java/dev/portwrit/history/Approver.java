package dev.portwrit.history;

import dev.portwrit.source.CommitInfo;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who let a change into a branch, by what commits say: the trailers of the merge, or of a change
 * that was committed without one; else who signed the merge with a known key, or made it, if that
 * is somebody else. Whoever wrote the change is never its approver. Trailers and names are taken on
 * trust, as Git does.
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
    List<String> named = trailers(commit.author(), merge.orElse(commit));
    if (!named.isEmpty()) {
      return Optional.of(String.join(", ", named));
    }
    if (merge.isEmpty()) {
      return Optional.empty();
    }
    return isOf(commit.author(), merge.get().author().email())
        ? Optional.empty()
        : signer
            .apply(merge.get())
            .filter(who -> !isOf(commit.author(), who))
            .or(() -> Optional.of(merge.get().author().toString()));
  }

  // Nobody approves what they wrote.
  private static boolean isOf(CommitInfo.Person author, String who) {
    return who.equalsIgnoreCase(author.email())
        || who.equalsIgnoreCase(author.name())
        || who.toLowerCase(Locale.ROOT)
            .endsWith("<" + author.email().toLowerCase(Locale.ROOT) + ">");
  }

  private static List<String> trailers(CommitInfo.Person author, CommitInfo commit) {
    return TRAILERS.stream()
        .flatMap(key -> commit.trailers(key).stream())
        .filter(who -> !isOf(author, who))
        .distinct()
        .toList();
  }
}
