package dev.portwrit.gateway.bypass;

import dev.portwrit.admission.LedgerState.Deleted;
import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.LedgerState.Intent;
import dev.portwrit.admission.Lift;
import dev.portwrit.gateway.ledger.Closure;
import dev.portwrit.gateway.ledger.Intention;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.ledger.Settlement;
import dev.portwrit.gateway.ledger.SqliteLedger;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts into registry and ledger what a world has at first. */
final class Seeding {
  private static final Subject RELEASER = new Subject.User("releaser");

  private static final Lift REBUILD = new Lift("acme/rebuild", "acme/releases");

  private Seeding() {}

  static void registry(Direct direct, List<Spot> spots) throws IOException, InterruptedException {
    direct.put(Places.API, Places.PART, Places.INDEX.children().get(0));
    for (Spot spot : spots) {
      if (spot.bound().isPresent()) {
        direct.putBlobs(spot.repository(), spot.bound().get());
      }
      if (spot.there().isPresent()) {
        direct.put(spot.repository(), spot.tag(), spot.there().get());
      }
    }
    for (String repository : List.of(Places.API, Places.WEB, Places.SLOW)) {
      for (Content loose : Places.LOOSE) {
        direct.putBlobs(repository, loose);
      }
    }
    direct.putBlobs(Places.WEB, Places.REMOVED);
    direct.put(Places.PUBLIC, "v1", Places.PUBLIC_IMAGE);
    direct.put(Places.VAULT, "v1", Places.SECRET);
    direct.put(Places.VAULT, Marks.SECRET, Places.SECRET);
    Content note = Content.image(Marks.SECRET + "-note").about(Places.INDEX);
    direct.put(Places.VAULT, note.digest().value(), note);
    direct.put(Places.HIDDEN, "v1", Places.SECRET);
    direct.put(Places.OUTSIDE, "v1", Places.SECRET);
  }

  /** The ledger is closed again: a gateway will open it. */
  static void ledger(Path file, List<Spot> spots, Instant now) throws LedgerException {
    try (SqliteLedger ledger = SqliteLedger.open(file)) {
      for (Spot spot : spots) {
        RepositoryName repository = new RepositoryName(spot.repository());
        Tag tag = new Tag(spot.tag());
        Optional<Digest> bound = spot.bound().map(Content::digest);
        switch (spot.state()) {
          case NO_ROW, NO_ROW_BUT_THERE, REMOVAL_OPEN, RESTRICTED -> {}
          case HELD, HELD_BUT_ABSENT, HELD_BUT_OTHER ->
              hold(ledger, repository, tag, spot.bound().orElseThrow(), now);
          case DELETED ->
              ledger.settle(
                  repository,
                  List.of(
                      new Settlement(
                          tag,
                          new Deleted(bound.orElseThrow(), List.of()),
                          Optional.of(RELEASER),
                          now)),
                  Map.of());
          case PENDING_PUT ->
              intend(ledger, repository, tag, new Intent.Put(bound.orElseThrow()), now);
          case PENDING_DELETE -> {
            hold(ledger, repository, tag, spot.bound().orElseThrow(), now);
            // Without an exception that let it pass, a registry that says the tag is gone frees it.
            intend(ledger, repository, tag, new Intent.Delete(bound, List.of(REBUILD)), now);
          }
        }
      }
      ledger.intendRemoval(
          new RepositoryName(Places.WEB), Set.of(Places.REMOVED.blob(1)), RELEASER, now);
    }
  }

  private static void hold(
      SqliteLedger ledger, RepositoryName repository, Tag tag, Content content, Instant now)
      throws LedgerException {
    Set<Digest> members = new HashSet<>();
    collect(content, members);
    ledger.settle(
        repository,
        List.of(new Settlement(tag, new Held(content.digest()), Optional.of(RELEASER), now)),
        Map.of(content.digest(), new Closure(members, Optional.empty())));
  }

  private static void collect(Content content, Set<Digest> members) {
    content.blobs().forEach(blob -> members.add(Digest.sha256(blob)));
    for (Content child : content.children()) {
      members.add(child.digest());
      collect(child, members);
    }
  }

  private static void intend(
      SqliteLedger ledger, RepositoryName repository, Tag tag, Intent intent, Instant now)
      throws LedgerException {
    ledger.intend(repository, List.of(new Intention(tag, intent, false)), RELEASER, now);
  }
}
