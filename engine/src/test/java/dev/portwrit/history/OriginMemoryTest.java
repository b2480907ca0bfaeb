package dev.portwrit.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.access.Access;
import dev.portwrit.access.AccessRelation;
import dev.portwrit.cache.OriginsCache;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Action;
import dev.portwrit.source.BranchLine;
import dev.portwrit.source.Brought;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.PolicyFile;
import dev.portwrit.source.SourceException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which policies are read where an earlier walk left what it found. */
class OriginMemoryTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final String WIDE = "repositories: acme/pay/**";
  private static final String NARROW = "repositories: acme/pay/api";

  @TempDir Path folder;

  private final List<CommitInfo> line = new ArrayList<>();
  private final List<PolicyIndex> policies = new ArrayList<>();
  private final List<String> read = new ArrayList<>();

  @Test
  void origins_narrowerGrantThanBefore_areFoundWithoutThePoliciesBetween() throws SourceException {
    commit(WIDE, "pull");
    for (int i = 0; i < 20; i++) {
      commit(WIDE, i % 2 == 0 ? "push" : "pull");
    }
    commit(WIDE, "push");
    origins();
    commit(NARROW, "push");
    read.clear();

    AccessOrigins origins = origins();

    assertThat(origin(origins, Action.PULL)).isEqualTo(id(0));
    assertThat(origin(origins, Action.PUSH)).isEqualTo(id(21));
    assertThat(read).containsOnly(id(21));
  }

  private void commit(String where, String role) {
    int number = line.size();
    Instant time = FIRST.plusSeconds(3600L * number);
    CommitInfo.Person ada = new CommitInfo.Person("Ada", "ada@acme.example", time);
    List<String> parents = number == 0 ? List.of() : List.of(id(number - 1));
    line.add(0, new CommitInfo(id(number), parents, ada, ada, "Commit " + number));
    String text =
        "organization: acme\nowners: [ada]\nmembers: [bob]\n---\n"
            + where
            + "\ngrants:\n  - {role: "
            + role
            + ", to: ['user:bob']}\n";
    policies.add(
        0,
        PolicyIndex.of(
            new PolicyCompiler(Set.of())
                .compile(
                    List.of(
                        PolicyFile.of("portwrit.yaml", "version: 1\n"),
                        PolicyFile.of("acme.yaml", text)))
                .workspace()
                .orElseThrow()));
  }

  private static String id(int number) {
    return "%040x".formatted(number);
  }

  private AccessOrigins origins() throws SourceException {
    Ancestry straight =
        new Ancestry() {
          @Override
          public Brought mergedBy(String commitId) {
            return Brought.NOTHING;
          }

          @Override
          public List<CommitInfo> parents(String commitId) {
            return List.of();
          }

          @Override
          public boolean isEnd(String commitId) {
            return false;
          }
        };
    OriginsCache cache = new OriginsCache(folder.resolve("origins"), "build", 1 << 20);
    return AccessOrigins.of(
        straight,
        new BranchLine(line, false),
        commit -> {
          read.add(commit.id());
          return new PastPolicies.Past.Present(policies.get(line.indexOf(commit)));
        },
        commit -> Optional.empty(),
        policies.get(0),
        true,
        FIRST.plusSeconds(360_000),
        new OriginMemory(Optional.of(cache), "whole"));
  }

  private String origin(AccessOrigins origins, Action action) {
    List<Access> edges = new ArrayList<>();
    AccessRelation.of(policies.get(0)).forEach(FIRST, edges::add);
    return edges.stream()
        .filter(edge -> edge.subject().toString().equals("user:bob") && edge.action() == action)
        .map(edge -> ((Origin.Made) origins.of(edge)).commit().id())
        .findFirst()
        .orElseThrow();
  }
}
