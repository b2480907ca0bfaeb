package dev.portwrit.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.gateway.server.TestCertificate;
import dev.portwrit.gateway.server.TlsServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Receivers whose certificate is from an authority that nobody else knows. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class PrivateReceiverTest {
  private static final String UNTRUSTED =
      "its TLS certificate is from no authority that is trusted; `--webhook-ca` names more";

  @TempDir Path folder;
  private TestCertificate certificate;
  private HookReceiver receiver;

  @BeforeEach
  void start() throws Exception {
    certificate = TestCertificate.in(folder);
    receiver = HookReceiver.overTls(TlsServers.context(certificate), "127.0.0.1");
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  private HookWorld world(HookReceiver told, Optional<Path> authorities) throws Exception {
    return new HookWorld(
        folder.resolve("spool"),
        HookWorld.FAST,
        Set.of(told.address()),
        authorities,
        told.url("/hook"));
  }

  private static void awaitNote(HookWorld world, String cause) throws Exception {
    world.await(() -> world.webhooks.notes().stream().anyMatch(note -> note.contains(cause)));
  }

  @Test
  void receiverOfAPrivateAuthority_isToldWhereTheOperatorTrustsIt() throws Exception {
    Path authority = certificate.files().certificate();
    try (HookWorld world = world(receiver, Optional.of(authority))) {
      world.push("v1", "one");
      assertThat(receiver.next().isOf("v1", HookWorld.digest("one"))).isTrue();
      world.awaitDone();
      assertThat(world.ended("delivered")).isEqualTo(1);
    }
  }

  @Test
  void receiverOfAPrivateAuthority_isNotToldWhereNobodyTrustsIt_andTheCauseIsNamed()
      throws Exception {
    try (HookWorld world = world(receiver, Optional.empty())) {
      world.push("v1", "one");
      awaitNote(world, UNTRUSTED);
      assertThat(world.ended("delivered")).isZero();
      assertThat(receiver.left()).isZero();
    }
  }

  @Test
  void receiverOfAPrivateAuthority_isNotTold_whereAnotherIsTrusted() throws Exception {
    Path own = Files.createDirectory(folder.resolve("other"));
    Path other = TestCertificate.in(own).files().certificate();
    try (HookWorld world = world(receiver, Optional.of(other))) {
      world.push("v1", "one");
      awaitNote(world, "its TLS certificate or protocol is refused");
      assertThat(receiver.left()).isZero();
    }
  }

  @Test
  void receiverAtAnotherAddress_isNotTold_thoughItsAuthorityIsTrusted() throws Exception {
    Path authority = certificate.files().certificate();
    try (HookReceiver elsewhere =
            HookReceiver.overTls(TlsServers.context(certificate), "127.0.0.2");
        HookWorld world = world(elsewhere, Optional.of(authority))) {
      world.push("v1", "one");
      awaitNote(world, "its TLS certificate or protocol is refused");
      assertThat(elsewhere.left()).isZero();
    }
  }

  @Test
  void fileWithoutAuthorities_isAProblemOfTheStart() throws Exception {
    Path wrong = Files.writeString(folder.resolve("wrong.pem"), "-----BEGIN CERTIFICATE-----\nx");
    Path gone = folder.resolve("gone.pem");
    assertThat(WebhookSettings.DEFAULT.trusting(wrong).problems())
        .containsExactly(
            "`--webhook-ca`: `" + wrong + "` holds something that is no certificate in PEM");
    assertThat(WebhookSettings.DEFAULT.trusting(gone).problems())
        .containsExactly("`--webhook-ca`: `" + gone + "` is not there");
    assertThat(WebhookSettings.DEFAULT.trusting(certificate.files().certificate()).problems())
        .isEmpty();
  }
}
