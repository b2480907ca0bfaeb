package dev.portwrit.gateway.forward;

import dev.portwrit.gateway.exchange.BodyRoom;
import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.exchange.Exchange;
import dev.portwrit.gateway.exchange.SharedReads;
import dev.portwrit.gateway.exchange.WholeBody;
import dev.portwrit.gateway.forward.AnswerRule.Checked;
import dev.portwrit.gateway.forward.AnswerRule.Verdict;
import dev.portwrit.gateway.request.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Manifests that are read for all who ask for them at the same time, by the rule of {@link
 * SharedReads}. Whether somebody may have one was decided before, for each by itself. The body is
 * whole in memory before anybody is given it, so a slow client holds nobody up; each request takes
 * room for it as if it were alone.
 */
final class SharedManifests {
  private static final Logger LOG = LoggerFactory.getLogger(SharedManifests.class);

  private static final long PATIENCE_MILLIS = 1000;
  private static final int MOST_WAITING = 4096;

  private final Sending sending;
  private final BodyRoom room;
  private final SharedReads<Key, Asker> reads;

  /** All that is sent upstream; requests that differ in it are different reads. */
  private record Key(String target, String accept) {
    static Key of(Forwarding forwarding) {
      return new Key(
          forwarding.target(),
          Optional.ofNullable(forwarding.headers().get(HttpHeader.ACCEPT)).orElse(""));
    }
  }

  private record Asker(
      Exchange exchange, BodyRoom.Share share, Forwarding forwarding, AnswerRule rule) {
    void answer(ErrorAnswer error) {
      exchange.guard(() -> exchange.answer(error));
    }

    void answer(int status, HttpFields headers, byte[] body) {
      exchange.guard(() -> exchange.answer(status, headers, body));
    }
  }

  SharedManifests(Sending sending, BodyRoom room, Scheduler scheduler) {
    this.sending = sending;
    this.room = room;
    this.reads =
        new SharedReads<>(
            (key, askers, end) -> begin(new Reading(askers, end)),
            asker -> asker.exchange().threads(),
            Optional.of(new SharedReads.Patience(scheduler, PATIENCE_MILLIS)),
            MOST_WAITING);
  }

  /** Answers with the manifest, or what the registry says instead, once it has said it. */
  void read(Exchange exchange, Forwarding forwarding, AnswerRule rule) {
    Asker asker = new Asker(exchange, exchange.shareOf(room), forwarding, rule);
    if (!reads.join(Key.of(forwarding), asker)) {
      asker.answer(
          ErrorAnswer.unavailable("too many ask for this manifest", Sending.RETRY_SECONDS));
    }
  }

  private void begin(Reading reading) {
    Optional<ErrorAnswer> obstacle = sending.obstacle();
    if (obstacle.isPresent()) {
      reading.failed(obstacle.get());
      return;
    }
    reading.guard(() -> sending.send(reading.first.forwarding(), reading));
  }

  /** One read and for whom it is made. */
  private static final class Reading implements Sending.Receiver {
    private final Asker first;
    private final List<Asker> askers;
    private final Runnable end;

    Reading(List<Asker> askers, Runnable end) {
      this.first = askers.get(0);
      this.askers = new CopyOnWriteArrayList<>(askers);
      this.end = end;
    }

    /** What nobody foresaw becomes an answer to everybody. */
    void guard(Runnable stage) {
      try {
        stage.run();
      } catch (RuntimeException e) {
        LOG.error("a shared read failed inside the gateway", e);
        failed(ErrorAnswer.of(500, ErrorCode.UNAVAILABLE, "the gateway failed at this request"));
      }
    }

    @Override
    public void failed(ErrorAnswer error) {
      end.run();
      askers.forEach(asker -> asker.answer(error));
    }

    @Override
    public void ended() {
      end.run();
    }

    @Override
    public void answered(Response response, Content.Source body) {
      guard(
          () -> {
            Verdict verdict =
                CommonAnswers.judge(response.getStatus(), response.getHeaders(), first.rule());
            if (verdict instanceof Verdict.Check check) {
              readWhole(body, check);
            } else if (verdict instanceof Verdict.Pass pass) {
              readWhole(body, unchecked(pass));
            } else if (verdict instanceof Verdict.Replace replace) {
              failed(replace.error());
              Sending.drop(body);
            } else {
              throw new IllegalStateException("a manifest is not answered like this");
            }
          });
    }

    private static Verdict.Check unchecked(Verdict.Pass pass) {
      HttpFields headers = HttpFields.build(pass.headers()).remove(HttpHeader.CONTENT_LENGTH);
      return new Verdict.Check(pass.status(), headers, body -> new Checked.Good(HttpFields.EMPTY));
    }

    private void readWhole(Content.Source body, Verdict.Check check) {
      WholeBody.read(
          body,
          BodyRoom.MAX_BODY_BYTES,
          this::takeRoom,
          Invocable.InvocationType.NON_BLOCKING,
          outcome -> guard(() -> take(outcome, body, check)));
    }

    /** Each takes it; who has none left is answered so, and the others go on. */
    private boolean takeRoom(int bytes) {
      askers.removeIf(
          asker -> {
            boolean hasRoom = asker.share().take(bytes);
            if (!hasRoom) {
              asker.answer(Sending.noRoom());
            }
            return !hasRoom;
          });
      return !askers.isEmpty();
    }

    private void take(WholeBody.Outcome outcome, Content.Source body, Verdict.Check verdict) {
      if (outcome instanceof WholeBody.Outcome.Whole whole) {
        answer(verdict, whole.bytes());
      } else {
        failed(ErrorAnswer.badGateway("the registry's answer broke off or is too large"));
        Sending.drop(body);
      }
    }

    private void answer(Verdict.Check verdict, byte[] body) {
      Checked checked = verdict.check().check(body);
      if (checked instanceof Checked.Good good) {
        end.run();
        HttpFields.Mutable headers = HttpFields.build(verdict.headers());
        good.further().forEach(headers::put);
        askers.forEach(asker -> asker.answer(verdict.status(), headers, body));
      } else if (checked instanceof Checked.Bad bad) {
        failed(bad.error());
      }
    }
  }
}
