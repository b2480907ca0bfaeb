package dev.portwrit.cli;

import dev.portwrit.audit.AuditFormat;
import dev.portwrit.audit.AuditReport;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.IoReason;
import dev.portwrit.history.AccessOrigins;
import dev.portwrit.source.Revision;
import dev.portwrit.source.Snapshot;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Makes a report once more, from the commit that it names, and compares every byte. */
final class ReportCheck {
  private ReportCheck() {}

  static ExitCode run(Invocation invocation, Path file, ReportHeader header) throws Failure {
    if (invocation.has(CommonOptions.AT) || invocation.has(CommonOptions.NOW)) {
      throw Failure.wrong("a report says itself what it is of", "leave out `--at` and `--now`");
    }
    boolean committed = !header.revision().isEmpty();
    Snapshot snapshot =
        WorkspaceReader.read(
            invocation, committed ? Revision.parse(header.revision()) : Revision.CURRENT);
    PolicyIndex index = PolicyOpener.index(invocation.console(), snapshot);
    Optional<String> commit = committed ? Optional.of(header.revision()) : Optional.empty();
    Optional<AccessOrigins> origins =
        header.hasHistory()
            ? Origins.of(invocation, index, commit, header.now())
            : Optional.empty();
    String state = committed ? "commit " + header.revision() : "the policies as they are now";
    try (InputStream said = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      Comparison comparison = new Comparison(said);
      long rows =
          new AuditReport(index, header.revision(), header.now(), header.scope(), origins)
              .write(comparison, AuditFormat.JSON);
      if (comparison.isSame()) {
        invocation
            .console()
            .print("intact: " + rows + " rows, as " + state + (committed ? " says" : " say"));
        return ExitCode.YES;
      }
      invocation.console().print(file + ":" + comparison.line + ": says otherwise than " + state);
      return ExitCode.NO;
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
