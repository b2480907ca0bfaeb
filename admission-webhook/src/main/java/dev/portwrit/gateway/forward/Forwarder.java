package dev.portwrit.gateway.forward;

import dev.portwrit.gateway.exchange.BodyRoom;
import dev.portwrit.gateway.exchange.CallerLimit;
import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.exchange.Exchange;
import dev.portwrit.gateway.exchange.WholeBody;
import dev.portwrit.gateway.request.ErrorCode;
import java.util.Optional;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;

/** Sends one operation upstream and streams the answer back, at the pace of the slower side. */
public final class Forwarder {
  private final UpstreamConnections upstream;
  private final Sending sending;
  private final BodyRoom room;
  private final SharedManifests manifests;
  private final CallerLimit limit = new CallerLimit(UpstreamConnections.MAX_OF_ONE_CALLER);

  /** Over those connections; what is checked whole takes its memory from the room. */
  public Forwarder(UpstreamConnections upstream, BodyRoom room) {
    this.upstream = upstream;
    this.sending = new Sending(upstream);
    this.room = room;
    this.manifests = new SharedManifests(sending, room, upstream.client().getScheduler());
  }

  /** Returns at once; the exchange is answered when the registry answers, or fails to. */
  void forward(Exchange exchange, Forwarding forwarding, AnswerRule rule) {
    if (admits(exchange)) {
      sending.send(forwarding, new Streamed(exchange, forwarding, rule));
    }
  }

  /**
   * The same for a GET of a manifest, which may be answered by a read that began after it came, and
   * was made for others too.
   */
  void forwardManifest(Exchange exchange, Forwarding forwarding, AnswerRule rule) {
    if (forwarding.headers().contains(HttpHeader.IF_NONE_MATCH)) {
      // What one has already says nothing to another.
      forward(exchange, forwarding, rule);
    } else if (admits(exchange)) {
      manifests.read(exchange, forwarding, rule);
    }
  }

  private boolean admits(Exchange exchange) {
    Optional<ErrorAnswer> obstacle = sending.obstacle();
    if (obstacle.isPresent()) {
      exchange.answerAndClose(obstacle.get());
      return false;
    }
    if (exchange.enter(limit)) {
      return true;
    }
    exchange.answerAndClose(
        ErrorAnswer.of(429, ErrorCode.TOOMANYREQUESTS, "too many of your requests go on at once")
            .with(HttpHeader.RETRY_AFTER, Integer.toString(Sending.RETRY_SECONDS)));
    return false;
  }

  /** Streams an answer to the one who asked. */
  private final class Streamed implements Sending.Receiver {
    private final Exchange exchange;
    private final Forwarding forwarding;
    private final AnswerRule rule;

    Streamed(Exchange exchange, Forwarding forwarding, AnswerRule rule) {
      this.exchange = exchange;
      this.forwarding = forwarding;
      this.rule = rule;
    }

    @Override
    public void answered(Response response, Content.Source body) {
      answer(exchange, forwarding, response, body, rule);
    }

    @Override
    public void failed(ErrorAnswer error) {
      exchange.answer(error);
    }
  }

  private void answer(
      Exchange exchange,
      Forwarding forwarding,
      Response response,
      Content.Source body,
      AnswerRule rule) {
    AnswerRule.Verdict verdict =
        CommonAnswers.judge(response.getStatus(), response.getHeaders(), rule);
    if (verdict instanceof AnswerRule.Verdict.Pass pass) {
      exchange.answer(pass.status(), pass.headers(), body);
    } else if (verdict instanceof AnswerRule.Verdict.Check check) {
      check(exchange, body, check);
    } else if (verdict instanceof AnswerRule.Verdict.HeadersOnly only) {
      Sending.drop(body);
      exchange.answerWithoutBody(only.status(), only.headers());
    } else if (verdict instanceof AnswerRule.Verdict.Follow follow) {
      new StoredBlob(upstream, exchange, forwarding.method(), forwarding.headers(), follow.digest())
          .follow(body, follow.address());
    } else if (verdict instanceof AnswerRule.Verdict.Replace replace) {
      Sending.drop(body);
      exchange.answer(replace.error());
    }
  }

  private void check(Exchange exchange, Content.Source body, AnswerRule.Verdict.Check verdict) {
    WholeBody.read(
        body,
        BodyRoom.MAX_BODY_BYTES,
        exchange.shareOf(room)::take,
        Invocable.InvocationType.NON_BLOCKING,
        outcome -> {
          if (outcome instanceof WholeBody.Outcome.Whole whole) {
            answerChecked(exchange, verdict, whole.bytes());
          } else if (outcome instanceof WholeBody.Outcome.NoRoom) {
            Sending.drop(body);
            exchange.answer(Sending.noRoom());
          } else {
            Sending.drop(body);
            exchange.answer(
                ErrorAnswer.badGateway("the registry's answer broke off or is too large"));
          }
        });
  }

  private static void answerChecked(
      Exchange exchange, AnswerRule.Verdict.Check verdict, byte[] body) {
    AnswerRule.Checked checked = verdict.check().check(body);
    if (checked instanceof AnswerRule.Checked.Good good) {
      HttpFields.Mutable headers = HttpFields.build(verdict.headers());
      good.further().forEach(headers::put);
      exchange.answer(verdict.status(), headers, body);
    } else if (checked instanceof AnswerRule.Checked.Bad bad) {
      exchange.answer(bad.error());
    }
  }
}
