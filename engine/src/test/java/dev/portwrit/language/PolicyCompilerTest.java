package dev.portwrit.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Grant;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.RemovalBudget;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Settings.GuardrailUse;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.source.PolicyFile;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What documents mean, sentence by sentence of the format's fine print. */
class PolicyCompilerTest {
  private static final String ACME =
      """
      organization: acme
      owners: [ada]
      members: [bob, cy, dee, eve]
      """;

  // Patterns

  @Test
  void repositories_patternsOfAllKinds_areTakenAsWritten() {
    Workspace workspace =
        compiled(
            "repositories: acme/**\n---\nrepositories: acme/*/x-*\n---\nrepositories: acme/a/b");

    assertThat(workspace.repositories())
        .extracting(rule -> rule.pattern().value())
        .containsExactly("acme/**", "acme/*/x-*", "acme/a/b");
  }

  @Test
  void protection_tagPatternBetweenSlashes_isAnExpression() {
    Protection protection =
        compiled(
                """
                protection: acme/releases
                repositories: [acme/**]
                tags: [v*, "/v[0-9]+/"]
                rule: immutable
                """)
            .protections()
            .get(0);

    assertThat(protection.tags())
        .extracting(tag -> tag.isExpression())
        .containsExactly(false, true);
  }

  // Text is text

  @Test
  void text_thatLooksLikeSomethingElse_isTakenAsWritten() {
    Workspace workspace =
        compiled(
            """
            organization: other
            owners: [no, 1.10, 0x1F, 2026-01-01, "null"]
            description: yes
            """);

    assertThat(workspace.organizations().get(1).owners())
        .extracting(owner -> owner.subject().toString())
        .containsExactly("user:no", "user:1.10", "user:0x1F", "user:2026-01-01", "user:null");
    assertThat(workspace.organizations().get(1).description()).isEqualTo("yes");
  }

  @Test
  void text_inJson_meansTheSame() {
    Workspace fromJson =
        compile(
                file("portwrit.yaml", "version: 1"),
                file("acme.json", "{\"organization\": \"acme\", \"owners\": [\"ada\", 7]}"))
            .workspace()
            .orElseThrow();

    assertThat(fromJson.organizations().get(0).owners())
        .extracting(owner -> owner.subject().toString())
        .containsExactly("user:ada", "user:7");
  }

  @Test
  void text_thatIsEmpty_isNotMissing() {
    assertThat(compiled("team: pay\ndescription: \"\"").teams().get(0).description()).isEmpty();
  }

  @Test
  void aliases_withinBounds_repeatWhatTheyName() {
    Workspace workspace =
        compiled(
            """
            repository: acme/a
            grants:
              - {role: pull, to: &readers [user:bob, user:cy]}
              - {role: push, to: *readers}
            """);

    assertThat(workspace.repositories().get(0).grants())
        .extracting(PolicyCompilerTest::to)
        .containsExactly(List.of("user:bob", "user:cy"), List.of("user:bob", "user:cy"));
  }

  // Names

  @Test
  void names_withEveryCharacterTheyMayHave_areNames() {
    Workspace workspace =
        compiled("organization: A.b_c-d+e@f9\nnamespaces: [x]\nowners: [A+1@x.y_z-]");

    assertThat(workspace.organizations().get(1).owners().get(0).subject())
        .isEqualTo(new Subject.User("A+1@x.y_z-"));
  }

  @Test
  void names_ofOneUserInCaseOfDifferentThings_areDifferent() {
    Workspace workspace = compiled("team: pay\n---\nservice: pay\n---\nservice: ada");

    assertThat(workspace.teams()).hasSize(1);
    assertThat(workspace.services()).hasSize(2);
  }

