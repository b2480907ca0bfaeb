package dev.portwrit.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portwrit.plan.Overrides;
import dev.portwrit.plan.Plan;
import dev.portwrit.plan.Refusal;
import dev.portwrit.plan.SavedPlan;
import dev.portwrit.policy.Registry.Mode;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.twin.Misbehaviour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyRunTest {
  private static final String PEOPLE =
      """
      organization: acme
      owners: [ada]
      members: [bob, cy]
      ---
      user: ada
      accounts: {live: ada}
      ---
      user: bob
      accounts: {live: bob}
      ---
      user: cy
      accounts: {live: cy}
      """;
  private static final String API = "repository: acme/api\n";
  private static final String WEB = "repository: acme/web\n";
  private static final String BOB_PUSHES = "grants:\n  - {role: push, to: [user:bob]}\n";
  private static final String CY_PULLS = "grants:\n  - {role: pull, to: [user:cy]}\n";
  private static final String RELEASES =
      "protection: acme/releases\nrepositories: [acme/**]\ntags: [v*]\nrule: immutable\n";

  @TempDir Path folder;

  private LiveWorkshop workshop(Mode mode) throws IOException {
    return new LiveWorkshop(folder.resolve("state"), mode);
  }

  @Test
  void observe_writesNothing_asksForNoWriter_andCountsAsApplied() throws Exception {
    LiveWorkshop workshop = workshop(Mode.OBSERVE).commit(PEOPLE, API + BOB_PUSHES);

    ApplyReport report = workshop.apply();

    assertThat(report.verdict()).isEqualTo(ApplyReport.Verdict.REFUSED);
    assertThat(report.refusals()).extracting(Refusal::kind).containsExactly(Refusal.Kind.OBSERVE);
    assertThat(workshop.twin.writers()).isZero();
    assertThat(workshop.state.applied().orElseThrow().id()).isEqualTo(workshop.head());
  }

  @Test
  void authoritative_makesTheRegistryWhatPolicyAsks() throws Exception {
    LiveWorkshop workshop = workshop(Mode.AUTHORITATIVE).commit(PEOPLE, API + BOB_PUSHES, RELEASES);

    ApplyReport report = workshop.apply();

    assertThat(report.verdict()).isEqualTo(ApplyReport.Verdict.CONVERGED);
    assertThat(workshop.twin.at("grants", "acme/api"))
        .isEqualTo(Reading.present("{\"ada\":\"admin\",\"bob\":\"push\"}"));
    assertThat(workshop.twin.at("tag-lock", "acme/api")).isEqualTo(Reading.present("[\"v*\"]"));
  }

  @Test
  void refusedCommit_isNotApplied_andWritesNothing() throws Exception {
    LiveWorkshop workshop = workshop(Mode.AUTHORITATIVE).commit(PEOPLE, API);
    workshop.objections =
        List.of(new Refusal(Refusal.Kind.SIGNATURE, "it is not signed", "sign it"));

    assertThat(workshop.apply().verdict()).isEqualTo(ApplyReport.Verdict.REFUSED);
    assertThat(workshop.twin.writers()).isZero();
    assertThat(workshop.state.applied()).isEmpty();
  }

  @Test
  void budget_isThatOfTheCommitAppliedBefore_notOfTheChange() throws Exception {
    LiveWorkshop workshop = workshop(Mode.AUTHORITATIVE);
    workshop.commit("version: 1\nremoval-budget: 2\n", new String[] {PEOPLE, API + BOB_PUSHES});
    workshop.apply();
    workshop.commit("version: 1\nremoval-budget: 100\n", new String[] {PEOPLE, API});

    ApplyReport report = workshop.apply();

    assertThat(report.refusals())
        .extracting(Refusal::message)
        .containsExactly("the plan takes 3 of 8 access edges, and `removal-budget` allows 2");
    assertThat(workshop.state.applied().orElseThrow().id()).startsWith("aaa");

    workshop.overrides = Overrides.parse(List.of("removals=" + "0".repeat(64))).orElseThrow();
    assertThat(workshop.apply().verdict()).isEqualTo(ApplyReport.Verdict.REFUSED);
    workshop.overrides =
        Overrides.parse(List.of("removals=" + workshop.plan().digest())).orElseThrow();
    assertThat(workshop.apply().verdict()).isEqualTo(ApplyReport.Verdict.CONVERGED);
  }

  @Test
  void opening_toEverybody_needsAnOverrideOfThisPlan() throws Exception {
    LiveWorkshop workshop =
        workshop(Mode.AUTHORITATIVE).commit(PEOPLE, API + "visibility: public\n");
    assertThat(workshop.apply().refusals())
        .extracting(Refusal::message)
        .containsExactly("the plan opens `acme/api` to everybody");

    workshop.overrides =
        Overrides.parse(List.of("public=" + workshop.plan().digest())).orElseThrow();
    assertThat(workshop.apply().verdict()).isEqualTo(ApplyReport.Verdict.CONVERGED);
  }

  @Test
  void engineAccount_isNeverLockedOut() throws Exception {
    LiveWorkshop workshop = workshop(Mode.AUTHORITATIVE).commit(PEOPLE, API);
    workshop.twin.put("repository", "acme/api", "{}");
    workshop.twin.put("grants", "acme/api", "{\"engine\":\"admin\"}");
    assertThat(workshop.apply().refusals())
        .extracting(Refusal::message)
        .containsExactly(
            "the plan takes access to `acme/api` from `engine`, by which Portwrit itself works");
  }

  @Test
  void lastOwner_isNeverLockedOut() throws Exception {
    LiveWorkshop workshop = workshop(Mode.AUTHORITATIVE).commit(PEOPLE, API);
    workshop.apply();
    workshop.commit(PEOPLE.replace("accounts: {live: ada}", "description: no account"), API);

    assertThat(workshop.apply().refusals())
        .extracting(Refusal::message)
        .containsExactly(
            "the plan takes `administer` of `acme/api` from the last owner who has it");

    workshop.commit(
        PEOPLE
            .replace("owners: [ada]", "owners: [bob]")
            .replace("members: [bob, cy]", "members: [ada, cy]"),
        API);
    assertThat(workshop.apply().verdict())
        .as("another owner has it then")
        .isEqualTo(ApplyReport.Verdict.CONVERGED);
  }

  @Test
  void admins_whoseAccountGoes_areNotLockedOut() throws Exception {
    LiveWorkshop workshop = workshop(Mode.AUTHORITATIVE);
    String owners = PEOPLE.replace("owners: [ada]", "owners: [ada, dee]");
    String dee = "user: dee\naccounts: {live: dee}\n";
    workshop.commit("version: 1\nadmins: [ada]\n", new String[] {owners, dee, API});
    workshop.apply();
    workshop.commit(owners.replace("accounts: {live: ada}", "description: gone"), dee, API);

    assertThat(workshop.apply().refusals())
        .extracting(Refusal::message)
        .containsExactly(
            "the plan takes `administer` of `acme/api` from `user:ada`, whom `admins` names");
  }

  @Test
  void oneObjectThatFails_doesNotStopTheOthers() throws Exception {
    LiveWorkshop workshop =
        workshop(Mode.AUTHORITATIVE).commit(PEOPLE, API + BOB_PUSHES, WEB + CY_PULLS);
    workshop.twin.misbehave(refusing(new ObjectId("grants", "acme/api")));

    ApplyReport report = workshop.apply();

    assertThat(report.verdict()).isEqualTo(ApplyReport.Verdict.SOME_FAILED);
    assertThat(report.objects())
        .filteredOn(one -> one.kind() != ObjectOutcome.Kind.DONE)
        .containsExactly(
            new ObjectOutcome(
                new ObjectId("grants", "acme/api"), ObjectOutcome.Kind.FAILED, 0, "not today"));
    assertThat(workshop.twin.at("grants", "acme/web"))
        .isEqualTo(Reading.present("{\"cy\":\"pull\"}"));
  }

  @Test
  void accessIsNotGiven_whileTheProtectionIsMissing() throws Exception {
    LiveWorkshop workshop = workshop(Mode.AUTHORITATIVE).commit(PEOPLE, API + BOB_PUSHES, RELEASES);
    workshop.twin.misbehave(refusing(new ObjectId("tag-lock", "acme/api")));

    ApplyReport report = workshop.apply();

    assertThat(report.objects())
        .contains(
            new ObjectOutcome(
                new ObjectId("grants", "acme/api"),
                ObjectOutcome.Kind.HELD,
                0,
                "it waits for what came to nothing on the repository"));
    assertThat(workshop.twin.at("grants", "acme/api")).isEqualTo(Reading.absent());
  }

  @Test
  void answersDoneAndDoesNothing_isAFailure() throws Exception {
    LiveWorkshop workshop = workshop(Mode.AUTHORITATIVE).commit(PEOPLE, API);
    workshop.twin.misbehave(
        new Misbehaviour() {
          @Override
          public Write onWrite(int call, ObjectId object) {
            return Write.NOTHING;
          }
        });
    ApplyReport report = workshop.apply();
    assertThat(report.verdict()).isEqualTo(ApplyReport.Verdict.SOME_FAILED);
    assertThat(report.objects().get(0).detail()).isNotEmpty();
  }

  @Test
  void accountThatTheRegistryDoesNotKnow_isLeftOutAndReported() throws Exception {
    LiveWorkshop workshop =
        workshop(Mode.AUTHORITATIVE)
            .commit(
                PEOPLE,
                API
                    + "grants:\n"
                    + "  - {role: push, to: [user:bob]}\n"
                    + "  - {role: pull, to: [user:cy]}\n");
    workshop.twin.forget("bob");

    ApplyReport report = workshop.apply();

    assertThat(report.verdict()).isEqualTo(ApplyReport.Verdict.SOME_FAILED);
    assertThat(report.accounts()).containsOnlyKeys("bob");
    assertThat(workshop.twin.at("grants", "acme/api"))
        .isEqualTo(Reading.present("{\"ada\":\"admin\",\"cy\":\"pull\"}"));
  }

  @Test
  void accountThatHasAccess_isNotGivenUpSinceItWasOnceSaidToBeUnknown() throws Exception {
    LiveWorkshop workshop = workshop(Mode.AUTHORITATIVE).commit(PEOPLE, API + BOB_PUSHES);
    workshop.apply();
    workshop.commit(
        PEOPLE,
        API + "grants:\n  - {role: push, to: [user:bob]}\n  - {role: pull, to: [user:cy]}\n");
    workshop.twin.forget("bob");

    ApplyReport report = workshop.apply();

    assertThat(report.verdict()).isEqualTo(ApplyReport.Verdict.SOME_FAILED);
    assertThat(workshop.twin.at("grants", "acme/api"))
        .isEqualTo(Reading.present("{\"ada\":\"admin\",\"bob\":\"push\"}"));
  }

  @Test
  void objectThatSomebodyChangesMeanwhile_isLeftAloneInThisRun() throws Exception {
    LiveWorkshop workshop =
        workshop(Mode.AUTHORITATIVE).commit(PEOPLE, API + BOB_PUSHES, WEB + CY_PULLS);
    workshop.twin.misbehave(
        new Misbehaviour() {
          @Override
          public Write onWrite(int call, ObjectId object) {
            if (call == 1) {
              workshop.twin.put("grants", "acme/web", "{\"stranger\":\"push\"}");
            }
            return Write.DONE;
          }
        });

    ApplyReport report = workshop.apply();

    assertThat(report.verdict()).isEqualTo(ApplyReport.Verdict.SOME_FAILED);
    assertThat(report.objects())
        .contains(
            new ObjectOutcome(
                new ObjectId("grants", "acme/web"),
                ObjectOutcome.Kind.STALE,
                0,
                "it became something else since the plan was made"));
    assertThat(workshop.twin.at("grants", "acme/web"))
        .isEqualTo(Reading.present("{\"stranger\":\"push\"}"));
  }

  @Test
  void savedPlan_ofAnObjectThatChangedSince_leavesItAlone() throws Exception {
    LiveWorkshop workshop =
        workshop(Mode.AUTHORITATIVE).commit(PEOPLE, API + BOB_PUSHES, WEB + CY_PULLS);
    workshop.apply();
    workshop.commit(PEOPLE, API + CY_PULLS, WEB + BOB_PUSHES);
    SavedPlan saved = workshop.plan().saved();
    workshop.twin.put("grants", "acme/web", "{\"stranger\":\"push\"}");

    ApplyReport report = workshop.apply(saved);

    assertThat(report.verdict()).isEqualTo(ApplyReport.Verdict.SOME_FAILED);
    assertThat(report.leftOut()).containsExactly(new ObjectId("grants", "acme/web"));
    assertThat(workshop.twin.at("grants", "acme/web"))
        .isEqualTo(Reading.present("{\"stranger\":\"push\"}"));
    assertThat(workshop.twin.at("grants", "acme/api"))
        .isEqualTo(Reading.present("{\"cy\":\"pull\"}"));
  }

  @Test
  void savedPlan_ofAnotherCommit_isRefused() throws Exception {
    LiveWorkshop workshop = workshop(Mode.AUTHORITATIVE).commit(PEOPLE, API + BOB_PUSHES);
    SavedPlan saved = workshop.plan().saved();
    workshop.commit(PEOPLE, API + CY_PULLS);

    ApplyReport report = workshop.apply(saved);

    assertThat(report.refusals()).extracting(Refusal::kind).containsExactly(Refusal.Kind.PLAN);
    assertThat(workshop.twin.writers()).isZero();
  }

  @Test
  void runThatCrashed_isNamedByTheNext_withWhatItLeftUndecided() throws Exception {
    LiveWorkshop workshop = workshop(Mode.AUTHORITATIVE).commit(PEOPLE, API + BOB_PUSHES);
    workshop.twin.misbehave(
        new Misbehaviour() {
          @Override
          public Write onWrite(int call, ObjectId object) {
            return call == 2 ? Write.CRASH_AFTER : Write.DONE;
          }
        });
    assertThatThrownBy(workshop::apply).isInstanceOf(Misbehaviour.Crash.class);
    workshop.twin.misbehave(Misbehaviour.NONE);

    assertThat(workshop.apply().verdict()).isEqualTo(ApplyReport.Verdict.CONVERGED);

    String second = Files.readString(Path.of(workshop.state.records().place(2)));
    assertThat(second)
        .contains("\"resumes\":1")
        .contains("\"line\":\"found\"")
        .contains("\"line\":\"end\"");
    assertThat(workshop.state.records().flaw()).isEmpty();
  }

  @Test
  void records_sayWhoDidWhat_andShowEveryChange() throws Exception {
    LiveWorkshop workshop = workshop(Mode.AUTHORITATIVE).commit(PEOPLE, API + BOB_PUSHES);
    workshop.apply();
    workshop.commit(PEOPLE, API + CY_PULLS).apply();
    Path first = Path.of(workshop.state.records().place(1));
    String text = Files.readString(first);
    assertThat(text)
        .contains("\"who\":\"ada\"")
        .contains("\"arguments\":[\"apply\",\"--quiet\"]")
        .contains("\"call\":\"Create\"")
        .contains("\"result\":\"done\"");
    assertThat(workshop.state.records().flaw()).isEmpty();

    Files.writeString(first, text.replace("\"who\":\"ada\"", "\"who\":\"eve\""));
    assertThat(workshop.state.records().flaw())
        .hasValueSatisfying(flaw -> assertThat(flaw).startsWith("line 1 of "));
    Files.writeString(first, text.substring(0, text.lastIndexOf("{")));
    assertThat(workshop.state.records().flaw()).isPresent();
    Files.delete(first);
    assertThat(workshop.state.records().flaw()).hasValue("the record of run 1 is not there");
  }

  @Test
  void runs_thatSayNothingNew_leaveNoRecord() throws Exception {
    LiveWorkshop workshop = workshop(Mode.AUTHORITATIVE).commit(PEOPLE, API);
    workshop.apply();
    workshop.apply();
    assertThat(Path.of(workshop.state.records().place(2))).doesNotExist();

    workshop.commit(PEOPLE, API + "visibility: public\n");
    workshop.apply();
    assertThat(workshop.apply().verdict()).isEqualTo(ApplyReport.Verdict.REFUSED);
    assertThat(Path.of(workshop.state.records().place(2))).exists();
    assertThat(Path.of(workshop.state.records().place(3))).doesNotExist();
  }

  @Test
  void records_andState_holdNoContentOfObjects() throws Exception {
    LiveWorkshop workshop = workshop(Mode.AUTHORITATIVE).commit(PEOPLE, API + BOB_PUSHES);
    workshop.apply();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain("\"bob\"");
      }
    }
  }

  @Test
  void stateThatCannotBeRead_isNoFirstContact() throws Exception {
    LiveWorkshop workshop = workshop(Mode.AUTHORITATIVE).commit(PEOPLE, API);
    Files.writeString(folder.resolve("state/applied"), "applied nothing\n");
    assertThatThrownBy(workshop::apply)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not hold an applied commit");
    assertThat(workshop.twin.writers()).isZero();
  }

  @Test
  void repositoryThatPolicyDoesNotDeclare_isNeverRemoved() throws Exception {
    LiveWorkshop workshop = workshop(Mode.AUTHORITATIVE).commit(PEOPLE, API);
    workshop.twin.put("repository", "acme/forgotten", "{}");
    workshop.twin.put("repository", "other/theirs", "{}");
    assertThat(workshop.apply().verdict()).isEqualTo(ApplyReport.Verdict.CONVERGED);
    assertThat(workshop.twin.at("repository", "acme/forgotten")).isEqualTo(Reading.present("{}"));
    assertThat(workshop.twin.at("repository", "other/theirs")).isEqualTo(Reading.present("{}"));
  }

  @Test
  void plan_tellsTheChangeFromTheDriftThatItReverts() throws Exception {
    LiveWorkshop workshop = workshop(Mode.AUTHORITATIVE).commit(PEOPLE, API + BOB_PUSHES);
    workshop.apply();
    workshop.twin.put(
        "grants", "acme/api", "{\"ada\":\"admin\",\"bob\":\"push\",\"stranger\":\"pull\"}");
    workshop.commit(PEOPLE, API + CY_PULLS);

    Plan plan = workshop.plan();

    assertThat(plan.access().gained())
        .extracting(change -> change.edge().account() + " " + change.cause())
        .containsExactly("cy commit");
    assertThat(plan.access().lost())
        .extracting(change -> change.edge().account() + " " + change.cause())
        .containsExactly("bob commit", "bob commit", "bob commit", "stranger drift");
    assertThat(plan.objects())
        .extracting(one -> one.cause().toString())
        .containsExactly("commit and drift");
  }

  private static Misbehaviour refusing(ObjectId refused) {
    return new Misbehaviour() {
      @Override
      public Write onWrite(int call, ObjectId object) {
        return object.equals(refused) ? Write.REFUSED : Write.DONE;
      }
    };
  }
}
