package dev.portwrit.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.gateway.exchange.BodyRoom;
import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.forward.AnswerRule.Checked;
import dev.portwrit.gateway.forward.AnswerRule.Verdict;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.junit.jupiter.api.Test;

class ManifestMemoryTest {
  private static final RepositoryName REPOSITORY = new RepositoryName("acme/api");
  private static final byte[] MANIFEST = "{}".getBytes(StandardCharsets.UTF_8);
  private static final Digest DIGEST = Digest.sha256(MANIFEST);
  private static final HttpFields ACCEPT = HttpFields.build().put(HttpHeader.ACCEPT, "*/*");
  private static final AnswerRule GOOD =
      (status, headers) ->
          new Verdict.Check(status, headers, body -> new Checked.Good(HttpFields.EMPTY));

  private final AtomicLong nanos = new AtomicLong();
  private final ManifestMemory memory =
      new ManifestMemory(10_000, BodyRoom.ofHeap(1 << 20), nanos::get);

  @Test
  void manifestWithItsDigest_isKnown() {
    asksWith(ACCEPT, GOOD).answer(HttpFields.EMPTY);
    assertThat(memory.knows(REPOSITORY, DIGEST, ACCEPT)).isTrue();
    assertThat(memory.knows(new RepositoryName("acme/other"), DIGEST, ACCEPT)).isFalse();
    assertThat(memory.knows(REPOSITORY, DIGEST, HttpFields.EMPTY)).isFalse();
  }

  @Test
  void whatWasOnItsWayWhileSomethingWasDeleted_isNotKnown() {
    Request request = asksWith(ACCEPT, GOOD);
    memory.forget(REPOSITORY);
    request.answer(HttpFields.EMPTY);
    assertThat(memory.knows(REPOSITORY, DIGEST, ACCEPT)).isFalse();
  }

  @Test
  void deleteByAnotherWay_isNoticedAfterAMinute() {
    asksWith(ACCEPT, GOOD).answer(HttpFields.EMPTY);
    nanos.addAndGet(ManifestMemory.AT_MOST.toNanos() - 1);
    assertThat(memory.knows(REPOSITORY, DIGEST, ACCEPT)).isTrue();
    nanos.addAndGet(1);
    assertThat(memory.knows(REPOSITORY, DIGEST, ACCEPT)).isFalse();
  }

  @Test
  void whatIsEncodedOrConditionalOrWrong_isNotKnown() {
    asksWith(ACCEPT, GOOD).answer(HttpFields.build().put(HttpHeader.CONTENT_ENCODING, "gzip"));
    assertThat(memory.knows(REPOSITORY, DIGEST, ACCEPT)).isFalse();
    HttpFields conditional = HttpFields.build(ACCEPT).put(HttpHeader.IF_NONE_MATCH, "\"x\"");
    asksWith(conditional, GOOD).answer(HttpFields.EMPTY);
    assertThat(memory.knows(REPOSITORY, DIGEST, conditional)).isFalse();
    ErrorAnswer wrong = ErrorAnswer.badGateway("wrong");
    asksWith(ACCEPT, (status, h) -> new Verdict.Check(status, h, body -> new Checked.Bad(wrong)))
        .answer(HttpFields.EMPTY);
    assertThat(memory.knows(REPOSITORY, DIGEST, ACCEPT)).isFalse();
  }

  private interface Request {
    void answer(HttpFields headers);
  }

  private Request asksWith(HttpFields headers, AnswerRule rule) {
    AnswerRule remembering = memory.remembering(REPOSITORY, DIGEST, headers, rule);
    return answer ->
        ((Verdict.Check) remembering.judge(200, answer)).check().check(MANIFEST.clone());
  }
}