  @Test
  void shortNames_inAFileOfOneOrganization_belongToIt() {
    Workspace workspace =
        compile(
                file("portwrit.yaml", "version: 1"),
                file("web.yaml", "organization: web\nowners: [zoe]\nnamespaces: [sites]"),
                file("acme.yaml", ACME + "---\nteam: pay\nmembers: [service:ci]\n---\nservice: ci"),
                file("sites.yaml", "repositories: sites/**\ngrants: [{role: pull, to: [team:x]}]"),
                file("x.yaml", "team: web/x\n---\nuser: zoe"))
            .workspace()
            .orElseThrow();

    assertThat(workspace.teams())
        .extracting(team -> team.subject().toString())
        .containsExactly("team:acme/pay", "team:web/x");
    assertThat(to(workspace.repositories().get(0).grants().get(0))).containsExactly("team:web/x");
  }

  @Test
  void shortNames_inAFileThatDoesNotSayItsOrganization_belongToTheOnlyOne() {
    Workspace workspace =
        compile(
                file("portwrit.yaml", "version: 1"),
                file("acme.yaml", ACME),
                file("teams.yaml", "team: pay\n---\nservice: ci"))
            .workspace()
            .orElseThrow();

    assertThat(workspace.teams().get(0).subject()).isEqualTo(new Subject.Team("acme", "pay"));
  }

  @Test
  void namespaces_notSaid_areItsOwnName() {
    assertThat(compiled("").organizations().get(0).namespaces())
        .containsExactly(new RepositoryName("acme"));
  }

  @Test
  void namespaces_said_areThose() {
    Workspace workspace =
        compiled(
            "organization: Web\nnamespaces: [sites, shop/web]\n---\nrepositories: shop/web/**");

    assertThat(workspace.organizations().get(1).namespaces())
        .containsExactly(new RepositoryName("sites"), new RepositoryName("shop/web"));
  }

  // Rosters

  @Test
  void members_bareOrWithTheirKind_areUsers() {
    Organization acme = compiled("").organizations().get(0);
    Organization other = compiled("organization: x\nmembers: [user:a, b]").organizations().get(1);

    assertThat(acme.owners()).extracting(Member::subject).containsExactly(new Subject.User("ada"));
    assertThat(other.members())
        .extracting(Member::subject)
        .containsExactly(new Subject.User("a"), new Subject.User("b"));
  }

  @Test
  void teams_ofOwnersMembersServicesAndTeams_areTaken() {
    Team team =
        compiled(
                """
                team: acme/pay
                members: [ada, bob, service:ci, team:contractors, team:web/design, service:web/ci]
                accounts: {hub: payers}
                ---
                team: contractors
                ---
                service: ci
                ---
                registry: hub
                type: docker-hub
                repositories: [acme/*]
                """,
                """
                organization: web
                ---
                team: design
                ---
                service: ci
                """)
            .teams()
            .get(0);

    assertThat(team.members())
        .extracting(member -> member.subject().toString())
        .containsExactly(
            "user:ada",
            "user:bob",
            "service:acme/ci",
            "team:acme/contractors",
            "team:web/design",
            "service:web/ci");
    assertThat(team.accounts()).isEqualTo(Map.of("hub", "payers"));
  }

  @Test
  void grant_toAUserOnTheRosterOfAnotherOrganization_isTaken() {
    Workspace workspace =
        compiled(
            "repository: acme/a\ngrants: [{role: pull, to: [user:zoe]}]",
            "organization: web\nowners: [zoe]");

    assertThat(to(workspace.repositories().get(0).grants().get(0))).containsExactly("user:zoe");
  }

  @Test
  void webhooks_ofAllDocumentsThatMatch_areListedOnceInTheirOrder() {
    Workspace workspace =
        compiled(
            """
            repository: acme/a
            webhooks: [https://one.example/x?y=z, http://two.example]
            ---
            repositories: acme/*
            webhooks: [https://three.example:8443/, https://one.example/x?y=z]
            ---
            repositories: acme/b/**
            webhooks: [https://four.example]
            """);

    assertThat(workspace.webhooks(new RepositoryName("acme/a")))
        .extracting(URI::toString)
        .containsExactly(
            "https://one.example/x?y=z", "http://two.example", "https://three.example:8443/");
    assertThat(workspace.webhooks(new RepositoryName("acme/b/c"))).hasSize(1);
    assertThat(workspace.webhooks(new RepositoryName("acme/d/e"))).isEmpty();
  }

  // Defaults

