package dev.portwrit.syntax;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Place;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.events.Event;

/**
 * Reads the documents of YAML 1.2 text. A document that is broken ends at the next line that begins
 * with {@code ---}: such a line begins a document wherever it stands, in quoted text too (YAML
 * 1.2.2, section 9.1.2), so that what follows is read as if nothing had happened.
 */
final class YamlText {
  private final String text;
  private final NodeBuilder builder;
  private final List<Document> documents = new ArrayList<>();
  private boolean full;

  YamlText(String text, NodeBuilder builder) {
    this.text = text;
    this.builder = builder;
  }

  List<Document> documents() {
    TextPosition position = new TextPosition(text);
    while (position.offset() < text.length() && !full) {
      readFrom(position);
    }
    return documents;
  }

  /** Reads until the end or a broken document, and moves to where the next one begins. */
  private void readFrom(TextPosition position) {
    YamlEvents events = new YamlEvents(text, position, builder);
    int documentIndex = 0;
    try {
      for (Event event = events.next();
          event.getEventId() != Event.ID.StreamEnd && !full;
          event = events.next()) {
        documentIndex = events.index();
        if (event.getEventId() == Event.ID.DocumentStart) {
          checkCount(events);
          add(new YamlNodes(events, builder).document());
        }
      }
      position.advanceTo(text.length());
    } catch (BrokenDocument e) {
      full = full || builder.isFull();
      position.advanceBy(documentIndex);
      int begin = position.offset();
      Place place = position.place(builder.path());
      position.advanceBy(Math.max(events.index() - documentIndex, 1));
      position.advanceTo(nextDocument(position.offset()));
      FirstKey.of(text.substring(begin, position.offset()), place).ifPresent(this::add);
    }
  }

  private void checkCount(YamlEvents events) throws BrokenDocument {
    if (documents.size() == Limits.MAX_FILE_DOCUMENTS) {
      full = true;
      builder.error(
          events.place(),
          Code.TOO_MANY_DOCUMENTS,
          "the file holds more than " + Limits.MAX_FILE_DOCUMENTS + " documents",
          "split it: documents may stand in any file");
      throw new BrokenDocument();
    }
  }

  private void add(Document document) {
    if (!(document.root() instanceof Node.Missing)) {
      documents.add(document);
    }
  }

  /** The offset of the next line that begins a document, or the end. */
  private int nextDocument(int from) {
    int at = text.indexOf("\n---", from - 1);
    while (at >= 0 && !endsMarker(at + 4)) {
      at = text.indexOf("\n---", at + 1);
    }
    return at < 0 ? text.length() : at + 1;
  }

  private boolean endsMarker(int offset) {
    return offset == text.length() || Character.isWhitespace(text.charAt(offset));
  }
}
