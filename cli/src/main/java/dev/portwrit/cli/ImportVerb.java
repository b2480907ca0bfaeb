package dev.portwrit.cli;

import dev.portwrit.diagnostic.IoReason;
import dev.portwrit.plan.Survey;
import dev.portwrit.policy.Registry;
import dev.portwrit.registry.Imported;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Option;

/** {@code import}: policy files made from what is live. Nothing that is there is overwritten. */
final class ImportVerb implements Verb {
  private static final String OUT = "out";

  @Override
  public String name() {
    return "import";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public String summary() {
    return "write policy files that say what is live in a registry";
  }

  @Override
  public List<Option> options() {
    return List.of(
        LiveOptions.registry(),
        CommonOptions.value(null, OUT, "FOLDER", "where the files go; here by default"));
  }

  @Override
  public List<String> formats() {
    return List.of("text");
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    invocation.operands(0);
    String name = LiveOptions.registry(invocation, name());
    Policy policy = PolicyOpener.open(invocation);
    Registry registry = AuditVerb.requireRegistry(name, policy);
    Environment environment = invocation.environment();
    Path folder = environment.directory().resolve(invocation.value(OUT).orElse(".")).normalize();
    try (Survey survey =
        environment.registries().survey(registry, policy.index().workspace(), environment)) {
      NativeState live = survey.readToImport();
      Imported imported = survey.form().imported(policy.index(), live);
      write(invocation.console(), folder, imported);
      imported.findings().forEach(invocation.console()::problem);
      invocation.console().say(survey.calls().toString());
      return live.isComplete() ? ExitCode.YES : ExitCode.UNDETERMINED;
    } catch (RegistryException e) {
      throw LiveRegistries.failure(e);
    }
  }

  // All or none: files that are half there would be policy.
  private static void write(Console console, Path folder, Imported imported) throws Failure {
    for (String name : imported.files().keySet()) {
      Path file = folder.resolve(name).normalize();
      if (!file.startsWith(folder)) {
        throw new IllegalStateException("not below the folder: " + name);
      }
      if (Files.exists(file)) {
        throw Failure.wrong(
            "`" + file + "` is already there",
            "nothing was written; name another folder with `--out`");
      }
    }
    List<Path> written = new ArrayList<>();
    try {
      for (Map.Entry<String, String> entry : imported.files().entrySet()) {
        Path file = folder.resolve(entry.getKey()).normalize();
        Files.createDirectories(folder.resolve(entry.getKey()).resolveSibling("."));
        Files.writeString(file, entry.getValue(), StandardOpenOption.CREATE_NEW);
        written.add(file);
        console.print(file.toString());
      }
    } catch (IOException e) {
      throw Failure.undetermined(
          "not all files could be written: " + IoReason.of(e),
          "remove the " + written.size() + " that were, and name another folder");
    }
  }
}
