package dev.portwrit.source;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchResult;

/** Points {@code HEAD} of a copy to what the remote's points to. */
final class RemoteHead {
  /** What no branch is called: {@code HEAD} of a remote that has none. */
  private static final String NOWHERE = "refs/heads/.none";

  private RemoteHead() {}

  static void follow(Repository copy, FetchResult result) throws IOException {
    Ref head = result.getAdvertisedRef(Constants.HEAD);
    if (head == null || head.getObjectId() == null) {
      link(copy, NOWHERE);
      return;
    }
    Optional<String> branch =
        head.isSymbolic() ? Optional.of(head.getTarget().getName()) : likely(result, head);
    if (branch.isPresent()) {
      link(copy, branch.get());
    } else {
      RefUpdate update = copy.updateRef(Constants.HEAD, true);
      update.setNewObjectId(head.getObjectId());
      check(update.forceUpdate());
    }
  }

  /** An old server does not say which branch it is: the one at the same commit. */
  private static Optional<String> likely(FetchResult result, Ref head) {
    List<String> here =
        result.getAdvertisedRefs().stream()
            .filter(ref -> ref.getName().startsWith(Constants.R_HEADS))
            .filter(ref -> head.getObjectId().equals(ref.getObjectId()))
            .map(Ref::getName)
            .sorted()
            .toList();
    return Stream.concat(
            Stream.of("refs/heads/main", "refs/heads/master").filter(here::contains), here.stream())
        .findFirst();
  }

  private static void link(Repository copy, String branch) throws IOException {
    Ref now = copy.exactRef(Constants.HEAD);
    if (now == null || !now.isSymbolic() || !now.getTarget().getName().equals(branch)) {
      check(copy.updateRef(Constants.HEAD).link(branch));
    }
  }

  private static void check(RefUpdate.Result result) throws IOException {
    switch (result) {
      case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {}
      default -> throw new IOException("HEAD of the copy could not be set: " + result);
    }
  }
}
