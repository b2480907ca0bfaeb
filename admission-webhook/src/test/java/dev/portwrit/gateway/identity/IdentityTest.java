package dev.portwrit.gateway.identity;

import static dev.portwrit.gateway.identity.IdentityFixture.HERE;
import static dev.portwrit.gateway.identity.IdentityFixture.basic;
import static dev.portwrit.gateway.identity.IdentityFixture.bearer;
import static dev.portwrit.gateway.identity.IdentityFixture.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway sees of identity, from the users file to the token of a request. */
class IdentityTest {
  private static final RepositoryName API = new RepositoryName("acme/pay/api");
  private static final Subject BOB = new Subject.User("bob");

  @TempDir Path folder;
  private IdentityFixture fixture;

  @BeforeEach
  void setUp() throws Exception {
    fixture = new IdentityFixture(folder);
  }

  @Test
  void close_takesTheFigureOfUsersBack_soThatAnotherCountsItsOwn() throws Exception {
    fixture.open().close();
    fixture.writeUsers(IdentityFixture.user("bob", "pw"));
    try (Identity identity = fixture.open()) {
      assertThat(fixture.meters.get("portwrit.identity.users").gauge().value())
          .isEqualTo(identity.userCount())
          .isEqualTo(1);
    }
  }

  @Test
  void authenticate_nothing_isAnonymous() throws Exception {
    try (Identity identity = fixture.open()) {
      assertThat(identity.authenticator().authenticate(Optional.empty(), HERE))
          .isEqualTo(new Authentication.Anonymous());
    }
  }

  @Test
  void authenticate_rightPassword_isTheUserWithoutALimit() throws Exception {
    try (Identity identity = fixture.open()) {
      assertThat(identity.authenticator().authenticate(basic("bob", "bob's password"), HERE))
          .isEqualTo(new Authentication.Authenticated(BOB, Optional.empty()));
    }
  }

  @Test
  void authenticate_nameWithASlash_isAService() throws Exception {
    try (Identity identity = fixture.open()) {
      assertThat(identity.authenticator().authenticate(basic("acme/ci-pay", "s3cret"), HERE))
          .isEqualTo(
              new Authentication.Authenticated(
                  new Subject.Service("acme", "ci-pay"), Optional.empty()));
    }
  }

  @Test
  void authenticate_wrongPasswordAndUnknownName_areRefusedInTheSameWords() throws Exception {
    try (Identity identity = fixture.open()) {
      Authentication refused =
          new Authentication.Refused(ChallengeError.NONE, "wrong user name or password");
      assertThat(identity.authenticator().authenticate(basic("bob", "wrong"), HERE))
          .isEqualTo(refused);
      assertThat(identity.authenticator().authenticate(basic("nobody", "wrong"), HERE))
          .isEqualTo(refused);
    }
  }

  @Test
  void authenticate_credentialsThatAreNone_areRefusedNotAnonymous() throws Exception {
    try (Identity identity = fixture.open()) {
      for (String header :
          List.of("", "Basic", "Basic ", "Basic %%%", "Basic Ym9i", "Bearer", "Digest x", "x")) {
        assertThat(identity.authenticator().authenticate(Optional.of(header), HERE))
            .as(header)
            .isInstanceOf(Authentication.Refused.class);
      }
    }
  }

  @Test
  void authenticate_schemeInAnyCase_isTheSame() throws Exception {
    try (Identity identity = fixture.open()) {
      String header = basic("bob", "bob's password").orElseThrow().replace("Basic", "bASIC");
      assertThat(identity.authenticator().authenticate(Optional.of(header), HERE))
          .isInstanceOf(Authentication.Authenticated.class);
    }
  }

  @Test
  void authenticate_token_isItsSubjectWithWhatItWasAskedFor() throws Exception {
    try (Identity identity = fixture.open()) {
      String token =
          token(identity, basic("bob", "bob's password"), "repository:acme/pay/api:pull");
      Authentication found = identity.authenticator().authenticate(bearer(token), HERE);
      assertThat(found)
          .isInstanceOfSatisfying(
              Authentication.Authenticated.class,
              bob -> {
                assertThat(bob.subject()).isEqualTo(BOB);
                TokenAccess access = bob.access().orElseThrow();
                assertThat(access.allows(API, Action.PULL)).isTrue();
                assertThat(access.allows(API, Action.PUSH)).isFalse();
              });
    }
  }

  @Test
  void authenticate_anonymousToken_isAnonymousWithALimit() throws Exception {
    try (Identity identity = fixture.open()) {
      String token = token(identity, Optional.empty(), "repository:acme/pay/api:pull");
      assertThat(identity.authenticator().authenticate(bearer(token), HERE))
          .isInstanceOfSatisfying(
              Authentication.Authenticated.class,
              anonymous -> {
                assertThat(anonymous.subject()).isEqualTo(new Subject.Anonymous());
                assertThat(anonymous.access()).isPresent();
              });
    }
  }

  @Test
  void authenticate_userTakenOutOfTheFile_losesAValidTokenAtOnce() throws Exception {
    try (Identity identity = fixture.open()) {
      String token =
          token(identity, basic("bob", "bob's password"), "repository:acme/pay/api:pull");
      fixture.writeUsers(user("ada", "x"));
      fixture.lookAgain();
      assertThat(identity.authenticator().authenticate(bearer(token), HERE))
          .isEqualTo(
              new Authentication.Refused(
                  ChallengeError.INVALID_TOKEN, TokenRefusal.UNKNOWN_USER.message()));
      assertThat(identity.authenticator().authenticate(basic("bob", "bob's password"), HERE))
          .isInstanceOf(Authentication.Refused.class);
    }
  }

