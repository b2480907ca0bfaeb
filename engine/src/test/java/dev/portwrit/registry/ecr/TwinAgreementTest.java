package dev.portwrit.registry.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.policy.Action;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.ecr.twin.TwinIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What policy documents allow was worked out twice, here and in the twin, from the same papers and
 * without a look at each other: both must say the same of generated ones.
 */
class TwinAgreementTest {
  private static final String REPOSITORY = "pay/api";
  private static final String BOB = "arn:aws:iam::123456789012:user/bob";
  private static final String CI = "arn:aws:iam::123456789012:role/ci";
  private static final String ELSEWHERE = "arn:aws:iam::999999999999:role/x";
  private static final String ELSEWHERE_ALL = "arn:aws:iam::999999999999:root";
  private static final List<String> PRINCIPALS =
      List.of(BOB, CI, ELSEWHERE, "*", "arn:aws:iam::123456789012:root", ELSEWHERE_ALL);
  private static final List<String> CONDITIONS =
      List.of(
          "\"ArnNotLike\":{\"aws:PrincipalArn\":[\"" + BOB + "\"]}",
          "\"ArnLike\":{\"aws:PrincipalArn\":[\"arn:aws:iam::123456789012:role/*\"]}",
          "\"ArnEquals\":{\"aws:PrincipalArn\":\"" + CI + "\"}",
          "\"StringEquals\":{\"aws:PrincipalAccount\":\"123456789012\"}",
          "\"StringNotLike\":{\"aws:PrincipalArn\":[\"*bob\",\"*x\"]}",
          "\"ArnLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::*:role/?\"}");
  private static final String OURS = "ecr=acme=pay";
  private static final String DEVS = "arn:aws:iam::123456789012:group/devs";
  private static final String NOTHING = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
  private static final String TIME =
      "\"DateLessThan\":{\"aws:CurrentTime\":\"2027-01-01T00:00:00Z\"}";
  private static final Instant BEFORE = Instant.parse("2026-12-31T23:59:59Z");
  private static final Instant AFTER = Instant.parse("2027-01-01T00:00:00Z");
  private static final int ROUNDS = Integer.getInteger("portwrit.laws.rounds", 150);

  @Test
  void engineAndTwin_sayTheSameOfGeneratedPolicies() {
    long seed = Long.getLong("portwrit.ecr.seed", 1);
    Random random = new Random(seed);
    try (EcrFixture ecr = new EcrFixture()) {
      TwinIdentity bob = ecr.world.iam().user("bob");
      TwinIdentity ci = ecr.world.iam().role("ci");
      // Of a user: what a repository gives a role with a boundary the engine takes for more than it
      // is, since a session of that role could be named instead.
      bob.bounded(ecr.world.iam().managed("bound", EcrFixture.EVERYTHING));
      String ours = ecr.world.iam().managed("portwrit/" + OURS, EcrFixture.EVERYTHING);
      ecr.world.iam().group("devs", NOTHING);
      ecr.world.iam().attachToGroup("devs", ours);
      bob.in("devs");
      ci.attached(ours);
      ecr.world.iam().elsewhere(ELSEWHERE);
      for (int round = 0; round < ROUNDS; round++) {
        String policy = policy(random, true);
        String ofBob = policy(random, false);
        String ofCi = policy(random, false);
        String bound = random.nextBoolean() ? EcrFixture.EVERYTHING : policy(random, false);
        ecr.world.with(REPOSITORY).withPolicy(policy);
        bob.with("p", ofBob);
        ci.with("p", ofCi);
        String unused = ecr.world.iam().managed("bound", bound);
        // One of ours, by which both have what others wrote into it: one himself, one by his group.
        String ofTeam =
            random.nextInt(3) == 0 ? LoginPolicy.document().text() : policy(random, false);
        unused = ecr.world.iam().managed("portwrit/" + OURS, ofTeam);
        String ofRegistry = policy(random, true);
        String scope = random.nextBoolean() ? "V1" : "V2";
        ecr.world.registryPolicy(ofRegistry);
        ecr.world.registryPolicyScope(scope);
        NativeAccess access =
            new StateAccess(
                    "eu-west-1",
                    EcrFixture.ACCOUNT,
                    state(policy, ofBob, ofCi, bound)
                        .withAll(ours(ofTeam))
                        .with(EcrObjects.registryPolicy(), Contents.policy("it", ofRegistry))
                        .with(EcrObjects.registryPolicyScope(), RegistryPolicyScope.reading(scope)))
                .find();
        String what =
            "seed %d round %d%n%s%nbob %s%nci %s%nboundary of bob %s%nregistry, %s, %s%nteam %s"
                .formatted(seed, round, policy, ofBob, ofCi, bound, scope, ofRegistry, ofTeam);
        assertThat(access.unknown()).as(what).isEmpty();
        for (Action action : Action.values()) {
          // Of other accounts policies name some, by patterns too, all of one account, or
          // everybody.
          if (inTheTwin(ecr, ELSEWHERE, action, BEFORE)) {
            assertThat(inRepository(access).map(NativeAccess.Edge::account).distinct())
                .as("%s %s, %s", ELSEWHERE, action, what)
                .filteredOn(TwinAgreementTest::isElsewhere)
                .anyMatch(name -> bySelf(access, name, action, BEFORE));
          }
        }
        assertThat(access.edges().stream().anyMatch(edge -> isLogin(edge, CI)))
            .as("whether ci logs in by what is ours, %s", what)
            .isEqualTo(logsInByOurs(ecr));
        for (String principal : List.of(BOB, CI)) {
          for (Action action : Action.values()) {
            boolean[] ever = {false};
            for (Instant at : List.of(BEFORE, AFTER)) {
              boolean may = inTheTwin(ecr, principal, action, at);
              ever[0] |= may;
              if (may) {
                assertThat(bySelf(access, principal, action, at))
                    .as("%s may %s at %s, %s", principal, action, at, what)
                    .isTrue();
              }
            }
            // An edge has an end and no beginning: what a Deny forbids for a while counts as given.
            assertThat(inRepository(access))
                .as("%s may %s only if the twin says so, %s", principal, action, what)
                .noneMatch(
                    edge ->
                        !ever[0] && edge.account().equals(principal) && edge.action() == action);
          }
        }
      }
    }
  }

