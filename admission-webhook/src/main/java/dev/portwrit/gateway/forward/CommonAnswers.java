package dev.portwrit.gateway.forward;

import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.forward.AnswerRule.Verdict;
import org.eclipse.jetty.http.HttpFields;

/** What holds of every answer of the registry. */
final class CommonAnswers {
  private CommonAnswers() {}

  /** Deals with what is never passed on, and leaves the rest to the operation's own rule. */
  static Verdict judge(int status, HttpFields headers, AnswerRule rule) {
    if (status == 401 || status == 407) {
      return replace("the registry does not accept the gateway's own credentials");
    }
    if (status >= 500) {
      return replace("the registry answered " + status);
    }
    return rule.judge(status, headers);
  }

  /** A client error or a "not modified", passed on; anything else is what we do not understand. */
  static Verdict passError(int status, HttpFields headers) {
    if (status == 304 || (status >= 400 && status < 500)) {
      return new Verdict.Pass(status, AnswerHeaders.passed(headers));
    }
    return replace("the registry answered " + status + ", which does not belong here");
  }

  static Verdict replace(String message) {
    return new Verdict.Replace(ErrorAnswer.badGateway(message));
  }
}
