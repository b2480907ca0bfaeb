package dev.portwrit.audit;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Grant;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Settings;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A workspace with every path by which somebody has something. */
final class SmallCompany {
  private SmallCompany() {}

  static Workspace workspace() {
    return new Workspace(
        Settings.NONE,
        List.of(
            new Organization(
                at("org.yaml", 1),
                "acme",
                "",
                List.of(new RepositoryName("acme")),
                members(at("org.yaml", 2), "user:ada"),
                members(at("org.yaml", 3), "user:bob", "user:dee", "user:eve"),
                Role.PULL,
                Optional.of(at("org.yaml", 5))),
            new Organization(
                at("other.yaml", 1),
                "other",
                "",
                List.of(new RepositoryName("other")),
                members(at("other.yaml", 2), "user:ada"),
                List.of(),
                Role.NONE,
                Optional.empty())),
        List.of(
            new Team(
                at("teams.yaml", 1),
                new Subject.Team("acme", "pay"),
                "",
                members(at("teams.yaml", 2), "user:bob", "team:acme/pay-contractors"),
                Map.of()),
            new Team(
                at("teams.yaml", 4),
                new Subject.Team("acme", "pay-contractors"),
                "",
                members(at("teams.yaml", 5), "user:dee"),
                Map.of())),
        List.of(),
        List.of(),
        List.of(
            rule("other.yaml", 4, "other/tool", false, grant("other.yaml", 5, "user:ada", "")),
            rule(
                "pay.yaml",
                1,
                "acme/pay/**",
                false,
                new Grant(
                    at("pay.yaml", 3),
                    Role.PUSH,
                    members(at("pay.yaml", 3), "team:acme/pay"),
                    Optional.empty(),
                    "")),
            rule(
                "pay.yaml",
                7,
                "acme/pay/api",
                false,
                grant("pay.yaml", 9, "user:eve", "2027-01-31"),
                grant("pay.yaml", 10, "user:dee", "2026-07-31")),
            rule("web.yaml", 1, "acme/web", true)),
        List.of(
            new Protection(
                at("protections.yaml", 1),
                "acme",
                "releases",
                List.of(new RepositoryPattern("acme/**")),
                List.of(TagPattern.of("v*")),
                Protection.Rule.IMMUTABLE,
                List.of(),
                Protection.Enforcement.DENY)),
        List.of(),
        List.of(registry("mirror", "acme/web"), registry("hub", "acme/**")));
  }

  private static Place at(String file, int line) {
    return new Place(file, line, 1);
  }

  private static List<Member> members(Place place, String... subjects) {
    return Stream.of(subjects)
        .map(text -> new Member(Subject.parse(text).orElseThrow(), place))
        .toList();
  }

  private static Grant grant(String file, int line, String subject, String expires) {
    return new Grant(
        at(file, line),
        Role.PULL,
        members(at(file, line), subject),
        expires.isEmpty() ? Optional.empty() : Optional.of(Expiry.endOf(LocalDate.parse(expires))),
        "");
  }

  private static RepositoryRule rule(
      String file, int line, String pattern, boolean isPublic, Grant... grants) {
    return new RepositoryRule(
        at(file, line),
        new RepositoryPattern(pattern),
        false,
        "",
        isPublic ? Optional.of(at(file, line + 1)) : Optional.empty(),
        List.of(grants));
  }

  private static Registry registry(String name, String pattern) {
    return new Registry(
        at("registries.yaml", 1),
        name,
        Registry.Type.DISTRIBUTION,
        List.of(new RepositoryPattern(pattern)),
        Registry.Mode.OBSERVE,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Map.of());
  }
}
