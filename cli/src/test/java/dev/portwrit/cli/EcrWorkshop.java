package dev.portwrit.cli;

import dev.portwrit.registry.ecr.twin.EcrTwin;
import dev.portwrit.registry.ecr.twin.TwinIam;
import dev.portwrit.source.RealGit;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/** A repository of policies about a stand-in for ECR, for processes of the command line. */
final class EcrWorkshop implements AutoCloseable {
  static final String ACCOUNT = "123456789012";
  static final Set<String> WRITES =
      Set.of(
          "CreateRepository",
          "PutImageTagMutability",
          "SetRepositoryPolicy",
          "DeleteRepositoryPolicy");
  private static final String PEOPLE =
      """
      organization: acme
      owners: [ada]
      members: [bob]
      ---
      user: ada
      accounts: {ecr: "arn:aws:iam::123456789012:role/ada"}
      ---
      service: acme/ci
      accounts: {ecr: "arn:aws:iam::123456789012:role/ci"}
      ---
      registry: ecr
      type: ecr
      account: "123456789012"
      region: eu-west-1
      url: %s
      repositories: [acme/**]
      mode: authoritative
      engine: arn:aws:iam::123456789012:role/portwrit
      """;

  final EcrTwin twin = EcrTwin.start(ACCOUNT, "eu-west-1", Clock.systemUTC());
  final TwinIam.Key key;
  final RealGit git;
  private final Path folder;

  /** With a first commit, in which there is no repository yet. */
  EcrWorkshop(Path folder) {
    this.folder = folder;
    twin.world()
        .iam()
        .role("portwrit")
        .with(
            "govern",
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"ecr:*\","
                + "\"iam:GetAccountAuthorizationDetails\"],\"Resource\":\"*\"}]}");
    twin.world().iam().role("ada");
    twin.world().iam().role("ci");
    key = twin.world().iam().key("arn:aws:iam::" + ACCOUNT + ":role/portwrit");
    git = RealGit.init(folder.resolve("work"));
    git.write("portwrit.yaml", "version: 1\n");
    git.write("people.yaml", PEOPLE.formatted(twin.url()));
    git.commit("people and the registry");
  }

  /** Commits these repositories, in which a service has a role. */
  void commit(String role, String... names) {
    for (String name : names) {
      git.write(
          name + ".yaml",
          "repository: acme/"
              + name
              + "\ngrants:\n  - {role: "
              + role
              + ", to: [service:acme/ci]}\n");
    }
    git.commit(role + " in " + String.join(", ", names));
  }

  /** Starts the command line about the registry. */
  CommandProcess start(Map<String, String> variables, String... words) throws Exception {
    return CommandProcess.start(folder.resolve("work"), key, variables, words);
  }

  /** How many calls wrote. */
  long writes() {
    return twin.calls().stream().filter(WRITES::contains).count();
  }

  @Override
  public void close() {
    twin.onArrival(operation -> {});
    twin.onDeparture(operation -> {});
    twin.close();
  }
}