  @Test
  void defaults_ofEverything_areThoseOfTheFormat() {
    Workspace workspace =
        compiled(
            """
            repository: acme/a
            ---
            protection: acme/p
            repositories: [acme/**]
            tags: [v*]
            rule: immutable
            ---
            registry: r
            type: zot
            url: http://localhost:5000/
            repositories: [acme/**]
            """);

    assertThat(workspace.organizations().get(0).defaultRole()).isEqualTo(Role.NONE);
    assertThat(workspace.organizations().get(0).defaultPlace()).isEmpty();
    assertThat(workspace.repositories().get(0).isPublic()).isFalse();
    assertThat(workspace.protections().get(0).enforcement()).isEqualTo(Protection.Enforcement.DENY);
    assertThat(workspace.registries().get(0).mode()).isEqualTo(Registry.Mode.OBSERVE);
    assertThat(workspace.registries().get(0).gateway()).isFalse();
    assertThat(workspace.settings().guardrails()).isEmpty();
    assertThat(workspace.settings().admins()).isEmpty();
    assertThat(workspace.settings().removalBudget()).isEmpty();
  }

  // Declared or not, public

  @Test
  void repository_withVisibilityPublic_isDeclaredAndPublicWhereItSaysSo() {
    RepositoryRule rule =
        compiled("repository: acme/a\nvisibility: public\ndescription: an image")
            .repositories()
            .get(0);

    assertThat(rule.declared()).isTrue();
    assertThat(rule.publicPlace()).contains(new Place("policy-0.yaml", 2, 13));
    assertThat(rule.description()).isEqualTo("an image");
    assertThat(rule.place()).isEqualTo(new Place("policy-0.yaml", 1, 1));
  }

  @Test
  void repositories_twiceOfOnePattern_bothCount() {
    Workspace workspace = compiled("repositories: acme/**\n---\nrepositories: acme/**");

    assertThat(workspace.repositories()).hasSize(2).noneMatch(RepositoryRule::declared);
  }

  @Test
  void grant_toEverySubject_isTaken() {
    Grant grant =
        compiled(
                """
                repositories: acme/**
                grants:
                  - role: pull
                    to: [anonymous, user:bob, team:pay, team:acme/pay, service:ci, organization:acme]
                    expires: 2027-01-31
                    reason: incident 4711
                ---
                team: pay
                ---
                service: ci
                """)
            .repositories()
            .get(0)
            .grants()
            .get(0);

    assertThat(to(grant))
        .containsExactly(
            "anonymous",
            "user:bob",
            "team:acme/pay",
            "team:acme/pay",
            "service:acme/ci",
            "organization:acme");
    assertThat(grant.place()).isEqualTo(new Place("policy-0.yaml", 3, 5));
    assertThat(grant.to().get(1).place()).isEqualTo(new Place("policy-0.yaml", 4, 21));
    assertThat(grant.reason()).isEqualTo("incident 4711");
  }

  // Roles

  @ParameterizedTest
  @ValueSource(strings = {"pull", "push", "maintain", "admin"})
  void roles_ofGrantsAndDefaults_areTaken(String role) {
    Workspace workspace =
        compiled(
            "repository: acme/a\ngrants: [{role: %s, to: [user:bob]}]".formatted(role),
            "organization: web\ndefault: " + role);

    assertThat(workspace.repositories().get(0).grants().get(0).role()).hasToString(role);
    assertThat(workspace.organizations().get(1).defaultRole()).hasToString(role);
    assertThat(workspace.organizations().get(1).defaultPlace())
        .contains(new Place("policy-1.yaml", 2, 10));
  }

  // Protections

  @Test
  void protection_restrictedWithWarning_isTakenAsWritten() {
    Protection protection =
        compiled(
                """
                protection: stable
                description: what production follows
                repositories: [acme/pay/*]
                tags: [stable, release-*]
                rule: restricted
                to: [team:release, user:bob, service:ci, organization:acme]
                enforce: warn
                ---
                team: release
                ---
                service: ci
                """)
            .protections()
            .get(0);

    assertThat(protection.fullName()).isEqualTo("acme/stable");
    assertThat(protection.rule()).isEqualTo(Protection.Rule.RESTRICTED);
    assertThat(protection.enforcement()).isEqualTo(Protection.Enforcement.WARN);
    assertThat(protection.to())
        .extracting(member -> member.subject().toString())
        .containsExactly("team:acme/release", "user:bob", "service:acme/ci", "organization:acme");
    assertThat(protection.place()).isEqualTo(new Place("policy-0.yaml", 1, 1));
  }

