package dev.portwrit.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.Scope;
import dev.portwrit.registry.hub.twin.TwinFaults.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubLoginTest {
  @TempDir Path folder;
  private HubFixture hub;

  @BeforeEach
  void start() {
    hub = new HubFixture(folder);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void isRefused(String secret) {
    assertThatThrownBy(hub::read)
        .isInstanceOfSatisfying(
            RegistryException.class,
            e -> assertThat(e.kind()).isEqualTo(RegistryException.Kind.CREDENTIALS))
        .hasMessage(
            "registry `hub`: the credentials were not accepted by `CreateAccessToken`: Incorrect"
                + " authentication credentials")
        .hasMessageNotContaining(secret);
  }

  @Test
  void wrongPassword_isRefused_andTriedOnceOnly() throws RegistryException {
    hub.credentials = new HubCredentials("ada", "not-her-password");
    HubConnection connection = hub.connection();
    try (LiveReader reader = connection.reader(HubInterest.ALL)) {
      for (int times = 0; times < 20; times++) {
        assertThatThrownBy(() -> reader.read(Scope.ALL)).isInstanceOf(RegistryException.class);
        assertThat(reader.read(HubObjects.member("ada"))).matches(Reading::isUnknown);
      }
    }
    assertThat(hub.twin.calls())
        .as("more would lock the account")
        .containsExactly("CreateAccessToken");
    isRefused("not-her-password");
    assertThat(hub.withPassword("ada").read().isComplete()).isTrue();
  }

  @Test
  void wrongTokensOfEachKind_areRefused() {
    hub.credentials = new HubCredentials("ada", "dckr_pat_wrong");
    isRefused("dckr_pat_wrong");
    hub.credentials = new HubCredentials("acme", "dckr_oat_wrong");
    isRefused("dckr_oat_wrong");
  }

  @Test
  void organizationTokenThatHasExpired_isRefused() {
    String secret =
        hub.world.organizationToken(
            "old", "acme/*", Optional.of(HubFixture.NOW), "scope-member-read");
    hub.credentials = new HubCredentials("acme", secret);
    isRefused(secret);
  }

  @Test
  void organizationTokenWithTheNameOfAPerson_isRefused() {
    String secret = hub.world.organizationToken("engine");
    hub.credentials = new HubCredentials("ada", secret);
    isRefused(secret);
  }

  @Test
  void login_isRenewedBeforeItsTenMinutesEnd() {
    HubConnection connection = hub.connection();
    try (LiveReader reader = connection.reader(HubInterest.ALL)) {
      for (int minutes = 0; minutes < 60; minutes++) {
        assertThat(reader.read(HubObjects.member("ada"))).isInstanceOf(Reading.Present.class);
        hub.time.pass(Duration.ofMinutes(1));
      }
    }
    assertThat(Collections.frequency(hub.twin.calls(), "CreateAccessToken")).isBetween(7, 8);
    assertThat(Collections.frequency(hub.twin.calls(), "ListMembers"))
        .as("none was refused first")
        .isEqualTo(60);
  }

  @Test
  void loginThatEndsBeforeItsTime_isRenewedOnce() {
    HubConnection connection = hub.connection();
    try (LiveReader reader = connection.reader(HubInterest.ALL)) {
      reader.read(HubObjects.member("ada"));
      hub.twin.service().endLogins();
      hub.twin.service().forgetCalls();
      assertThat(reader.read(HubObjects.member("ada"))).isInstanceOf(Reading.Present.class);
      assertThat(hub.twin.calls())
          .containsExactly("ListMembers", "CreateAccessToken", "ListMembers");
    }
  }

  @Test
  void readersAndWriters_shareOneLogin() throws RegistryException {
    HubConnection connection = hub.connection();
    connection.reader(HubInterest.ALL).read(HubObjects.member("ada"));
    connection.writer().close();
    assertThat(hub.twin.service().logins()).hasSize(1);
  }

  @Test
  void loginWhoseAnswerIsLost_isTriedAgain() throws RegistryException {
    hub.twin.faults().next("CreateAccessToken", Fault.CUT, Fault.BROKEN, Fault.HALVED);
    assertThat(hub.read().isComplete()).isTrue();

    hub.twin.faults().always("CreateAccessToken", Fault.BROKEN);
    hub.twin.service().forgetCalls();
    assertThatThrownBy(hub::read)
        .isInstanceOfSatisfying(
            RegistryException.class,
            e -> assertThat(e.kind()).isEqualTo(RegistryException.Kind.UNREACHABLE))
        .hasMessage("registry `hub`: `CreateAccessToken` was answered `500`");
    assertThat(hub.twin.calls()).hasSize(4).containsOnly("CreateAccessToken");
  }

  @Test
  void kindOfCredentials_isToldByHowTheyBegin() {
    assertThat(new HubCredentials("Ada", "hunter2")).hasToString("ada with a password");
    assertThat(new HubCredentials("ada", "dckr_pat_x"))
        .hasToString("ada with a personal access token");
    assertThat(new HubCredentials("acme", "dckr_oat_x"))
        .hasToString("acme with an organization access token");
  }
}
