package dev.portwrit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.portwrit.decision.Question;
import dev.portwrit.history.Answer;
import dev.portwrit.history.Timeline;
import dev.portwrit.history.Turn;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.SignatureVerdict;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;

/** The history of an answer, for people and in JSON. */
final class HistoryText {
  private static final String INDENT = "  ";
  private static final String UNKNOWN_COMMIT = "which merged commit did it is unknown: ";

  private final Question question;
  private final Timeline timeline;
  private final Map<String, SignatureVerdict> signatures;

  /**
   * The text of a history.
   *
   * @param signatures of all commits of its turns, by their identifiers
   */
  HistoryText(Question question, Timeline timeline, Map<String, SignatureVerdict> signatures) {
    this.question = question;
    this.timeline = timeline;
    this.signatures = Map.copyOf(signatures);
  }

  void print(Console console) {
    console.print(question + ": " + timeline.now().word() + ", " + timeline.now().reason());
    for (Turn turn : timeline.turns()) {
      console.print(
          turn.at()
              + INDENT
              + turn.before().word()
              + " -> "
              + turn.after().word()
              + INDENT
              + (turn.expired() ? "expired, with the policies of " : "")
              + line(turn.commit()));
      console.print(INDENT + turn.after().reason());
      if (!turn.expired()) {
        console.print(INDENT + people(turn.commit()));
      }
      turn.unknown().ifPresent(cause -> console.print(INDENT + UNKNOWN_COMMIT + cause));
      turn.merge()
          .ifPresent(
              merge -> console.print(INDENT + "merged by " + line(merge) + ", " + people(merge)));
    }
    timeline
        .edge()
        .ifPresent(
            edge ->
                console.print(
                    "unknown before "
                        + edge.time()
                        + ": this clone is shallow and ends at commit "
                        + edge.shortId()
                        + "; `git fetch --unshallow` brings the rest"));
  }

  private static String line(CommitInfo commit) {
    return commit.shortId() + " " + commit.subject();
  }

  private String people(CommitInfo commit) {
    String author = commit.author().toString();
    String committer = commit.committer().toString();
    String by = author.equals(committer) ? author : author + ", committed by " + committer;
    SignatureVerdict verdict = verdict(commit);
    return verdict instanceof SignatureVerdict.SignedBy signed
        ? "by " + by + ", signed by " + signed.signer()
        : "by " + by + ", no known signature: " + ((SignatureVerdict.Refused) verdict).cause();
  }

  private SignatureVerdict verdict(CommitInfo commit) {
    return Objects.requireNonNull(signatures.get(commit.id()));
  }

  String json() {
    return Json.pretty(this::write);
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("question", question.toString());
    json.writeFieldName("answer");
    write(json, timeline.now());
    json.writeBooleanField("complete", timeline.isComplete());
    json.writeArrayFieldStart("turns");
    for (Turn turn : timeline.turns()) {
      json.writeStartObject();
      json.writeStringField("at", turn.at().toString());
      json.writeBooleanField("expired", turn.expired());
      json.writeFieldName("commit");
      write(json, turn.commit());
      if (turn.merge().isPresent()) {
        json.writeFieldName("merge");
        write(json, turn.merge().get());
      }
      if (turn.unknown().isPresent()) {
        json.writeStringField("unknown", UNKNOWN_COMMIT + turn.unknown().get());
      }
      json.writeFieldName("before");
      write(json, turn.before());
      json.writeFieldName("after");
      write(json, turn.after());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("passed-over");
    for (CommitInfo commit : timeline.passedOver()) {
      json.writeString(commit.id());
    }
    json.writeEndArray();
    if (timeline.edge().isPresent()) {
      json.writeStringField("unknown-before", timeline.edge().get().id());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Answer answer) throws IOException {
    if (answer instanceof Answer.Given given) {
      DecisionJson.write(json, given.decision());
      return;
    }
    json.writeStartObject();
    json.writeStringField("decision", answer instanceof Answer.None ? "none" : "indeterminate");
    json.writeStringField("error", answer.reason());
    json.writeEndObject();
  }

  private void write(JsonGenerator json, CommitInfo commit) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", commit.id());
    json.writeStringField("subject", commit.subject());
    write(json, "author", commit.author());
    write(json, "committer", commit.committer());
    if (verdict(commit) instanceof SignatureVerdict.SignedBy signed) {
      json.writeStringField("signer", signed.signer());
    } else {
      json.writeNullField("signer");
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String field, CommitInfo.Person person)
      throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("name", person.name());
    json.writeStringField("email", person.email());
    json.writeStringField("time", person.time().toString());
    json.writeEndObject();
  }
}
