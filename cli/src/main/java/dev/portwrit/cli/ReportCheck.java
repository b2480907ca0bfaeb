package dev.portwrit.cli;

import dev.portwrit.audit.AuditFormat;
import dev.portwrit.audit.Evidence;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.IoReason;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Revision;
import dev.portwrit.source.SourceException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a report once more, from the commit that it names, and compares every byte.
 *
 * @param commit the commit, empty for the policies as they are
 * @param now the instant at which expiry was judged
 * @param order how it was asked for
 * @param format how it is written
 * @param evidence what the policies were held against
 */
record ReportCheck(
    String commit, Instant now, ReportOrder order, AuditFormat format, Evidence evidence) {
  /** A report in JSON that has no manifest. */
  static ExitCode run(Invocation invocation, Path file, ReportHeader header) throws Failure {
    if (header.hasEvidence()) {
      throw Failure.wrong(
          "`" + file + "` holds policies against what only its manifest keeps",
          "make such reports by `audit --output FILE`");
    }
    ReportOrder order = ReportOrder.of(header.scope(), header.hasHistory());
    ReportCheck check =
        new ReportCheck(header.revision(), header.now(), order, AuditFormat.JSON, Evidence.NONE);
    Found found = check.compare(invocation, file);
    found.differences().forEach(line -> invocation.console().print(Printable.escape(line)));
    if (!found.differences().isEmpty()) {
      return ExitCode.NO;
    }
    found.requireKnown();
    found.intact().forEach(line -> invocation.console().print(Printable.escape(line)));
    return ExitCode.YES;
  }

  /**
   * What came of it.
   *
   * @param rows how many rows the report should have
   * @param isComplete whether everything in it could be told
   * @param differences what is not as it should be, one line each
   * @param unknown what this clone cannot tell, so that it may be as it should; empty if nothing
   * @param intact in words that nothing differs, and of what the report is; some lines
   */
  record Found(
      long rows,
      boolean isComplete,
      List<String> differences,
      Optional<String> unknown,
      List<String> intact) {
    Found {
      differences = List.copyOf(differences);
      intact = List.copyOf(intact);
    }

    /** Ends the verb where it cannot be told whether anything differs. */
    void requireKnown() throws Failure {
      if (unknown.isPresent()) {
        throw Failure.undetermined(
            unknown.get(), "`git fetch --unshallow` brings what this clone lacks");
      }
    }
  }

  /** Compares a file. */
  Found compare(Invocation invocation, Path file) throws Failure {
    if (invocation.has(CommonOptions.AT) || invocation.has(CommonOptions.NOW)) {
      throw Failure.wrong("a report says itself what it is of", "leave out `--at` and `--now`");
    }
    if (!commit.matches("([0-9a-f]{40})?")) {
      String none = file + ": says that it is of `" + commit + "`, which is no commit";
      return new Found(0, true, List.of(none), Optional.empty(), List.of());
    }
    boolean committed = !commit.isEmpty();
    String state = committed ? "commit " + commit : "the policies as they are now";
    try (PolicySource source = WorkspaceReader.source(invocation)) {
      Revision revision = committed ? new Revision.Named(commit) : Revision.CURRENT;
      // Who checks a report does not rely on what the one that wrote it left behind.
      CompiledState compiled = WorkspaceReader.compiled(source, revision, Optional::empty);
      PolicyIndex index = PolicyOpener.index(invocation.console(), compiled.tree().compilation());
      Policy policy = new Policy(index, now, committed ? compiled.commit() : Optional.empty());
      MadeReport made = MadeReport.of(invocation, source, policy, order, evidence, false);
      BranchCheck branch = committed ? BranchCheck.of(source, commit) : BranchCheck.ofNoCommit();
      Optional<Instant> since = policy.commit().map(CommitInfo::time);
      return compare(made, file, state, branch, since);
    } catch (SourceException e) {
      throw WorkspaceReader.failure(e);
    }
  }

  private Found compare(
      MadeReport made, Path file, String state, BranchCheck branch, Optional<Instant> since)
      throws Failure {
    List<String> differences = new ArrayList<>();
    branch.difference().ifPresent(text -> differences.add(file + ": " + text));
    Optional<String> unknown = branch.unknown();
    try (InputStream said = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      LineDifferences lines = new LineDifferences(said, state);
      long rows = made.report().write(lines, format);
      List<String> found = lines.differences().stream().map(one -> file + ":" + one).toList();
      if (!made.lacking().isEmpty() && !found.isEmpty()) {
        unknown = Optional.of(found.get(0) + ", of which this clone does not know all");
      } else {
        differences.addAll(found);
      }
      List<String> intact = new ArrayList<>();
      intact.add(
          "intact: `"
              + file
              + "`, "
              + PolicyOpener.count(rows, "row")
              + ", as "
              + state
              + (commit.isEmpty() ? " say" : " says"));
      intact.add(subject(made));
      since
          .filter(time -> time.isAfter(now))
          .ifPresent(time -> intact.add(state + " is of " + time + ", after that instant"));
      return new Found(rows, made.unknown().isEmpty(), differences, unknown, intact);
    } catch (IOException e) {
      throw Failure.undetermined(
          "`" + file + "` cannot be read: " + IoReason.of(e), "look at its rights");
    }
  }

  // Whoever replaces a report can have made it of something else: who reads it must see of what.
  private String subject(MadeReport made) {
    return "of "
        + order
        + ", at "
        + now
        + evidence
            .live()
            .map(live -> ", as `" + live.registry() + "` was at " + live.readAt())
            .orElse("")
        + (made.unknown().isEmpty()
            ? ", complete"
            : ", not complete: " + String.join("; ", made.unknown()));
  }
}
