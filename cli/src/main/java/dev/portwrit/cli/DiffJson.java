package dev.portwrit.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.region.Box;
import dev.portwrit.region.Region;
import dev.portwrit.review.Cause;
import dev.portwrit.review.Change;
import dev.portwrit.review.GovernanceChanges;
import dev.portwrit.review.Move;
import dev.portwrit.review.RegistryAccount;
import dev.portwrit.review.Review;
import dev.portwrit.review.Undetermined;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A comparison in JSON: an entry for each subject, action and pattern. It is written as it is made,
 * since of a large company it can be larger than the memory.
 */
final class DiffJson {
  private final JsonGenerator json;

  private DiffJson(JsonGenerator json) {
    this.json = json;
  }

  static void write(OutputStream out, Review review, GovernanceChanges governance)
      throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      new DiffJson(json).write(review, governance);
      json.writeRaw('\n');
    }
  }

  private void write(Review review, GovernanceChanges governance) throws IOException {
    json.writeStartObject();
    writeChanges("expands", review.expands());
    writeChanges("restricts", review.restricts());
    json.writeArrayFieldStart("moved");
    for (Move move : review.moved()) {
      for (Subject subject : move.subjects()) {
        for (Action action : move.actions()) {
          begin(subject, action, new Region(move.box(), List.of()), move.after());
          json.writeStringField("witness", move.witness().toString());
          json.writeObjectFieldStart("before");
          writeCause(move.before());
          json.writeEndObject();
          json.writeEndObject();
        }
      }
    }
    json.writeEndArray();
    writeAccounts(review.accounts());
    writeUnknown(review);
    GovernanceDiff.write(json, governance);
    json.writeNumberField("unchanged", review.unchanged());
    json.writeEndObject();
  }

  private void writeChanges(String field, List<Change> changes) throws IOException {
    json.writeArrayFieldStart(field);
    for (Change change : changes) {
      for (Subject subject : change.subjects()) {
        for (Action action : change.actions()) {
          begin(subject, action, change.region(), change.cause());
          if (change.protectedTags()) {
            json.writeBooleanField("protected", true);
          }
          json.writeStringField("witness", change.witness().toString());
          writeFrom(change.from());
          json.writeEndObject();
        }
      }
    }
    json.writeEndArray();
  }

  private void writeFrom(Optional<Instant> from) throws IOException {
    if (from.isPresent()) {
      json.writeStringField("from", from.get().toString());
    }
  }

  private void writeAccounts(List<RegistryAccount> accounts) throws IOException {
    json.writeArrayFieldStart("accounts");
    for (RegistryAccount one : accounts) {
      json.writeStartObject();
      json.writeStringField("registry", one.registry());
      json.writeStringField("subject", one.subject().toString());
      if (one.before().isPresent()) {
        json.writeStringField("before", one.before().get());
      }
      if (one.after().isPresent()) {
        json.writeStringField("after", one.after().get());
      }
      json.writeStringField("file", one.place().file());
      json.writeNumberField("line", one.place().line());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeUnknown(Review review) throws IOException {
    json.writeArrayFieldStart("unknown");
    for (Undetermined one : review.unknown()) {
      for (Subject subject : one.subjects()) {
        for (Action action : one.actions()) {
          begin(subject, action, one.region(), one.cause());
          json.writeStringField("reason", one.reason());
          writeFrom(one.from());
          json.writeEndObject();
        }
      }
    }
    if (review.openFrom().isPresent()) {
      json.writeStartObject();
      json.writeStringField("reason", DiffWords.TOO_MUCH_ENDS);
      writeFrom(review.openFrom());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void begin(Subject subject, Action action, Region region, Cause cause)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("subject", subject.toString());
    json.writeStringField("action", action.toString());
    Box box = region.box();
    json.writeStringField("repository", box.repositories().get(0).value());
    if (!box.tags().isEmpty()) {
      json.writeStringField("tags", box.tags().get(0).value());
    }
    writeRest(box);
    if (!region.except().isEmpty()) {
      json.writeArrayFieldStart("except");
      for (Box one : region.except()) {
        json.writeString(text(one));
      }
      json.writeEndArray();
    }
    writeCause(cause);
  }

  // What only several patterns together can say.
  private void writeRest(Box box) throws IOException {
    if (box.repositories().size() < 2 && box.tags().size() < 2) {
      return;
    }
    json.writeObjectFieldStart("within");
    json.writeArrayFieldStart("repositories");
    for (RepositoryPattern pattern : box.repositories()) {
      json.writeString(pattern.value());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("tags");
    for (TagPattern pattern : box.tags()) {
      json.writeString(pattern.value());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeCause(Cause cause) throws IOException {
    json.writeStringField("via", DiffWords.via(cause));
    json.writeStringField("file", cause.place().file());
    json.writeNumberField("line", cause.place().line());
  }

  /** {@code REPOSITORIES} or {@code REPOSITORIES:TAGS}; no pattern of repositories has a colon. */
  private static String text(Box box) {
    String repositories = box.repositories().get(0).value();
    return box.isWhole() ? repositories : repositories + ":" + box.tags().get(0).value();
  }
}
