package dev.portwrit.cli;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.IoReason;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.ownership.CodeOwnersFile;
import dev.portwrit.ownership.FileOwners;
import dev.portwrit.ownership.FileOwnership;
import dev.portwrit.policy.CodeHost;
import dev.portwrit.source.Snapshot;
import dev.portwrit.source.WorkspacePlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;

/** {@code owners}: who reviews which policy file, as the CODEOWNERS of a code host. */
final class OwnersVerb implements Verb {
  private static final String CHECK = "check";
  private static final String HOST = "host";
  private static final String BASE = "base";

  @Override
  public String name() {
    return "owners";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public String summary() {
    return "write the CODEOWNERS of the policy files: who administers what reviews it";
  }

  @Override
  public List<Option> options() {
    return List.of(
        CommonOptions.value(null, HOST, "github|gitlab", "where changes are reviewed; github"),
        CommonOptions.flag(
            null, CHECK, "change nothing; exit 1 if the file is not as it should be"),
        CommonOptions.value(
            null, BASE, "COMMIT", "with --check: whom a change for that branch gives more"));
  }

  @Override
  public List<String> formats() {
    return List.of("text");
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    invocation.operands(0);
    if (invocation.has(BASE) && !invocation.has(CHECK)) {
      throw Failure.wrong("`--base` goes with `--check`", "leave it out, or add `--check`");
    }
    CodeHost host = host(invocation);
    Snapshot snapshot = WorkspaceReader.readFolder(invocation, name());
    WorkspacePlace workspace = WorkspacePlace.of(Path.of(snapshot.origin()));
    Path root = workspace.root();
    PolicyIndex index = PolicyOpener.index(invocation.console(), snapshot);
    FileOwnership ownership = new FileOwnership(index, host);
    requireAdmins(ownership, host);
    CodeOwnersFile owners = new CodeOwnersFile(ownership, host, workspace.folder());
    tell(invocation.console(), ownership, owners);
    String name = place(root, host);
    Path file = root.resolve(name);
    requireNoLink(root, name);
    String before = read(file);
    if (CodeOwnersFile.isTorn(before)) {
      throw Failure.wrong(
          "in `" + name + "` the line `" + CodeOwnersFile.END + "` is missing: what is whose there",
          "put it behind the last line that `portwrit owners` wrote");
    }
    requireNoRival(name, owners.rival(before));
    List<String> differences = owners.differences(before);
    requireLoaded(host, owners.written(before));
    if (invocation.has(CHECK)) {
      ExitCode lines = check(invocation.console(), name, differences);
      boolean isReached = FilesBeyond.tell(invocation, snapshot, index, host);
      return isReached ? ExitCode.NO : lines;
    }
    if (!differences.isEmpty()) {
      makeFolder(file);
      WrittenFile.write(file, owners.written(before));
      invocation.console().print(name);
    }
    return ExitCode.YES;
  }

  private static CodeHost host(Invocation invocation) throws Failure {
    String name = invocation.value(HOST).orElse("github");
    Optional<CodeHost> host = CodeHost.of(name);
    if (host.isEmpty()) {
      throw Failure.wrong("`--host` cannot be `" + name + "`", "say `github` or `gitlab`");
    }
    return host.get();
  }

  private static void requireAdmins(FileOwnership ownership, CodeHost host) throws Failure {
    if (ownership.admins().accounts().isEmpty()) {
      throw Failure.wrong(
          "none of the admins has an account of `"
              + host
              + "`, and a file without owners is"
              + " reviewed by nobody",
          "write `accounts: {" + host + ": NAME}` on the `user:` of each of `admins`");
    }
  }

  /** The file that the host looks at: the first that is there, or the one to be made. */
  private static String place(Path root, CodeHost host) {
    return host.files().stream()
        .filter(one -> Files.exists(root.resolve(one), LinkOption.NOFOLLOW_LINKS))
        .findFirst()
        .orElse(host.usualFile());
  }

  /** A host reads what is there, not where a link leads. */
  private static void requireNoLink(Path root, String name) throws Failure {
    Path here = root;
    for (Path part : Path.of(name)) {
      here = here.resolve(part);
      if (Files.isSymbolicLink(here)) {
        throw Failure.wrong(
            "`" + name + "` is no file of its own: `" + here + "` is a link",
            "put a plain file in its place");
      }
    }
    if (Files.exists(here) && !Files.isRegularFile(here)) {
      throw Failure.wrong("`" + name + "` is no file", "put a plain file in its place");
    }
  }

  private static void requireNoRival(String name, Optional<String> rival) throws Failure {
    if (rival.isPresent()) {
      throw Failure.wrong(
          "`"
              + name
              + "` has the line "
              + Printable.quote(rival.get())
              + ", which GitLab takes for the section of `portwrit owners`: it can undo it",
          "give that section another name");
    }
  }

  private static void requireLoaded(CodeHost host, String text) throws Failure {
    if (text.getBytes(StandardCharsets.UTF_8).length >= host.unloadedBytes()) {
      throw Failure.wrong(
          "the file of owners would have "
              + host.unloadedBytes() / 1_000_000
              + " MB or more, and `"
              + host
              + "` loads none of that size",
          "take out what others wrote into it, or put policies into fewer files");
    }
  }

  private static String read(Path file) throws Failure {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw Failure.undetermined(
          "`" + file + "` cannot be read: " + IoReason.of(e), "it has to be text in UTF-8");
    }
  }

  private static void makeFolder(Path file) throws Failure {
    try {
      Files.createDirectories(file.resolveSibling("."));
    } catch (IOException e) {
      throw Failure.undetermined(
          "the folder of `" + file + "` cannot be made: " + IoReason.of(e), "make it by hand");
    }
  }

  private static void tell(Console console, FileOwnership ownership, CodeOwnersFile owners) {
    Set<String> notes = new LinkedHashSet<>();
    for (Map.Entry<String, FileOwners> one : ownership.files().entrySet()) {
      notes.addAll(one.getValue().notes());
    }
    Stream.concat(ownership.admins().notes().stream(), notes.stream())
        .distinct()
        .forEach(note -> console.warning(note + ", and so reviews nothing"));
    owners
        .unsaid()
        .forEach(
            file -> console.warning("`" + file + "` is the admins': its name cannot be written"));
  }

  private static ExitCode check(Console console, String name, List<String> differences) {
    if (differences.isEmpty()) {
      return ExitCode.YES;
    }
    differences.forEach(console::print);
    console.error("`" + name + "` is not what the policies say");
    console.help("`portwrit owners` writes it");
    return ExitCode.NO;
  }
}
