package dev.portwrit.gateway.write;

import dev.portwrit.decision.Rule;
import dev.portwrit.gateway.upstream.Header;
import dev.portwrit.gateway.upstream.UpstreamAnswer;
import dev.portwrit.gateway.upstream.UpstreamAnswer.Answered;
import dev.portwrit.gateway.upstream.UpstreamAnswer.NoAnswer;
import dev.portwrit.gateway.write.WriteOutcome.BadGateway;
import dev.portwrit.gateway.write.WriteOutcome.Unavailable;
import dev.portwrit.gateway.write.WriteOutcome.UpstreamAnswered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is passed on of what the registry answered. */
final class Answers {
  private static final Set<String> PASSED_ON = Set.of("content-type", "retry-after");

  private Answers() {}

  /** The outcome where the registry did not do what it was asked. */
  static WriteOutcome failure(UpstreamAnswer answer, Duration retryAfter) {
    if (answer instanceof NoAnswer none) {
      return new Unavailable(none.cause(), retryAfter);
    }
    Answered answered = (Answered) answer;
    if (answered.status() == 401 || answered.status() == 407) {
      return new BadGateway("the registry does not accept the gateway's own login");
    }
    if (answered.status() < 400) {
      return new BadGateway("the registry answered " + answered.status());
    }
    List<Header> headers =
        answered.headers().stream()
            .filter(header -> PASSED_ON.contains(header.name().toLowerCase(Locale.ROOT)))
            .toList();
    return new UpstreamAnswered(answered.status(), headers, answered.body());
  }

  /** A header for each protection that would have refused. */
  static List<Header> warnings(List<Rule> rules) {
    List<Header> headers = new ArrayList<>();
    for (Rule rule : rules) {
      String text = (rule + " would refuse this").replace("\\", "").replace("\"", "'");
      headers.add(new Header("Warning", "299 - \"" + text + "\""));
    }
    return headers;
  }
}
