package dev.portwrit.gateway.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.admission.Refusal;
import dev.portwrit.decision.Rule;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.List;
import java.util.Optional;

/** Denies, in words and in JSON, as {@link Refusal} lists the keys. */
public final class RefusalText {
  private RefusalText() {}

  /** The deny of a role. */
  public static Refusal ofRole(
      Subject subject, Action action, RepositoryName repository, Rule rule) {
    String needed =
        switch (action) {
          case PULL -> "pull";
          case PUSH, OVERWRITE -> "push";
          case DELETE -> "maintain";
          case ADMINISTER -> "admin";
        };
    String preposition = action == Action.PULL ? "from" : "in";
    String wayOut =
        subject instanceof Subject.Anonymous
            ? "log in"
            : "ask an owner of `" + repository + "` for the role `" + needed + "`";
    String message =
        "`%s` may not %s %s `%s`: %s; %s"
            .formatted(subject, action, preposition, repository, rule, wayOut);
    return new Refusal(
        subject,
        action,
        repository,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        rule,
        message,
        List.of(wayOut));
  }

  /** The deny as JSON. */
  public static ObjectNode json(Refusal refusal) {
    ObjectNode json = Json.object();
    json.put("decision", "deny");
    json.put("subject", refusal.subject().toString());
    json.put("action", refusal.action().toString());
    json.put("repository", refusal.repository().value());
    refusal.tag().map(Tag::value).ifPresent(tag -> json.put("tag", tag));
    refusal.current().map(Digest::value).ifPresent(digest -> json.put("current", digest));
    refusal.pushed().map(Digest::value).ifPresent(digest -> json.put("pushed", digest));
    json.put("rule", refusal.rule().text());
    refusal
        .rule()
        .place()
        .ifPresent(place -> json.put("file", place.file()).put("line", place.line()));
    json.put("message", refusal.message());
    refusal.waysOut().forEach(json.putArray("waysOut")::add);
    return json;
  }
}
