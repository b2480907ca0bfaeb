package dev.portwrit.cli;

import dev.portwrit.diagnostic.IoReason;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.gateway.decisionlog.DecisionLogVerifier;
import dev.portwrit.gateway.decisionlog.Head;
import dev.portwrit.gateway.decisionlog.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** {@code verify}: recomputes and checks a report, or the decision log of a gateway. */
final class VerifyVerb implements Verb {
  @Override
  public String name() {
    return "verify";
  }

  @Override
  public String operands() {
    return "REPORT";
  }

  @Override
  public String summary() {
    return "recompute and check a report, or a decision log: a file or its folder";
  }

  @Override
  public List<Option> options() {
    List<Option> options = new ArrayList<>(ManifestCheck.options());
    options.add(NotedHeads.option());
    return options;
  }

  @Override
  public List<String> formats() {
    return List.of("text");
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    String named = invocation.operands(1).get(0);
    Path log = invocation.environment().directory().resolve(named);
    if (!Files.exists(log)) {
      throw Failure.wrong(
          "there is no `" + named + "`", "name a report, or a decision log or its folder");
    }
    Optional<Path> manifest = ManifestCheck.of(log);
    if (manifest.isPresent()) {
      requireNoHead(invocation, named);
      return ManifestCheck.run(invocation, manifest.get());
    }
    if (invocation.has(ManifestCheck.SIGNED_BY) || invocation.has(ManifestCheck.PREVIOUS)) {
      throw Failure.wrong(
          "there is no `" + named + ".manifest`, of which these options ask",
          "`audit --output FILE` writes one");
    }
    Optional<ReportHeader> report = report(log, named);
    if (report.isPresent()) {
      requireNoHead(invocation, named);
      return ReportCheck.run(invocation, log, report.get());
    }
    if (invocation.has(CommonOptions.AT) || invocation.has(CommonOptions.NOW)) {
      throw Failure.wrong(
          "whether a decision log is intact depends on no policy and no instant",
          "leave out `--at` and `--now`");
    }
    Verification verification = verify(log, named, notedHead(invocation));
    Console console = invocation.console();
    if (verification instanceof Verification.Intact intact) {
      if (intact.lines() == 0) {
        throw Failure.undetermined(
            "`" + named + "` holds no line: there is nothing to verify",
            "name a report, or a decision log into which a gateway wrote");
      }
      console.print("intact: " + intact.lines() + " lines, head " + intact.head());
      if (!intact.start().equals(Head.NONE)) {
        console.print("begins behind sequence " + intact.start().sequence());
      }
      intact
          .remarks()
          .forEach(
              remark ->
                  console.print(
                      Printable.escape(
                          remark.file() + ":" + remark.line() + ": says " + remark.kind())));
      return ExitCode.YES;
    }
    console.print(Printable.escape(verification.toString()));
    return ExitCode.NO;
  }

  private static void requireNoHead(Invocation invocation, String named) throws Failure {
    if (invocation.has(NotedHeads.HEAD)) {
      throw Failure.wrong(
          "`--head` is of a decision log, and `" + named + "` is a report or has a manifest",
          "leave out `--head`, or name the folder of the log");
    }
  }

  private static Optional<ReportHeader> report(Path file, String named) throws Failure {
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      if (ReportHeader.isInAnotherFormat(file)) {
        throw Failure.wrong(
            "`" + named + "` is a report that does not say what it is of",
            "keep reports that shall be checked by `--output FILE`, or as `audit --format json` prints"
                + " them");
      }
      return ReportHeader.read(file);
    } catch (IOException e) {
      throw Failure.undetermined(
          "`" + named + "` cannot be read: " + IoReason.of(e), "look at its rights");
    }
  }

  private static Optional<Head> notedHead(Invocation invocation) throws Failure {
    Optional<String> text = invocation.value(NotedHeads.HEAD);
    return text.isPresent() ? Optional.of(NotedHeads.parse(text.get())) : Optional.empty();
  }

  private static Verification verify(Path log, String named, Optional<Head> head) throws Failure {
    try {
      List<Path> files = DecisionLogVerifier.filesOf(log);
      if (files.isEmpty()) {
        throw Failure.wrong("`" + named + "` holds no decision log", "name the folder of a log");
      }
      return DecisionLogVerifier.verify(files, head);
    } catch (IOException e) {
      throw Failure.undetermined(
          "`" + named + "` cannot be read: " + IoReason.of(e), "look at its rights");
    }
  }
}
