package dev.portwrit.cli;

import dev.portwrit.source.PolicyFile;
import dev.portwrit.source.Snapshot;
import dev.portwrit.syntax.CanonicalLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;

/** {@code fmt}: the canonical layout of policy files, comments kept. */
final class FmtVerb implements Verb {
  private static final String CHECK = "check";

  @Override
  public String name() {
    return "fmt";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public String summary() {
    return "lay out the policy files canonically, comments kept";
  }

  @Override
  public List<Option> options() {
    return List.of(
        CommonOptions.flag(null, CHECK, "change nothing; exit 1 if a file is laid out otherwise"));
  }

  @Override
  public List<String> formats() {
    return List.of("text");
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    invocation.operands(0);
    Snapshot snapshot = WorkspaceReader.readFolder(invocation, name());
    Path root = Path.of(snapshot.origin());
    Console console = invocation.console();
    boolean wrong = snapshot.hasErrors();
    boolean otherwise = false;
    snapshot.diagnostics().forEach(console::problem);
    for (PolicyFile file : snapshot.files()) {
      Optional<String> laid = CanonicalLayout.format(file);
      if (laid.isEmpty()) {
        wrong = true;
        console.error("`" + file.path() + "` is left alone, since its text has errors");
      } else if (!laid.get().equals(new String(file.content(), StandardCharsets.UTF_8))) {
        otherwise = true;
        console.print(file.path());
        if (!invocation.has(CHECK)) {
          WrittenFile.write(root.resolve(file.path()), laid.get());
        }
      }
    }
    if (wrong) {
      console.help("`portwrit check` shows what is wrong");
      return ExitCode.WRONG;
    }
    return otherwise && invocation.has(CHECK) ? ExitCode.NO : ExitCode.YES;
  }
}
