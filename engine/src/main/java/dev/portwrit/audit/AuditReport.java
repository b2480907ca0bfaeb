package dev.portwrit.audit;

import dev.portwrit.access.Access;
import dev.portwrit.access.AccessRelation;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.history.AccessOrigins;
import dev.portwrit.history.Origin;
import dev.portwrit.policy.Registry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Who can do what by which path, over the policy of one workspace at one instant. The same
 * workspace and instant give the same bytes. Immutable.
 */
public final class AuditReport {
  private static final Origin WITHOUT_HISTORY =
      new Origin.Unknown("the policies are of a folder without history");

  private final PolicyIndex index;
  private final String revision;
  private final Instant now;
  private final AuditScope scope;
  private final Optional<AccessOrigins> origins;

  /**
   * A report.
   *
   * @param index the compiled workspace
   * @param revision what it was compiled from, such as the id of a commit; empty if that has no
   *     name
   * @param now the instant at which expiry is judged
   * @param scope what part of it is reported
   * @param origins by what access came to be; empty of policies without a history
   */
  public AuditReport(
      PolicyIndex index,
      String revision,
      Instant now,
      AuditScope scope,
      Optional<AccessOrigins> origins) {
    this.index = Objects.requireNonNull(index);
    this.revision = revision;
    this.now = now;
    this.scope = scope;
    this.origins = origins;
  }

  /**
   * The rows, by the place of their rule, then by subject, action and registry.
   *
   * @param action is given each row
   */
  public void forEach(Consumer<? super AuditRow> action) {
    List<Registry> registries =
        index.workspace().registries().stream()
            .filter(scope::mayHold)
            .sorted(Comparator.comparing(Registry::name))
            .toList();
    Consumer<Access> rows =
        edge ->
            AuditRow.of(edge, registries, origin(edge)).stream()
                .filter(scope::includes)
                .forEach(action);
    AccessRelation relation = AccessRelation.of(index);
    if (scope.subject().isPresent()) {
      relation.whatCan(scope.subject().get(), now).forEach(rows);
    } else {
      relation.forEach(now, rows);
    }
  }

  /**
   * Writes the report.
   *
   * @param out where to; it is flushed and not closed
   * @param format how
   * @return how many rows there are
   * @throws IOException if it cannot be written
   */
  public long write(OutputStream out, AuditFormat format) throws IOException {
    BufferedOutputStream buffer = new BufferedOutputStream(out, 64 * 1024);
    long[] rows = {0};
    RowWriter writer = writer(buffer, format);
    try {
      forEach(
          row -> {
            rows[0]++;
            try {
              writer.write(row);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
    writer.finish();
    buffer.flush();
    return rows[0];
  }

  private Origin origin(Access edge) {
    return origins.map(some -> some.of(edge)).orElse(WITHOUT_HISTORY);
  }

  private List<String> unknown() {
    return origins.isPresent()
        ? AuditRow.UNKNOWN_COLUMNS
        : Stream.concat(AuditRow.OF_HISTORY.stream(), AuditRow.UNKNOWN_COLUMNS.stream()).toList();
  }

  private RowWriter writer(OutputStream out, AuditFormat format) throws IOException {
    return switch (format) {
      case TEXT -> new TextWriter(out, revision, now, unknown());
      case JSON -> new JsonWriter(out, revision, now, scope, unknown());
      case NDJSON -> new NdjsonWriter(out);
      case MARKDOWN -> new MarkdownWriter(out, revision, now, unknown());
      case CSV -> new CsvWriter(out);
    };
  }
}
