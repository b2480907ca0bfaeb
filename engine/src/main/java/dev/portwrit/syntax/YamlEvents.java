package dev.portwrit.syntax;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Place;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** The events of YAML text from some position on, with their places in the file. */
final class YamlEvents {
  // The scanner copies what it holds whenever it reads on inside one long token. Few large reads
  // keep a file that is one token from costing time that is quadratic in its length.
  private static final int READ_AHEAD = 1 << 16;

  private final NodeBuilder builder;
  private final int lineBefore;
  private final Iterator<Event> events;
  private int line;
  private int column;
  private int index;

  YamlEvents(String text, TextPosition start, NodeBuilder builder) {
    this.builder = builder;
    this.lineBefore = start.line() - 1;
    int rest = text.length() - start.offset();
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(builder.path())
            .setBufferSize(Math.min(rest + 1, READ_AHEAD))
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();
    this.events = new Parse(settings).parseReader(readerAt(text, start.offset())).iterator();
  }

  /** The next event. The parser of the library is entered here and nowhere else. */
  Event next() throws BrokenDocument {
    try {
      Event event = events.next();
      event.getStartMark().ifPresent(this::moveTo);
      return event;
    } catch (MarkedYamlEngineException e) {
      e.getProblemMark().ifPresent(this::moveTo);
      throw malformed(e);
    } catch (RuntimeException e) {
      // Such as a number that is too large for what the library made of an escape: the text is
      // wrong, whatever the library calls it.
      builder.error(
          place(),
          Code.MALFORMED,
          "this is not YAML: what begins here cannot be read",
          "look for an escape that stands for no character");
      throw new BrokenDocument();
    }
  }

  /** Where the last event begins, or where the text is broken. */
  Place place() {
    return new Place(builder.path(), lineBefore + line + 1, column + 1);
  }

  /** The same as code points from the position from which the text was read. */
  int index() {
    return index;
  }

  private void moveTo(Mark mark) {
    line = mark.getLine();
    column = mark.getColumn();
    index = mark.getIndex();
  }

  private BrokenDocument malformed(MarkedYamlEngineException e) {
    String context = Optional.ofNullable(e.getContext()).orElse("");
    String problem = Optional.ofNullable(e.getProblem()).orElse("");
    String cause = context.isEmpty() ? problem : context + ": " + problem;
    builder.error(
        place(),
        Code.MALFORMED,
        "this is not YAML: " + withoutPeriod(cause),
        help(context, problem));
    return new BrokenDocument();
  }

  private static String help(String context, String problem) {
    if (context.contains("alias")) {
      return "a pattern that begins with `*` is written in quotes, such as `\"*\"`";
    }
    if (problem.contains("cannot start any token")) {
      return problem.contains("TAB") ? "indent with spaces" : "write the text in quotes";
    }
    if (problem.contains("mapping values are not allowed")) {
      return "check the indentation of this line and of the one before; text with `: ` is written"
          + " in quotes";
    }
    return "check the indentation, the brackets and the quotes here and in the line before";
  }

  private static String withoutPeriod(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private static StringReader readerAt(String text, int offset) {
    StringReader reader = new StringReader(text);
    try {
      reader.skip(offset);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can be read", e);
    }
    return reader;
  }
}
