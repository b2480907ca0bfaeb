package dev.portwrit.registry.ecr;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Registry;
import dev.portwrit.registry.Desired;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.ecr.twin.TwinRepository;
import dev.portwrit.registry.ecr.twin.TwinWorld;
import dev.portwrit.source.PolicyFile;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Policies of teams that each push to a hundred repositories of their own, declared one by one.
 *
 * @param teams how many
 * @param url where the stand-in for AWS is
 * @param keepsTags whether a protection keeps the releases of all
 */
record GovernedTeams(int teams, URI url, boolean keepsTags) {
  static final String ACCOUNT = "123456789012";
  static final String ENGINE = "arn:aws:iam::" + ACCOUNT + ":role/engine";
  static final int OF_A_TEAM = 100;
  private static final String PROTECTION =
      "protection: acme/releases\nrepositories: [acme/**]\ntags: [v*]\nrule: immutable\n---\n";
  static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  /** The files; those of a changed one give the repositories of one team to the next one too. */
  Map<String, String> files(boolean isChanged) {
    Map<String, String> files = new TreeMap<>();
    files.put(PolicyCompiler.SETTINGS_FILE, "version: 1\n");
    files.put(
        "acme.yaml",
        (keepsTags ? PROTECTION : "")
            + """
        organization: acme
        owners: [ada]
        members: [bob]
        ---
        registry: ecr
        type: ecr
        account: "%s"
        region: eu-west-1
        url: %s
        engine: %s
        mode: authoritative
        repositories: ["acme/**"]
        """
            .formatted(ACCOUNT, url, ENGINE));
    for (int team = 0; team < teams; team++) {
      files.put("t" + team + ".yaml", team(team, isChanged && team == teams / 2));
    }
    return files;
  }

  private String team(int number, boolean isChanged) {
    StringBuilder text =
        new StringBuilder(
            """
            team: acme/t%1$d
            members: [bob]
            accounts: {ecr: arn:aws:iam::%2$s:role/t%1$d}
            ---
            repositories: acme/t%1$d/**
            grants:
              - {role: push, to: [team:t%1$d]}
            """
                .formatted(number, ACCOUNT));
    if (isChanged) {
      text.append("  - {role: pull, to: [team:t").append((number + 1) % teams).append("]}\n");
    }
    for (int one = 0; one < OF_A_TEAM; one++) {
      text.append("---\nrepository: acme/t").append(number).append("/r").append(one).append('\n');
    }
    return text.toString();
  }

  PolicyIndex index(boolean isChanged) {
    return PolicyIndex.of(
        new PolicyCompiler(Set.of())
            .compile(
                files(isChanged).entrySet().stream()
                    .map(file -> PolicyFile.of(file.getKey(), file.getValue()))
                    .toList())
            .workspace()
            .orElseThrow());
  }

  static Registry registry(PolicyIndex index) {
    return index.workspace().registries().get(0);
  }

  /** What policy asks of a registry in which there is nothing. */
  static Map<ObjectId, Reading> targets(PolicyIndex index) {
    Desired desired =
        new EcrForm(registry(index), Optional.empty())
            .desired(index, NativeState.EMPTY, Registry.Mode.AUTHORITATIVE, NOW);
    return desired.targets();
  }

  /** Leaves a twin as an apply would. */
  void fill(TwinWorld world) throws UnreadablePolicy {
    for (int team = 0; team < teams; team++) {
      world.iam().role("t" + team);
    }
    for (Map.Entry<ObjectId, Reading> target : targets(index(false)).entrySet()) {
      TwinRepository repository = world.with(target.getKey().name());
      String content = ((Reading.Present) target.getValue()).content();
      if (target.getKey().kind().equals(EcrObjects.REPOSITORY_POLICY)) {
        repository.withPolicy(content);
      } else {
        List<String> filters =
            List.copyOf(
                TagMutability.read(
                        PolicyJson.object(PolicyJson.read(content), "tagMutability").toString())
                    .filters());
        repository.withMutability(
            keepsTags ? "MUTABLE_WITH_EXCLUSION" : "MUTABLE", filters.toArray(String[]::new));
      }
    }
  }
}
