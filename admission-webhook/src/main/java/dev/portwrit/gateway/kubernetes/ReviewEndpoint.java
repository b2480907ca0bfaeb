package dev.portwrit.gateway.kubernetes;

import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.exchange.Exchange;
import dev.portwrit.gateway.gate.DecisionRecords;
import dev.portwrit.gateway.gate.Gate;
import dev.portwrit.gateway.identity.Authentication.Authenticated;
import dev.portwrit.gateway.request.ErrorCode;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** {@code POST /admission-review}: a validating admission webhook of Kubernetes. */
public final class ReviewEndpoint {
  private final Gate gate;
  private final ReviewJudgement judgement;

  /**
   * Before one registry.
   *
   * @param gate the gate of the registry
   * @param address host and port under which images are pulled from it, in lower case; empty if
   *     nobody said
   * @param log where decisions are written down
   */
  public ReviewEndpoint(Gate gate, Optional<String> address, DecisionRecords.Log log) {
    this.gate = gate;
    this.judgement = new ReviewJudgement(new ImageJudgement(gate, address), log);
  }

  /** Answers one, for a cluster that logged in. */
  public void answer(Exchange exchange, Authenticated caller, byte[] body) {
    if (caller.access().isPresent()) {
      // A token was issued for repositories, and a review may name any.
      exchange.answer(
          ErrorAnswer.of(403, ErrorCode.DENIED, "a review needs the login itself, not a token"));
      return;
    }
    try {
      Review review = Review.parse(body);
      String version = gate.policy().version();
      ReviewAnswer answer = judgement.judge(caller.subject(), review, version);
      HttpFields json = HttpFields.build().put(HttpHeader.CONTENT_TYPE, "application/json");
      exchange.answer(200, json, answer.json(review.uid(), version));
    } catch (Review.Unreadable e) {
      exchange.answer(ErrorAnswer.of(400, ErrorCode.UNSUPPORTED, String.valueOf(e.getMessage())));
    }
  }
}