  @Test
  void exception_thatOverlapsItsProtection_isTakenAsWritten() {
    ProtectionException exception =
        compiled(
                """
                exception: acme/rebuild-1-4-2
                protection: releases
                repositories: [acme/pay/api, acme/*/web]
                tags: [v1.4.2, "*-rc"]
                to: [user:bob]
                expires: 2026-12-01
                reason: base image rebuilt
                """,
                """
                protection: acme/releases
                repositories: [acme/pay/**]
                tags: [v*]
                rule: immutable
                """)
            .exceptions()
            .get(0);

    assertThat(exception.fullName()).isEqualTo("acme/rebuild-1-4-2");
    assertThat(exception.protection()).isEqualTo("acme/releases");
    assertThat(exception.reason()).isEqualTo("base image rebuilt");
    assertThat(exception.expires().written()).isEqualTo("2026-12-01");
  }

  // Admins

  @ParameterizedTest
  @ValueSource(
      strings = {
        "organization: web\nowners: [ada]",
        "organization: web\nmembers: [ada]\ndefault: admin",
        "organization: web\n---\nrepositories: web/**\ngrants: [{role: admin, to: [user:ada]}]",
        "organization: web\n---\nrepositories: web/**\n"
            + "grants: [{role: admin, to: [organization:acme]}]",
        """
        organization: web
        members: [ada]
        ---
        repositories: web/**
        grants: [{role: admin, to: [team:outer]}]
        ---
        team: outer
        members: [team:inner]
        ---
        team: inner
        members: [ada]
        """,
        "organization: web\nnamespaces: [sites, sites/web]\n---\nrepositories: sites/**\n"
            + "grants: [{role: admin, to: [user:ada]}]",
      })
  void admins_whoAdministerEverything_areTaken(String other) {
    Compilation compilation =
        compile(
            file("portwrit.yaml", "version: 1\nadmins: [ada]"),
            file("acme.yaml", ACME),
            file("web.yaml", other));

    assertThat(compilation.problems()).isEmpty();
    assertThat(compilation.workspace().orElseThrow().settings().admins())
        .extracting(Member::subject)
        .containsExactly(new Subject.User("ada"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "organization: web\nowners: [bob]\nmembers: [ada]\ndefault: maintain",
        "organization: web\ndefault: admin",
        "organization: web\n---\nrepositories: web/*\ngrants: [{role: admin, to: [user:ada]}]",
        "organization: web\n---\nrepositories: web/**\n"
            + "grants: [{role: admin, to: [user:ada], expires: 2099-01-01}]",
        "organization: web\nnamespaces: [sites, web]\n---\nrepositories: sites/**\n"
            + "grants: [{role: admin, to: [user:ada]}]",
        "organization: web\n---\nrepositories: web/**\n"
            + "grants: [{role: maintain, to: [user:ada]}]",
      })
  void admins_whoMissSomething_areAnError(String other) {
    Compilation compilation =
        compile(
            file("portwrit.yaml", "version: 1\nadmins: [ada]"),
            file("acme.yaml", ACME),
            file("web.yaml", other));

    assertThat(compilation.problems())
        .singleElement()
        .hasToString(
            "portwrit.yaml:2:10: error[PW0405]: admin `user:ada` does not administer everything in"
                + " organization `web`\n"
                + "  help: make them one of its `owners`, or remove them from `admins`");
  }

  // Time

  @ParameterizedTest
  @CsvSource({
    "2026-12-01, 2026-12-02T00:00:00Z",
    "2028-02-29, 2028-03-01T00:00:00Z",
    "2026-12-01T10:00:00Z, 2026-12-01T10:00:00Z",
    "2026-12-01t10:00:00z, 2026-12-01T10:00:00Z",
    "2026-12-01T10:00:00.5+02:00, 2026-12-01T08:00:00.5Z",
    "9999-12-31, +10000-01-01T00:00:00Z",
  })
  void expires_dateOrInstant_endsThere(String written, Instant end) {
    Grant grant =
        compiled(
                "repository: acme/a\ngrants: [{role: pull, to: [user:bob], expires: \"%s\"}]"
                    .formatted(written))
            .repositories()
            .get(0)
            .grants()
            .get(0);

    assertThat(grant.expires().orElseThrow().end()).isEqualTo(end);
    assertThat(grant.expires().orElseThrow().written()).isEqualTo(written);
  }

  // Settings

  @Test
  void settings_whole_areTakenAsWritten() {
    Workspace workspace =
        compile(
                file(
                    "portwrit.yaml",
                    """
                    version: 1
                    removal-budget: 5%
                    guardrails:
                      standard: [release-annotations, expiring-user-grants, release-annotations]
                      settings:
                        expiring-user-grants: {days: 30}
                    """))
            .workspace()
            .orElseThrow();

    assertThat(workspace.settings().removalBudget()).contains(new RemovalBudget(5, true));
    assertThat(workspace.settings().guardrails())
        .containsExactly(
            new GuardrailUse("release-annotations", new Place("portwrit.yaml", 4, 14), Map.of()),
            new GuardrailUse(
                "expiring-user-grants", new Place("portwrit.yaml", 4, 35), Map.of("days", "30")));
  }

  @Test
  void settings_besideOtherDocuments_areFound() {
    Compilation compilation = compile(file("portwrit.yaml", "version: 1\n---\n" + ACME));

    assertThat(compilation.problems()).isEmpty();
  }

  // Registries and accounts

  @Test
  void registries_ofAllTypes_areTakenAsWritten() {
    Workspace workspace =
        compiled(
            """
            registry: hub
            type: docker-hub
            repositories: [acme/*]
            mode: additive
            prefix: {acme/: acmecorp/, acme/pay/: ""}
            credentials: {username: env:HUB_USER, token: file:/run/secrets/hub}
            ---
            registry: ecr
            type: ecr
            account: 123456789012
            region: us-gov-west-1
            url: http://127.0.0.1:5000
            repositories: [acme/**, web/**]
            mode: authoritative
            ---
            registry: harbor
            type: harbor
            url: https://harbor.example
            gateway: true
            repositories: [acme/pay/*]
            ---
            user: bob
            accounts: {hub: bobacme, ecr: "arn:aws:iam::123456789012:user/bob"}
            """,
            "organization: web");

    Registry hub = workspace.registries().get(0);
    assertThat(hub.mode()).isEqualTo(Registry.Mode.ADDITIVE);
    assertThat(hub.url()).isEmpty();
    assertThat(hub.prefix()).isEqualTo(Map.of("acme/", "acmecorp/", "acme/pay/", ""));
    assertThat(hub.credentials())
        .isEqualTo(Map.of("username", "env:HUB_USER", "token", "file:/run/secrets/hub"));
    Registry ecr = workspace.registries().get(1);
    assertThat(ecr.type()).isEqualTo(Registry.Type.ECR);
    assertThat(ecr.account()).contains("123456789012");
    assertThat(ecr.region()).contains("us-gov-west-1");
    assertThat(ecr.url()).contains(URI.create("http://127.0.0.1:5000"));
    assertThat(ecr.holds(new RepositoryName("web/site"))).isTrue();
    assertThat(workspace.registries().get(2).gateway()).isTrue();
    assertThat(workspace.users().get(0).accounts())
        .containsEntry("ecr", "arn:aws:iam::123456789012:user/bob");
  }

  @Test
  void registry_keptByTheGateway_mayHaveExpressions() {
    String protection =
        "protection: acme/p\nrepositories: [acme/**]\ntags: [\"/v[0-9]/\"]\nrule: immutable\n---\n";
    String registry = "registry: r\nrepositories: [acme/**]\n";

    compiled(protection + registry + "type: harbor\nurl: https://h.example\ngateway: true");
    compiled(protection + registry + "type: docker-hub");
    compiled(protection + registry + "type: zot\nurl: https://z.example");
    compiled(protection + registry + "type: distribution\nurl: https://d.example");
  }

  // All problems at once

  @Test
  void problems_ofAllFiles_comeInOrderOfTheirPlaces() {
    Compilation compilation =
        compile(
            file("z.yaml", "team: acme/x\nmembers: [nobody]\ncolour: red"),
            file("b.yaml", "team: acme/y\n members: ["),
            file("a.json", "{\"service\": \"acme/ci\", \"x\": 1}"),
            file("acme.yaml", ACME));

    assertThat(compilation.workspace()).isEmpty();
    assertThat(compilation.problems())
        .extracting(problem -> problem.code().toString())
        .containsExactly("PW0001", "PW0102", "PW0201", "PW0307", "PW0102");
  }

  @Test
  void problems_ofABrokenDocument_areNotHeldAgainstWhatRefersToIt() {
    Compilation compilation =
        compile(
            file("portwrit.yaml", "version: 1"),
            file("acme.yaml", "organization: acme\nowners: [ada\nmembers: [bob]\n"),
            file("team.yaml", "team: acme/pay\nmembers: bob\n  - ada\n"),
            file(
                "grants.yaml",
                "repository: acme/a\ngrants: [{role: push, to: [team:acme/pay, user:bob]}]"),
            file("hub.yaml", "registry: hub\ntype: docker-hub\nrepositories: [acme/*]\nmode: x"),
            file("user.yaml", "user: bob\naccounts: {hub: bobacme}"));

    assertThat(compilation.problems())
        .extracting(Diagnostic::toString)
        .extracting(problem -> problem.substring(0, problem.indexOf(':')))
        .containsExactly("acme.yaml", "hub.yaml", "team.yaml");
  }

  // Same input, same bytes

  @Test
  void compile_filesInAnotherOrder_givesTheSame() {
    List<PolicyFile> files = new ArrayList<>(GoldenCase.all().get(10).files());
    Compilation expected = compile(files.toArray(PolicyFile[]::new));
    Collections.reverse(files);

    assertThat(compile(files.toArray(PolicyFile[]::new))).isEqualTo(expected);
  }

  @Test
  void compile_againAfterAChange_givesWhatAFreshCompilerGives() {
    PolicyCompiler compiler = new PolicyCompiler(Set.of());
    PolicyFile settings = file("portwrit.yaml", "version: 1");
    PolicyFile acme = file("acme.yaml", ACME);
    PolicyFile grant = file("a.yaml", "repository: acme/a\ngrants: [{role: pull, to: [user:bob]}]");
    PolicyFile without = file("acme.yaml", ACME.replace("bob, ", ""));

    assertThat(compiler.compile(List.of(settings, acme, grant)))
        .isEqualTo(compile(settings, acme, grant));
    assertThat(compiler.compile(List.of(settings, without, grant)))
        .isEqualTo(compile(settings, without, grant));
    assertThat(compiler.compile(List.of(settings, acme))).isEqualTo(compile(settings, acme));
  }

  /** The workspace of the organization acme and of more files, none of which has a problem. */
  private static Workspace compiled(String... texts) {
    List<PolicyFile> files = new ArrayList<>();
    files.add(file("portwrit.yaml", "version: 1"));
    files.add(file("acme.yaml", ACME));
    for (int i = 0; i < texts.length; i++) {
      files.add(file("policy-" + i + ".yaml", texts[i]));
    }
    Compilation compilation = compile(files.toArray(PolicyFile[]::new));
    assertThat(compilation.problems()).isEmpty();
    return compilation.workspace().orElseThrow();
  }

  private static Compilation compile(PolicyFile... files) {
    return new PolicyCompiler(Set.of("expiring-user-grants", "release-annotations"))
        .compile(List.of(files));
  }

  private static PolicyFile file(String path, String text) {
    return PolicyFile.of(path, text);
  }

  private static List<String> to(Grant grant) {
    return grant.to().stream().map(member -> member.subject().toString()).toList();
  }
}