  @Test
  void authenticate_passwordChanged_endsTokensAndTheOldPassword() throws Exception {
    try (Identity identity = fixture.open()) {
      String token =
          token(identity, basic("bob", "bob's password"), "repository:acme/pay/api:pull");
      fixture.writeUsers(user("bob", "another"));
      fixture.lookAgain();
      assertThat(identity.authenticator().authenticate(bearer(token), HERE))
          .isEqualTo(
              new Authentication.Refused(
                  ChallengeError.INVALID_TOKEN, TokenRefusal.CHANGED_PASSWORD.message()));
      assertThat(identity.authenticator().authenticate(basic("bob", "bob's password"), HERE))
          .isInstanceOf(Authentication.Refused.class);
      assertThat(identity.authenticator().authenticate(basic("bob", "another"), HERE))
          .isInstanceOf(Authentication.Authenticated.class);
    }
  }

  @Test
  void authenticate_brokenNewFile_keepsTheOldUsersAndSaysSoOnce() throws Exception {
    try (Identity identity = fixture.open()) {
      fixture.told.clear();
      fixture.writeUsers("bob:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=");
      for (int i = 0; i < 3; i++) {
        fixture.lookAgain();
        assertThat(identity.authenticator().authenticate(basic("bob", "bob's password"), HERE))
            .isInstanceOf(Authentication.Authenticated.class);
      }
      assertThat(fixture.told)
          .containsExactly(
              "users rejected: [`"
                  + fixture.usersFile
                  + "`:1: the hash of `bob` is not bcrypt; `htpasswd -B` makes one]");
      assertThat(fixture.meters.get("portwrit.identity.files.rejected").counter().count())
          .isEqualTo(1);
    }
  }

  @Test
  void authenticate_tokenAfterItsTime_isRefusedThoughItWasRemembered() throws Exception {
    try (Identity identity = fixture.open()) {
      String token = token(identity, Optional.empty(), "repository:acme/pay/api:pull");
      assertThat(identity.authenticator().authenticate(bearer(token), HERE))
          .isInstanceOf(Authentication.Authenticated.class);
      fixture.clock.advance(
          IdentitySettings.DEFAULT_TOKEN_LIFETIME.plus(TokenVerifier.LEEWAY).minusSeconds(1));
      assertThat(identity.authenticator().authenticate(bearer(token), HERE))
          .isInstanceOf(Authentication.Authenticated.class);
      fixture.clock.advance(Duration.ofSeconds(1));
      assertThat(identity.authenticator().authenticate(bearer(token), HERE))
          .isEqualTo(
              new Authentication.Refused(
                  ChallengeError.INVALID_TOKEN, TokenRefusal.EXPIRED.message()));
    }
  }

  @Test
  void keys_changedInThreeSteps_neverRefuseAToken() throws Exception {
    Path keyFile = folder.resolve("keys");
    fixture.keys = new TokenKeySource.File(keyFile);
    String next = "k2 " + "B".repeat(43) + "\n";
    try (Identity identity = fixture.open()) {
      String first = Files.readString(keyFile);
      String oldToken = token(identity, Optional.empty(), "");
      Files.writeString(keyFile, first + next);
      fixture.lookAgain();
      assertValid(identity, oldToken);
      Files.writeString(keyFile, next + first);
      fixture.lookAgain();
      String newToken = token(identity, Optional.empty(), "");
      assertValid(identity, oldToken);
      assertValid(identity, newToken);
      Files.writeString(keyFile, next);
      fixture.lookAgain();
      assertValid(identity, newToken);
      assertThat(identity.authenticator().authenticate(bearer(oldToken), HERE))
          .isEqualTo(
              new Authentication.Refused(
                  ChallengeError.INVALID_TOKEN, TokenRefusal.UNKNOWN_KEY.message()));
    }
  }

  @Test
  void tokens_ofTwoGatewaysWithOneKey_areGoodAtBoth() throws Exception {
    try (Identity one = fixture.open();
        Identity other = fixture.open(new SimpleMeterRegistry())) {
      assertValid(other, token(one, basic("bob", "bob's password"), "registry:catalog:*"));
    }
  }

  @Test
  void open_keyFileIsMissing_isMadeForItsOwnerOnly() throws Exception {
    Path keyFile = folder.resolve("keys");
    fixture.keys = new TokenKeySource.File(keyFile);
    fixture.open().close();
    String made = Files.readString(keyFile);
    assertThat(made).matches("[A-Za-z0-9_-]{8} [A-Za-z0-9_-]{43}\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
        .isEqualTo("rw-------");
    fixture.open().close();
    assertThat(Files.readString(keyFile)).isEqualTo(made);
    try (var files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()).toList())
          .containsExactlyInAnyOrder("users", "keys");
    }
  }

  @Test
  void open_usersFileIsMissing_saysSo() throws Exception {
    Files.delete(fixture.usersFile);
    assertThatThrownBy(() -> fixture.open())
        .isInstanceOf(IdentityFileException.class)
        .hasMessage("`" + fixture.usersFile + "` cannot be read: it is not there");
  }

  private static void assertValid(Identity identity, String token) {
    assertThat(identity.authenticator().authenticate(bearer(token), HERE))
        .isInstanceOf(Authentication.Authenticated.class);
  }

  private static String token(Identity identity, Optional<String> authorization, String scope)
      throws Exception {
    TokenAnswer answer =
        identity.tokens().get(Map.of("scope", List.of(scope)), authorization, HERE);
    assertThat(answer.status()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body()).get("token").asText();
  }
}
