package dev.portwrit.syntax;

import dev.portwrit.diagnostic.Problems;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Reads the documents of YAML text in which there is no problem, for their layout. */
final class LayoutReader {
  private final YamlEvents events;

  private LayoutReader(String text) {
    NodeBuilder builder = new NodeBuilder("", new Problems());
    this.events = new YamlEvents(text, new TextPosition(text), builder);
  }

  /**
   * A document with a value.
   *
   * @param start where its marker stands, or where it begins without one
   */
  record Laid(int start, LayoutNode root) {}

  /**
   * All documents that have a value.
   *
   * @throws BrokenDocument if there is a problem after all
   */
  static List<Laid> read(String text) throws BrokenDocument {
    LayoutReader reader = new LayoutReader(text);
    List<Laid> documents = new ArrayList<>();
    for (Event event = reader.events.next();
        event.getEventId() != Event.ID.StreamEnd;
        event = reader.events.next()) {
      if (event.getEventId() == Event.ID.DocumentStart) {
        int start = index(event.getStartMark().orElseThrow());
        LayoutNode root = reader.node(reader.events.next());
        if (!root.isMissing()) {
          documents.add(new Laid(start, root));
        }
      }
    }
    return documents;
  }

  private LayoutNode node(Event event) throws BrokenDocument {
    int start = index(event.getStartMark().orElseThrow());
    int end = index(event.getEndMark().orElseThrow());
    if (event instanceof AliasEvent alias) {
      String name = alias.getAlias().toString();
      return new LayoutNode(LayoutNode.Form.ALIAS, null, name, false, start, end);
    }
    String anchor = ((NodeEvent) event).getAnchor().map(Object::toString).orElse(null);
    if (event instanceof ScalarEvent scalar) {
      return new LayoutNode(form(scalar), anchor, scalar.getValue(), false, start, end);
    }
    return collection((CollectionStartEvent) event, anchor, start, end);
  }

  private LayoutNode collection(
      CollectionStartEvent event, @Nullable String anchor, int start, int end)
      throws BrokenDocument {
    boolean mapping = event.getEventId() == Event.ID.MappingStart;
    LayoutNode.Form form = mapping ? LayoutNode.Form.MAPPING : LayoutNode.Form.SEQUENCE;
    LayoutNode collection = new LayoutNode(form, anchor, "", event.isFlow(), start, end);
    Event.ID last = mapping ? Event.ID.MappingEnd : Event.ID.SequenceEnd;
    Event next = events.next();
    while (next.getEventId() != last) {
      LayoutNode first = node(next);
      LayoutNode value = mapping ? node(events.next()) : first;
      collection.elements.add(new LayoutNode.Element(mapping ? first : null, value, first.start));
      collection.end = value.end;
      next = events.next();
    }
    if (event.isFlow()) {
      collection.end = index(next.getEndMark().orElseThrow());
    }
    return collection;
  }

  private static LayoutNode.Form form(ScalarEvent scalar) {
    return switch (scalar.getScalarStyle()) {
      case LITERAL, FOLDED -> LayoutNode.Form.BLOCK;
      case DOUBLE_QUOTED, SINGLE_QUOTED -> LayoutNode.Form.QUOTED;
      case JSON_SCALAR_STYLE, PLAIN -> LayoutNode.Form.PLAIN;
    };
  }

  private static int index(Mark mark) {
    return mark.getIndex();
  }
}
