package dev.portwrit.registry.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.language.Compilation;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Registry;
import dev.portwrit.registry.Desired;
import dev.portwrit.registry.FakeTime;
import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.LiveWriter;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.Performed;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.Scope;
import dev.portwrit.registry.Step;
import dev.portwrit.registry.ecr.twin.EcrTwin;
import dev.portwrit.registry.ecr.twin.TwinIam;
import dev.portwrit.source.PolicyFile;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One workspace with two registries of ECR, in two accounts and regions, each reached by a role of
 * its account, from credentials of a third one.
 */
class SeveralAccountsTest {
  private static final String PLATFORM = "arn:aws:iam::333333333333:user/platform";
  private static final String TEXT =
      """
      organization: acme
      owners: [ada]
      ---
      service: acme/ci
      accounts:
        eu: arn:aws:iam::111111111111:role/ci
        us: arn:aws:iam::222222222222:role/ci
      ---
      repository: acme/api
      grants: [{role: push, to: [service:acme/ci]}]
      ---
      registry: eu
      type: ecr
      account: "111111111111"
      region: eu-west-1
      assume-role: arn:aws:iam::111111111111:role/ops/portwrit
      url: %s
      repositories: [acme/**]
      mode: authoritative
      ---
      registry: us
      type: ecr
      account: "222222222222"
      region: us-east-2
      assume-role: arn:aws:iam::222222222222:role/portwrit
      url: %s
      repositories: [acme/**]
      mode: authoritative
      """;

  private EcrTwin eu;
  private EcrTwin us;
  private TwinIam.Key key;
  private PolicyIndex index;

  @BeforeEach
  void start() {
    Clock clock = Clock.fixed(EcrFixture.NOW, ZoneOffset.UTC);
    eu = EcrTwin.start("111111111111", "eu-west-1", clock);
    us = EcrTwin.start("222222222222", "us-east-2", clock);
    eu.world().iam().role("ops/portwrit").with("all", EcrFixture.EVERYTHING).trusting(trust());
    us.world().iam().role("portwrit").with("all", EcrFixture.EVERYTHING).trusting(trust());
    eu.world().iam().role("ci");
    us.world().iam().role("ci");
    // The same key is known to both, as to all of AWS.
    key = eu.world().iam().key(PLATFORM);
    assertThat(us.world().iam().key(PLATFORM)).isEqualTo(key);
    Compilation compilation =
        new PolicyCompiler(Set.of())
            .compile(
                List.of(
                    PolicyFile.of("portwrit.yaml", "version: 1\n"),
                    PolicyFile.of("all.yaml", TEXT.formatted(eu.url(), us.url()))));
    assertThat(compilation.problems()).isEmpty();
    index = PolicyIndex.of(compilation.workspace().orElseThrow());
  }

  @AfterEach
  void stop() {
    eu.close();
    us.close();
  }

  private static String trust() {
    return EcrFixture.allow(PLATFORM, "sts:AssumeRole");
  }

  private Registry registry(String name) {
    return index.workspace().registries().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private EcrRegistry live(String name) throws RegistryException {
    Registry registry = registry(name);
    return EcrRegistry.of(
        registry,
        index.workspace(),
        EcrConnection.of(EcrAddress.of(registry), new FakeTime().pace(), key.id(), key.secret()));
  }

  private int apply(String name) throws RegistryException {
    EcrRegistry live = live(name);
    try (LiveReader reader = live.reader();
        LiveWriter writer = live.writer()) {
      NativeState state = reader.read(Scope.ALL);
      Desired desired =
          live.form().desired(index, state, Registry.Mode.AUTHORITATIVE, EcrFixture.NOW);
      List<Step> steps =
          desired.targets().entrySet().stream()
              .flatMap(
                  entry ->
                      live
                          .form()
                          .steps(entry.getKey(), state.at(entry.getKey()), entry.getValue())
                          .stream())
              .sorted((one, other) -> one.phase().compareTo(other.phase()))
              .toList();
      assertThat(steps.stream().map(writer::perform))
          .allSatisfy(done -> assertThat(done).isEqualTo(new Performed.Accepted()));
      return steps.size();
    }
  }

  @Test
  void apply_toOneAccount_leavesTheOtherAsItIs() throws RegistryException {
    assertThat(apply("eu")).isEqualTo(2);

    assertThat(eu.world().data().mayPull("arn:aws:iam::111111111111:role/ci", "acme/api")).isTrue();
    assertThat(us.world().repositories()).isEmpty();
    assertThat(us.calls()).isEmpty();
  }

  @Test
  void apply_toEachAccount_namesItsOwnPrincipals_andThenNothingIsLeft() throws RegistryException {
    apply("eu");
    apply("us");

    assertThat(us.world().data().mayPull("arn:aws:iam::222222222222:role/ci", "acme/api")).isTrue();
    assertThat(us.world().repository("acme/api").orElseThrow().policy().orElseThrow())
        .doesNotContain("111111111111");
    assertThat(apply("eu")).isZero();
    assertThat(apply("us")).isZero();
  }

  @Test
  void engine_ofEach_isTheRoleThatIsTakenOn_withItsPath() throws RegistryException {
    assertThat(live("eu").form().engineAccount())
        .contains("arn:aws:iam::111111111111:role/ops/portwrit");
    assertThat(live("us").form().engineAccount())
        .contains("arn:aws:iam::222222222222:role/portwrit");
  }

  @Test
  void role_thatDoesNotTrustWhoAsks_isSaid() {
    us.world().iam().role("portwrit").trusting(EcrFixture.allow("444444444444", "sts:AssumeRole"));

    assertThatThrownBy(() -> live("us"))
        .isInstanceOfSatisfying(
            RegistryException.class,
            e -> assertThat(e.kind()).isEqualTo(RegistryException.Kind.CREDENTIALS))
        .hasMessageContaining("registry `us`")
        .hasMessageContaining("arn:aws:iam::222222222222:role/portwrit");
  }
}
