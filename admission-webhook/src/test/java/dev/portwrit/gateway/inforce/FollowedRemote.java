package dev.portwrit.gateway.inforce;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.RealGit;
import dev.portwrit.source.Revision;
import dev.portwrit.source.SourceException;
import dev.portwrit.source.SourceFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A remote with one commit, a working tree that pushes to it, and gateways that follow it. */
abstract class FollowedRemote {
  static final String ORGANIZATION =
      """
      organization: acme
      owners: [ada]
      members: [bob, cy]
      """;

  @TempDir Path folder;
  final SettableClock clock = new SettableClock("2026-03-01T00:00:00Z");
  final RecordedEvents events = new RecordedEvents();
  final MemoryStore store = new MemoryStore();
  final List<ChangeCheck> checks = new ArrayList<>(List.of(new AdminsCheck()));
  RealGit remote;
  RealGit work;
  String url;
  String first;
  private final List<PolicySource> opened = new ArrayList<>();

  @BeforeEach
  void remoteWithOneCommit() {
    remote = RealGit.initBare(folder.resolve("remote.git"));
    work = remote.cloneTo(folder.resolve("work"));
    work.write("portwrit.yaml", "version: 1\nadmins: [ada]\n").write("acme.yaml", ORGANIZATION);
    first = work.commit("first");
    work.push();
    url = remote.folder().toUri().toString();
  }

  @AfterEach
  void close() {
    opened.forEach(PolicySource::close);
  }

  PolicyInForce start() throws NotInForceException, SourceException {
    return start(url, Optional.empty());
  }

  PolicyInForce start(String place, Optional<String> accept)
      throws NotInForceException, SourceException {
    return start(place, accept, events);
  }

  PolicyInForce start(String place, Optional<String> accept, PolicyEvents listener)
      throws NotInForceException, SourceException {
    PolicySource source = PolicySource.open(place, folder, SourceFixture.environment(folder));
    opened.add(source);
    return PolicyInForce.start(
        source,
        new PolicyCompiler(Set.of()),
        store,
        new FollowSettings(Revision.CURRENT, accept, checks, clock, listener));
  }

  NotInForceException failure(String place, Optional<String> accept) {
    return catchThrowableOfType(NotInForceException.class, () -> start(place, accept));
  }

  String pushTeam(String name) {
    work.write(name + ".yaml", "team: acme/" + name + "\nmembers: [bob]\n");
    String id = work.commit("add " + name);
    work.push();
    return id;
  }

  static List<String> teams(PolicyInForce policy) {
    return policy.current().index().workspace().teams().stream()
        .map(team -> team.subject().name())
        .toList();
  }
}
