package dev.portwrit.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.portwrit.decision.Decision;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers one JSON question a line, in order, as a stream: it holds one line at a time.
 *
 * <p>A line in is {@code {"subject":…,"action":…,"repository":…,"tag":…}} with the tag optional;
 * blank lines are skipped. A line that is no question is answered too, and the run goes on.
 */
final class Batch {
  private final PolicyIndex index;
  private final Instant now;
  private final JsonFactory factory =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private boolean someWereNone;
  private boolean someAreUnknown;

  Batch(PolicyIndex index, Instant now) {
    this.index = index;
    this.now = now;
  }

  /** Answers all lines; the exit code is that of {@code can --batch}. */
  ExitCode run(InputStream in, OutputStream out) throws IOException {
    QuestionLines lines = new QuestionLines(in);
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setRootValueSeparator(null);
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (!line.isBlank()) {
          answer(line, lines.wasTooLong(), json);
          json.writeRaw('\n');
        }
      }
    }
    return someWereNone ? ExitCode.WRONG : someAreUnknown ? ExitCode.UNDETERMINED : ExitCode.YES;
  }

  private void answer(String line, boolean tooLong, JsonGenerator json) throws IOException {
    Question question;
    try {
      if (tooLong) {
        throw new NoQuestion("a line has at most " + QuestionLines.MAX_LENGTH + " characters");
      }
      question = read(line);
    } catch (NoQuestion e) {
      someWereNone = true;
      DecisionJson.writeError(json, e.text);
      return;
    }
    Decision decision = index.decide(question);
    someAreUnknown |= decision instanceof Decision.Indeterminate;
    DecisionJson.write(json, decision);
  }

  private Question read(String line) throws NoQuestion, IOException {
    String subject = null;
    String action = null;
    String repository = null;
    String tag = null;
    try (JsonParser parser = factory.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new NoQuestion("a question is a JSON object");
      }
      for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
        switch (key) {
          case "subject" -> subject = text(parser, key);
          case "action" -> action = text(parser, key);
          case "repository" -> repository = text(parser, key);
          case "tag" -> tag = text(parser, key);
          default -> throw new NoQuestion("a question has no `" + key + "`");
        }
      }
      if (parser.nextToken() != null) {
        throw new NoQuestion("one question a line, nothing behind it");
      }
    } catch (JsonProcessingException e) {
      throw new NoQuestion("not JSON: " + e.getOriginalMessage());
    }
    return question(subject, action, repository, tag);
  }

  private static String text(JsonParser parser, String key) throws IOException, NoQuestion {
    if (parser.nextToken() != JsonToken.VALUE_STRING) {
      throw new NoQuestion("`" + key + "` is text");
    }
    return parser.getText();
  }

  private Question question(
      @Nullable String subject,
      @Nullable String action,
      @Nullable String repository,
      @Nullable String tag)
      throws NoQuestion {
    return new Question(
        required("subject", subject, Subject::parse),
        required("action", action, Action::parse),
        required("repository", repository, RepositoryName::parse),
        tag == null ? Optional.empty() : Optional.of(required("tag", tag, Tag::parse)),
        now);
  }

  private interface Reader<T> {
    Optional<T> parse(String text);
  }

  private static <T> T required(String key, @Nullable String text, Reader<T> reader)
      throws NoQuestion {
    if (text == null) {
      throw new NoQuestion("a question needs `" + key + "`");
    }
    return reader.parse(text).orElseThrow(() -> new NoQuestion("`" + text + "` is not a " + key));
  }

  /** A line that is no question, with the reason; it carries no stack, since it is expected. */
  private static final class NoQuestion extends Exception {
    private static final long serialVersionUID = 1;
    private final String text;

    NoQuestion(String text) {
      super(text, null, false, false);
      this.text = text;
    }
  }
}
