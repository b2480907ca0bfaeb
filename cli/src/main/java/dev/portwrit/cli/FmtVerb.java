package dev.portwrit.cli;

import dev.portwrit.diagnostic.IoReason;
import dev.portwrit.source.PolicyFile;
import dev.portwrit.source.Snapshot;
import dev.portwrit.syntax.CanonicalLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
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
    if (invocation.has(CommonOptions.AT)) {
      throw Failure.wrong("`fmt` writes files, not commits", "leave out `--at`");
    }
    Snapshot snapshot = WorkspaceReader.read(invocation);
    if (snapshot.commit().isPresent()) {
      throw Failure.wrong(
          "`fmt` writes files of a folder, and `" + snapshot.origin() + "` is none",
          "name a working tree with `-C`");
    }
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
          write(root.resolve(file.path()), laid.get());
        }
      }
    }
    if (wrong) {
      console.help("`portwrit check` shows what is wrong");
      return ExitCode.WRONG;
    }
    return otherwise && invocation.has(CHECK) ? ExitCode.NO : ExitCode.YES;
  }

  // Whole or not at all, and for the same people to read.
  private static void write(Path file, String text) throws Failure {
    try {
      Path fresh = Files.createTempFile(file.getParent(), ".", ".new");
      try {
        Files.writeString(fresh, text);
        if (Files.getFileStore(fresh).supportsFileAttributeView(PosixFileAttributeView.class)) {
          Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(file));
        }
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw Failure.undetermined(
          "`" + file + "` could not be written: " + IoReason.of(e), "look at the folder's rights");
    }
  }
}