  private static boolean isElsewhere(String name) {
    return name.equals(ELSEWHERE_ALL)
        || Arrays.stream(name.split(" and ", -1))
            .allMatch(one -> Wildcards.matches(one, ELSEWHERE));
  }

  private static Stream<NativeAccess.Edge> inRepository(NativeAccess access) {
    return access.edges().stream().filter(edge -> edge.repository().equals(REPOSITORY));
  }

  private static boolean isLogin(NativeAccess.Edge edge, String account) {
    return edge.repository().equals(NativeAccess.LOGIN) && edge.account().equals(account);
  }

  /** What a role would do that has what is ours and nothing else. */
  private static boolean logsInByOurs(EcrFixture ecr) {
    String arn = ecr.world.iam().role("ci").arn();
    String own = ecr.world.iam().role("ci").ownPolicy("p");
    ecr.world.iam().role("ci").with("p", NOTHING);
    boolean logsIn =
        ecr.world.data().mayLogIn(arn, BEFORE) || ecr.world.data().mayLogIn(arn, AFTER);
    ecr.world.iam().role("ci").with("p", own);
    return logsIn;
  }

  /** What everybody may is apart: a Deny takes it from some, which an edge cannot say. */
  private static boolean bySelf(NativeAccess access, String principal, Action action, Instant at) {
    return inRepository(access)
        .filter(edge -> edge.account().equals(principal) && edge.action() == action)
        .anyMatch(edge -> edge.until().map(at::isBefore).orElse(true));
  }

  private static boolean inTheTwin(EcrFixture ecr, String principal, Action action, Instant at) {
    return EcrActions.known().stream()
        .filter(name -> EcrActions.meaningOf(name).contains(action))
        .anyMatch(name -> ecr.world.data().may(principal, name, REPOSITORY, at));
  }

  private static NativeState state(String policy, String ofBob, String ofCi, String bound) {
    return NativeState.EMPTY.toBuilder()
        .put(EcrObjects.repository(REPOSITORY), Reading.present("{\"scanOnPush\":false}"))
        .put(EcrObjects.repositoryPolicy(REPOSITORY), Contents.policy("it", policy))
        .put(
            identity(BOB),
            Reading.present(
                "{\"boundary\":"
                    + bound
                    + ",\"groups\":[\""
                    + DEVS
                    + "\"],\"policies\":["
                    + ofBob
                    + "]}"))
        .put(identity(CI), Reading.present("{\"policies\":[" + ofCi + "]}"))
        .build();
  }

  private static Map<ObjectId, Reading> ours(String document) {
    Reading attached = Reading.present(Attachment.CONTENT);
    return Map.of(
        LoginPolicy.id(OURS),
        Contents.policy("ours", document),
        new Attachment(OURS, DEVS).id(),
        attached,
        new Attachment(OURS, CI).id(),
        attached);
  }

  private static ObjectId identity(String arn) {
    return new ObjectId(EcrObjects.IDENTITY, arn);
  }

  private static String policy(Random random, boolean ofResource) {
    List<String> statements = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      statements.add(statement(random, ofResource));
    }
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
  }

  private static String statement(Random random, boolean ofResource) {
    StringBuilder text = new StringBuilder("{\"Effect\":\"");
    text.append(random.nextInt(4) == 0 ? "Deny" : "Allow").append('"');
    if (ofResource) {
      String principal = one(random, PRINCIPALS);
      text.append(",\"Principal\":")
          .append(principal.equals("*") ? "\"*\"" : "{\"AWS\":[\"" + principal + "\"]}");
    } else {
      text.append(",\"Resource\":\"")
          .append(
              one(
                  random,
                  List.of(
                      "*",
                      "arn:aws:ecr:eu-west-1:123456789012:repository/pay/*",
                      "arn:aws:ecr:*:*:repository/shop/*")))
          .append('"');
    }
    text.append(random.nextInt(8) == 0 ? ",\"NotAction\":[" : ",\"Action\":[");
    text.append(
        random
            .ints(1 + random.nextInt(3), 0, 100)
            .mapToObj(number -> "\"" + action(random, number) + "\"")
            .collect(Collectors.joining(",")));
    text.append(']');
    List<String> conditions = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      conditions.add(one(random, CONDITIONS));
    }
    if (random.nextInt(4) == 0) {
      conditions.add(TIME);
    }
    if (!conditions.isEmpty()) {
      text.append(",\"Condition\":{").append(String.join(",", conditions)).append('}');
    }
    return text.append('}').toString();
  }

  private static String action(Random random, int number) {
    if (number > 97) {
      return LoginPolicy.ACTION;
    }
    if (number < 20) {
      return one(random, List.of("ecr:*", "ecr:Batch*", "ecr:put*", "ecr:*Layer*", "ecr:Get?*"));
    }
    return one(random, List.copyOf(EcrActions.known()));
  }

  private static <T> T one(Random random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
