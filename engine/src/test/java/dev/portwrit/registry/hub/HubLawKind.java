package dev.portwrit.registry.hub;

import dev.portwrit.apply.LawWorld;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.HubSettings;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.registry.hub.twin.HubWorld;
import dev.portwrit.registry.hub.twin.TwinRepository;
import dev.portwrit.registry.hub.twin.TwinTruth.TruthOfToken;
import dev.portwrit.registry.twin.LawWorkspaces;
import dev.portwrit.registry.twin.RegistryTwin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Worlds with an organization on Docker Hub that was there before policies were. */
public final class HubLawKind implements LawWorld.Kind {
  /** Whom every policy has for an owner. */
  static final String OWNER = "ada";

  private static final List<String> PEOPLE = List.of("ada", "bob", "cy", "dee");
  private static final List<String> PERMISSIONS = List.of("read", "write", "admin");

  private final Supplier<Path> folders;

  /**
   * Worlds.
   *
   * @param folders one for the secrets of access tokens of each world
   */
  public HubLawKind(Supplier<Path> folders) {
    this.folders = folders;
  }

  @Override
  public Registry definition(Registry.Mode mode, long world) {
    Registry plain = LawWorkspaces.registry(Registry.Type.DOCKER_HUB, mode);
    return new Registry(
        // The line tells the worlds apart.
        new Place("registry.yaml", (int) world + 1, 1),
        plain.name(),
        plain.type(),
        plain.repositories(),
        plain.mode(),
        plain.gateway(),
        plain.url(),
        plain.account(),
        plain.region(),
        // Docker Hub has names of two segments.
        Map.of("acme/pay/", "acme/pay-"),
        plain.credentials(),
        plain.ecr(),
        new HubSettings(
            world % 5 == 4 ? HubSettings.Members.LEAVE : HubSettings.Members.MANAGE,
            world % 4 == 3 ? List.of("cy") : List.of(),
            List.of("gateway")));
  }

  @Override
  public RegistryTwin twin(Registry definition) {
    HubLawTwin twin = new HubLawTwin(definition, List.of(), folders.get());
    populate(twin.world(), new Random(definition.place().line()));
    return twin;
  }

  private static void populate(HubWorld world, Random random) {
    for (String name : PEOPLE) {
      world.account(name, "password-of-" + name);
      int luck = random.nextInt(10);
      // A plan that takes what the last owner has is refused, so one is there.
      switch (name.equals(OWNER) && (luck == 2 || luck == 3) ? 0 : luck) {
        case 0 -> world.member(name, "owner");
        case 1 -> world.member(name, "editor");
        case 2 -> world.invite(name, random.nextBoolean() ? "member" : "owner");
        case 3 -> {
          // Nobody asked them yet.
        }
        default -> world.member(name, "member");
      }
    }
    world.account("stranger", "password-of-stranger");
    if (random.nextBoolean()) {
      world.member("stranger", random.nextInt(3) == 0 ? "editor" : "member");
    }
    if (random.nextInt(4) == 0) {
      world.invite("someone@example.com", "member");
    }
    clicked(world, random);
    world.token(token("gateway", "TYPE_REPO acme/* scope-image-delete scope-tag-admin"));
    if (random.nextInt(3) == 0) {
      world.token(token("ci", "TYPE_REPO acme/* scope-image-push"));
    }
    if (random.nextInt(3) == 0) {
      world.token(token("old", "TYPE_REPO */*/public scope-image-pull"));
    }
  }

  /** Teams and repositories that somebody clicked together. */
  private static void clicked(HubWorld world, Random random) {
    List<String> teams = new ArrayList<>(List.of("legacy", "pay", "web"));
    teams.removeIf(team -> random.nextInt(3) == 0);
    for (String team : teams) {
      world.team(team, "clicked together");
      world.members().keySet().stream()
          .sorted()
          .filter(name -> random.nextInt(3) == 0)
          .forEach(name -> world.team(team, "", name));
    }
    for (String name : List.of("api", "web", "elsewhere")) {
      if (random.nextInt(2) == 0) {
        TwinRepository made = world.repository(name).tagged("v1", "sha256:1");
        if (random.nextInt(3) == 0) {
          made.open();
        }
        if (random.nextInt(3) == 0) {
          made.keeping("^v.*$");
        }
        for (String team : teams) {
          if (random.nextInt(3) == 0) {
            world.permit(name, team, PERMISSIONS.get(random.nextInt(PERMISSIONS.size())));
          }
        }
      }
    }
  }

  private static TruthOfToken token(String label, String resource) {
    return new TruthOfToken(label, "clicked together", true, Optional.empty(), List.of(resource));
  }

  @Override
  public Workspace workspace(Registry definition, Random random) {
    Workspace one = LawWorkspaces.one(definition, HubLawKind::account, random);
    return new Workspace(
        one.settings(),
        one.organizations().stream().map(each -> roster(each, random)).toList(),
        one.teams(),
        one.services(),
        one.users(),
        one.repositories(),
        one.protections(),
        one.exceptions(),
        one.registries());
  }

  /** Somebody else may own it, or a member may become an owner. */
  private static Organization roster(Organization one, Random random) {
    List<Member> owners = new ArrayList<>(one.owners());
    List<Member> members = new ArrayList<>(one.members());
    if (random.nextInt(3) == 0) {
      owners.add(members.remove(0));
    }
    return new Organization(
        one.place(),
        one.name(),
        one.description(),
        one.namespaces(),
        owners,
        members,
        one.defaultRole(),
        one.defaultPlace());
  }

  private static String account(Subject subject) {
    String text = subject.toString();
    return text.substring(text.indexOf(':') + 1).replace("acme/", "");
  }
}
