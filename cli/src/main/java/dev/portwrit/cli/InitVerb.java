package dev.portwrit.cli;

import dev.portwrit.diagnostic.IoReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code init}: a first workspace to edit. */
final class InitVerb implements Verb {
  private static final List<String> FILES =
      List.of("portwrit.yaml", "acme.yaml", "tests/access.yaml");

  @Override
  public String name() {
    return "init";
  }

  @Override
  public String operands() {
    return "[DIR]";
  }

  @Override
  public String summary() {
    return "write a first workspace to edit";
  }

  @Override
  public List<String> formats() {
    return List.of("text");
  }

  @Override
  public boolean isOfPolicies() {
    return false;
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    List<String> operands = invocation.operands();
    if (operands.size() > 1) {
      invocation.operands(1);
    }
    Optional<String> workspace = invocation.value(CommonOptions.WORKSPACE);
    if (workspace.isPresent() && !operands.isEmpty()) {
      throw Failure.wrong("`init` makes one workspace", "name its folder once");
    }
    String named = operands.isEmpty() ? workspace.orElse(".") : operands.get(0);
    Path directory = invocation.environment().directory().resolve(named).normalize();
    for (String file : FILES) {
      if (Files.exists(directory.resolve(file))) {
        throw Failure.wrong(
            "`" + directory.resolve(file) + "` is already there",
            "nothing was written; name a folder that does not have it");
      }
    }
    for (String file : FILES) {
      write(directory, file);
      invocation.console().print(directory.resolve(file).toString());
    }
    invocation.console().say("edit them, then `portwrit check` and `portwrit test`");
    return ExitCode.YES;
  }

  private static void write(Path directory, String file) throws Failure {
    Path target = directory.resolve(file);
    try (InputStream template = InitVerb.class.getResourceAsStream("init/" + file)) {
      if (template == null) {
        throw new IllegalStateException("the build left out init/" + file);
      }
      Files.createDirectories(directory.resolve(target).getParent());
      Files.copy(template, target);
    } catch (IOException e) {
      throw Failure.undetermined(
          "`" + target + "` could not be written: " + IoReason.of(e), "name another folder");
    }
  }
}
