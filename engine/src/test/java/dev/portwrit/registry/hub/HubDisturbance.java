package dev.portwrit.registry.hub;

import dev.portwrit.registry.hub.twin.HubWorld;
import dev.portwrit.registry.hub.twin.TwinRepository;
import dev.portwrit.registry.hub.twin.TwinTruth;
import dev.portwrit.registry.hub.twin.TwinTruth.TruthOfToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What others do in an organization meanwhile: whatever policy governs, and what they asked for.
 */
final class HubDisturbance {
  private static final List<String> PERMISSIONS = List.of("read", "write", "admin");
  private static final List<String> SCOPES =
      List.of("scope-image-pull", "scope-image-push", "scope-image-delete scope-tag-admin");

  private final HubWorld world;
  private final String organization;

  HubDisturbance(HubWorld world, String organization) {
    this.world = world;
    this.organization = organization;
  }

  /** Something happens; nothing where there is nothing that it could happen to. */
  void happen(Random random) {
    TwinTruth truth = TwinTruth.of(world);
    int what = random.nextInt(14);
    Optional<TwinRepository> repository = pick(truth.repositories(), random);
    Optional<String> team =
        pick(truth.teams(), random)
            .map(TwinTruth.Pair::name)
            .filter(name -> !name.equals("owners"));
    Optional<String> somebody =
        pick(truth.members(), random)
            .map(TwinTruth.Pair::name)
            .filter(name -> !name.equals(HubLawTwin.ENGINE));
    if (what < 6) {
      repository.ifPresent(one -> happen(what, one, team, random));
    } else if (what < 10) {
      somebody.ifPresent(one -> happen(what, one, team, random));
    } else {
      happen(what, truth, team, random);
    }
  }

  private void happen(int what, TwinRepository repository, Optional<String> team, Random random) {
    String permission = PERMISSIONS.get(random.nextInt(PERMISSIONS.size()));
    switch (what) {
      case 0 -> team.ifPresent(one -> world.permit(repository.name(), one, permission));
      case 1 -> team.ifPresent(one -> world.forbid(repository.name(), one));
      case 2 -> repository.keeping("^other-" + random.nextInt(3) + "$");
      case 3 -> repository.releasing();
      case 4 -> {
        TwinRepository unused = repository.isPublic() ? repository.close() : repository.open();
      }
      default -> repository.described("somebody was here");
    }
  }

  private void happen(int what, String somebody, Optional<String> team, Random random) {
    switch (what) {
      case 6 -> team.ifPresent(one -> world.team(one, "", somebody));
      case 7 -> world.member(somebody, random.nextBoolean() ? "editor" : "member");
      case 8 -> world.member(somebody, "owner");
      default -> {
        if (!somebody.equals(HubLawKind.OWNER)) {
          world.remove(somebody);
        }
      }
    }
  }

  private void happen(int what, TwinTruth truth, Optional<String> team, Random random) {
    switch (what) {
      case 10 ->
          pick(truth.invitations(), random)
              .filter(one -> !one.name().contains("@"))
              .ifPresent(one -> world.accept(one.name()));
      case 11 -> team.ifPresent(world::dissolve);
      case 12 -> world.invite("stranger", random.nextBoolean() ? "owner" : "member");
      default -> pick(truth.tokens(), random).ifPresent(one -> widen(one, random));
    }
  }

  private void widen(TruthOfToken token, Random random) {
    List<String> resources = new ArrayList<>(token.resources());
    String path = organization + (random.nextBoolean() ? "/*" : "/api");
    String scopes = SCOPES.get(random.nextInt(SCOPES.size()));
    if (resources.stream().noneMatch(one -> one.startsWith("TYPE_REPO " + path + " "))
        && (path.endsWith("*") || world.find("api").isPresent())) {
      resources.add("TYPE_REPO " + path + " " + scopes);
    }
    world.revoke(token.label());
    world.token(
        new TruthOfToken(
            token.label(), token.description(), token.active(), token.expires(), resources));
  }

  private static <T> Optional<T> pick(List<T> all, Random random) {
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
  }
}
