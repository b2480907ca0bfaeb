package dev.portwrit.source;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a plain folder again and again, and tells a new state once two scans in a row agree on
 * it, so that a state in the middle of being written is passed over. Not thread-safe.
 */
public final class FolderWatch {
  /** The coarsest clock of a file system (FAT): two changes within it may look like one. */
  private static final Duration TICK = Duration.ofSeconds(2);

  private final Path root;
  private final SourceLimits limits;
  private final Clock clock;
  private @Nullable Snapshot told;
  private @Nullable Snapshot candidate;
  private @Nullable FolderListing agreed;

  FolderWatch(Path root, SourceLimits limits, Clock clock) {
    this.root = root;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Scans once. Files are only read where their attributes changed, or changed so lately that a
   * second change might not show.
   *
   * @return the new state if this scan and the one before agree on it and it is not the one told
   *     last; else empty
   * @throws SourceException if the folder cannot be read; the state told last is still the last
   */
  public Optional<Snapshot> poll() throws SourceException {
    Instant settled = clock.instant().minus(TICK);
    FolderListing listing;
    Snapshot scanned;
    try {
      listing = FolderListing.of(root, limits);
      if (agreed != null && agreed.isSameAs(listing)) {
        return Optional.empty();
      }
      scanned = listing.read();
    } catch (SourceException unreadable) {
      candidate = null;
      agreed = null;
      throw unreadable;
    }
    Snapshot before = candidate;
    candidate = scanned;
    if (before == null || !before.hasSameContent(scanned)) {
      agreed = null;
      return Optional.empty();
    }
    boolean quiet = listing.files().stream().allMatch(entry -> isOlder(entry, settled));
    agreed = quiet ? listing : null;
    if (told != null && told.hasSameContent(scanned)) {
      return Optional.empty();
    }
    told = scanned;
    return Optional.of(scanned);
  }

  private static boolean isOlder(FolderListing.Entry entry, Instant settled) {
    return entry.attributes().values().stream()
        .filter(FileTime.class::isInstance)
        .allMatch(time -> ((FileTime) time).toInstant().isBefore(settled));
  }
}
