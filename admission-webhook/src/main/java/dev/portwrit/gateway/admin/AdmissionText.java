package dev.portwrit.gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.decision.Rule;
import dev.portwrit.gateway.exchange.Json;
import dev.portwrit.gateway.exchange.RefusalText;
import dev.portwrit.gateway.write.PushAnswer;
import dev.portwrit.gateway.write.PushQuestion;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The answer to a push that somebody thinks of, in JSON: {@code decision} ({@code allow}, {@code
 * deny} or {@code indeterminate}), the question, and {@code message}, {@code warnings} or the keys
 * of a refusal, as {@code Refusal} lists them.
 */
public final class AdmissionText {
  private AdmissionText() {}

  /**
   * The answer as text.
   *
   * @param question what was asked
   * @param answer what was answered
   * @return one JSON object in one line
   */
  public static String of(PushQuestion question, PushAnswer answer) {
    return new String(Json.bytes(json(question, answer)), StandardCharsets.UTF_8);
  }

  static ObjectNode json(PushQuestion question, PushAnswer answer) {
    if (answer instanceof PushAnswer.Denied denied) {
      return RefusalText.json(denied.refusal());
    }
    if (answer instanceof PushAnswer.Unfit unfit) {
      return json("deny", question).put("message", unfit.message());
    }
    if (answer instanceof PushAnswer.Undetermined undetermined) {
      return json("indeterminate", question).put("message", undetermined.cause());
    }
    ObjectNode json = json("allow", question);
    List<Rule> warnings = ((PushAnswer.Allowed) answer).warnings();
    if (!warnings.isEmpty()) {
      ArrayNode array = json.putArray("warnings");
      warnings.forEach(rule -> array.add(rule.toString()));
    }
    return json;
  }

  private static ObjectNode json(String decision, PushQuestion question) {
    return Json.object()
        .put("decision", decision)
        .put("subject", question.subject().toString())
        .put("action", "push")
        .put("repository", question.repository().value())
        .put("tag", question.tag().value())
        .put("pushed", question.digest().value());
  }
}
