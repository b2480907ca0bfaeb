package dev.portwrit.cli;

import dev.portwrit.diagnostic.IoReason;
import dev.portwrit.gateway.server.GatewayException;
import dev.portwrit.reference.Digest;
import dev.portwrit.source.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.eclipse.jgit.api.errors.GitAPIException;

/** {@code demo}: the main job on real input, with nothing else installed. */
final class DemoVerb implements Verb {
  private static final String KEEP = "keep";
  private static final String REPOSITORY = "acme/pay/api";
  private static final String RELEASE = "v1.4.2";

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public String summary() {
    return "see the main job happen: policies in Git, a registry, a gateway, pushes";
  }

  @Override
  public List<Option> options() {
    return List.of(
        CommonOptions.value(
            null, KEEP, "DIR", "leave policies, registry and logs in this new folder"));
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
    invocation.operands(0);
    Optional<String> keep = invocation.value(KEEP);
    Path folder = folder(invocation, keep);
    try {
      try (DemoWorld world = DemoWorld.start(folder)) {
        return new Play(invocation, world, folder).run();
      } finally {
        if (keep.isEmpty()) {
          delete(folder);
        }
      }
    } catch (IOException e) {
      throw stopped(IoReason.of(e), folder);
    } catch (GitAPIException | SourceException | GatewayException e) {
      throw stopped(String.valueOf(e.getMessage()), folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.undetermined("the demo was interrupted", "run it again");
    }
  }

  private static Path folder(Invocation invocation, Optional<String> keep) throws Failure {
    try {
      return keep.isPresent()
          ? Files.createDirectory(invocation.environment().directory().resolve(keep.get()))
          : Files.createTempDirectory("portwrit-demo-");
    } catch (IOException e) {
      String next =
          keep.isPresent()
              ? "let `--keep` name a folder that is not there yet, in one that can be written"
              : "let `--keep` name a new folder; the one for temporary files cannot be written";
      throw Failure.wrong("the demo needs a folder of its own: " + IoReason.of(e), next);
    }
  }

  private static Failure stopped(String cause, Path folder) {
    return Failure.undetermined(
        "the demo could not go on: " + cause, "look whether `" + folder + "` can be written");
  }

  /** The acts, each of which says what it expects and stops the play if it comes otherwise. */
  private record Play(Invocation invocation, DemoWorld world, Path folder) {
    ExitCode run() throws IOException, InterruptedException, Failure {
      title("Policies in Git");
      text("a repository of policies       " + world.policies());
      text("a registry, for trying out     " + world.registryAddress());
      text("the gateway before it          " + world.gatewayAddress());

      title("bob is in team:acme/pay and pushes a release");
      Digest released = pushed("bob", RELEASE, "the release");

      title("eve is in the organization, not in the team");
      refused("eve", "v9", "something else", "no grant gives it");

      title("bob pushes another image over " + RELEASE);
      refused("bob", RELEASE, "a changed release", "acme.yaml:");

      title("bob pushes the same image again, as clients do");
      Digest again = pushed("bob", RELEASE, "the release");
      require(again.equals(released), "the same image has the same digest");

      title("Who can push to " + REPOSITORY + ", and why");
      verb("audit", "--repository", REPOSITORY);
      verb("explain", "user:bob", "overwrite", REPOSITORY + ":" + RELEASE);

      title("What the gateway decided, in a log that shows if it was changed");
      verb("verify", folder.resolve("state").resolve("ledger.decisions").toString());
      text("");
      text("Next: `portwrit init` writes a first workspace of your own, and the README goes on");
      text("from there to your registry.");
      return ExitCode.YES;
    }

    private Digest pushed(String user, String tag, String layer)
        throws IOException, InterruptedException, Failure {
      DemoClient.Push push = world.client(user).push(REPOSITORY, tag, layer);
      require(push.refusal().isEmpty(), "the push passes: " + push.refusal().orElse(""));
      invocation
          .console()
          .answer(true, "pushed", "   " + REPOSITORY + ":" + tag + "  " + push.digest());
      return push.digest();
    }

    private void refused(String user, String tag, String layer, String reason)
        throws IOException, InterruptedException, Failure {
      DemoClient.Push push = world.client(user).push(REPOSITORY, tag, layer);
      String said = push.refusal().orElse("");
      require(
          said.contains(reason), "the push is refused with `" + reason + "`, not `" + said + "`");
      invocation.console().answer(false, "refused", "  " + said);
    }

    private void verb(String... words) throws Failure {
      Environment around = invocation.environment();
      Environment inside =
          new Environment(
              world.policies(),
              around.variables(),
              around.clock(),
              around.in(),
              around.out(),
              around.err(),
              around.terminal());
      text("$ portwrit " + String.join(" ", words));
      invocation.console().flush();
      ExitCode code = new Program(inside).run(words);
      require(code == ExitCode.YES || code == ExitCode.NO, "`" + words[0] + "` answers");
    }

    private void title(String text) {
      text("");
      text("== " + text);
    }

    private void text(String text) {
      invocation.console().print(text);
    }

    private static void require(boolean holds, String what) throws Failure {
      if (!holds) {
        throw Failure.undetermined("the demo expected: " + what, "please report this as a bug");
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
