package dev.portwrit.cli;

import dev.portwrit.audit.AuditFormat;
import dev.portwrit.audit.Evidence;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.IoReason;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Revision;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
    invocation.console().print(found.text());
    return found.isSame() ? ExitCode.YES : ExitCode.NO;
  }

  /**
   * What came of it.
   *
   * @param isSame whether every byte is as it should be
   * @param text that in words
   */
  record Found(boolean isSame, String text) {}

  /** Compares a file. */
  Found compare(Invocation invocation, Path file) throws Failure {
    if (invocation.has(CommonOptions.AT) || invocation.has(CommonOptions.NOW)) {
      throw Failure.wrong("a report says itself what it is of", "leave out `--at` and `--now`");
    }
    boolean committed = !commit.isEmpty();
    String state = committed ? "commit " + commit : "the policies as they are now";
    try (PolicySource source = WorkspaceReader.source(invocation)) {
      Revision revision = committed ? Revision.parse(commit) : Revision.CURRENT;
      CompiledState compiled = WorkspaceReader.compiled(invocation, source, revision);
      PolicyIndex index = PolicyOpener.index(invocation.console(), compiled.tree().compilation());
      Policy policy = new Policy(index, now, committed ? compiled.commit() : Optional.empty());
      MadeReport made = MadeReport.of(invocation, source, policy, order, evidence);
      return compare(made, file, state, committed);
    }
  }

  private Found compare(MadeReport made, Path file, String state, boolean committed)
      throws Failure {
    try (InputStream said = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      Comparison comparison = new Comparison(said);
      long rows = made.report().write(comparison, format);
      return comparison.isSame()
          ? new Found(
              true,
              "intact: "
                  + PolicyOpener.count(rows, "row")
                  + ", as "
                  + state
                  + (committed ? " says" : " say"))
          : new Found(false, file + ":" + comparison.line + ": says otherwise than " + state);
    } catch (IOException e) {
      throw Failure.undetermined(
          "`" + file + "` cannot be read: " + IoReason.of(e), "look at its rights");
    }
  }

  /** Takes what should have been said, and remembers the first line where something else was. */
  private static final class Comparison extends OutputStream {
    private final InputStream said;
    private boolean same = true;
    private long line = 1;

    Comparison(InputStream said) {
      this.said = said;
    }

    @Override
    public void write(int expected) throws IOException {
      if (same) {
        same = said.read() == (expected & 0xff);
        line += same && expected == '\n' ? 1 : 0;
      }
    }

    @Override
    public void write(byte[] expected, int offset, int length) throws IOException {
      for (int i = offset; same && i < offset + length; i++) {
        write(expected[i]);
      }
    }

    boolean isSame() throws IOException {
      return same && said.read() < 0;
    }
  }
}
