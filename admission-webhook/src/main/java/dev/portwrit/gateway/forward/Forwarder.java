package dev.portwrit.gateway.forward;

import dev.portwrit.gateway.exchange.BodyRoom;
import dev.portwrit.gateway.exchange.CallerLimit;
import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.exchange.Exchange;
import dev.portwrit.gateway.exchange.WholeBody;
import dev.portwrit.gateway.request.ErrorCode;
import dev.portwrit.gateway.upstream.UpstreamHealth;
import java.io.EOFException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.ContentSourceRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;

/** Sends one operation upstream and streams the answer back, at the pace of the slower side. */
public final class Forwarder {
  private static final int RETRY_SECONDS = 5;

  private final UpstreamConnections upstream;
  private final BodyRoom room;
  private final CallerLimit limit = new CallerLimit(UpstreamConnections.MAX_OF_ONE_CALLER);

  /** Over those connections; what is checked whole takes its memory from the room. */
  public Forwarder(UpstreamConnections upstream, BodyRoom room) {
    this.upstream = upstream;
    this.room = room;
  }

  /** Returns at once; the exchange is answered when the registry answers, or fails to. */
  void forward(Exchange exchange, Forwarding forwarding, AnswerRule rule) {
    if (upstream.health().isDown()) {
      exchange.answerAndClose(
          ErrorAnswer.unavailable("the registry does not answer now", RETRY_SECONDS));
    } else if (exchange.enter(limit)) {
      forward(exchange, forwarding, rule, forwarding.isRead() ? 1 : 0);
    } else {
      exchange.answerAndClose(
          ErrorAnswer.of(429, ErrorCode.TOOMANYREQUESTS, "too many of your requests go on at once")
              .with(HttpHeader.RETRY_AFTER, Integer.toString(RETRY_SECONDS)));
    }
  }

  private void forward(
      Exchange exchange, Forwarding forwarding, AnswerRule rule, int furtherTries) {
    Request request = upstream.request(forwarding);
    request.headers(headers -> forwarding.headers().forEach(headers::put));
    Content.Source body = forwarding.body();
    if (body != null) {
      Content.Source checked =
          forwarding
              .digest()
              .<Content.Source>map(d -> new DigestCheckedSource(body, d))
              .orElse(body);
      request.body(new ContentSourceRequestContent(checked, null));
    }
    request.onResponseContentSource(
        (response, source) -> {
          upstream.health().answered();
          if (response.getStatus() == 401) {
            upstream.refused(forwarding);
          }
          answer(exchange, forwarding, response, source, rule);
        });
    request.send(
        result -> {
          noteFailure(forwarding, result);
          if (result.isFailed() && furtherTries > 0 && isWorthAnotherTry(result)) {
            forward(exchange, forwarding, rule, furtherTries - 1);
          } else if (result.isFailed()) {
            exchange.answer(errorOf(result.getFailure()));
          }
        });
  }

  /** What a body of a client did to its request says nothing of the registry. */
  private void noteFailure(Forwarding forwarding, Result result) {
    Throwable failure = result.getFailure();
    boolean isSilence =
        forwarding.body() == null
            ? UpstreamHealth.isNoAnswer(failure)
            : UpstreamHealth.isUnreachable(failure);
    if (isSilence && result.getResponse().getStatus() == 0) {
      upstream.health().failed(errorOf(failure).message());
    }
  }

  /** Whether the connection went away without a byte of an answer, as unused ones may any time. */
  private static boolean isWorthAnotherTry(Result result) {
    return result.getResponse().getStatus() == 0
        && (result.getFailure() instanceof EOFException
            || result.getFailure() instanceof ClosedChannelException);
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
      drop(body);
      exchange.answerWithoutBody(only.status(), only.headers());
    } else if (verdict instanceof AnswerRule.Verdict.Follow follow) {
      new StoredBlob(upstream, exchange, forwarding.method(), forwarding.headers(), follow.digest())
          .follow(body, follow.address());
    } else if (verdict instanceof AnswerRule.Verdict.Replace replace) {
      drop(body);
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
            drop(body);
            exchange.answer(
                ErrorAnswer.unavailable("too many manifests are being fetched", RETRY_SECONDS));
          } else {
            drop(body);
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

  /** Cuts off a body that nobody wants; its connection is not used again. */
  private static void drop(Content.Source body) {
    body.fail(new CancelledAnswer());
  }

  private static ErrorAnswer errorOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DigestCheckedSource.Mismatch mismatch) {
        return ErrorAnswer.of(400, ErrorCode.DIGEST_INVALID, mismatch.message());
      }
      if (cause instanceof TimeoutException) {
        return ErrorAnswer.unavailable("the registry took too long to answer", RETRY_SECONDS);
      }
    }
    return ErrorAnswer.unavailable("the registry cannot be reached", RETRY_SECONDS);
  }

  /** Nobody wants the rest of an answer. */
  private static final class CancelledAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CancelledAnswer() {
      super("the rest of the answer is not wanted", null, false, false);
    }
  }
}
