package dev.portwrit.syntax;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.diagnostic.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Makes the nodes of one YAML document from its events. */
final class YamlNodes {
  /** What an alias repeats: how many values it stands for, and how many levels lie below it. */
  private record Anchored(Node node, int values, int height) {}

  private final YamlEvents events;
  private final NodeBuilder builder;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int deepest;
  private boolean complete = true;

  YamlNodes(YamlEvents events, NodeBuilder builder) {
    this.events = events;
    this.builder = builder;
  }

  /** The document whose first event comes next. */
  Document document() throws BrokenDocument {
    Node root = node(events.next(), 1);
    return new Document(root, complete);
  }

  private Node node(Event event, int depth) throws BrokenDocument {
    Place place = events.place();
    if (event instanceof AliasEvent alias) {
      return repeat(alias, place, depth);
    }
    checkDepth(place, depth);
    count(place, 1);
    Optional<String> anchor = ((NodeEvent) event).getAnchor().map(Object::toString);
    if (anchor.isEmpty()) {
      return newNode(event, place, depth);
    }
    int valuesBefore = builder.values() - 1;
    int deepestBefore = deepest;
    deepest = depth;
    Node node = newNode(event, place, depth);
    anchors.put(anchor.get(), new Anchored(node, builder.values() - valuesBefore, deepest - depth));
    deepest = Math.max(deepest, deepestBefore);
    return node;
  }

  private Node newNode(Event event, Place place, int depth) throws BrokenDocument {
    if (event instanceof ScalarEvent scalar) {
      checkTag(scalar.getTag(), place);
      return isMissing(scalar) ? new Node.Missing(place) : builder.scalar(place, scalar.getValue());
    }
    checkTag(((CollectionStartEvent) event).getTag(), place);
    return event.getEventId() == Event.ID.MappingStart
        ? mapping(place, depth)
        : sequence(place, depth);
  }

  private Node sequence(Place place, int depth) throws BrokenDocument {
    List<Node> items = new ArrayList<>();
    for (Event item = events.next();
        item.getEventId() != Event.ID.SequenceEnd;
        item = events.next()) {
      items.add(node(item, depth + 1));
    }
    return new Node.Sequence(place, items);
  }

  private Node mapping(Place place, int depth) throws BrokenDocument {
    List<Node.Entry> entries = new ArrayList<>();
    for (Event key = events.next(); key.getEventId() != Event.ID.MappingEnd; key = events.next()) {
      boolean merge = isMergeKey(key);
      Node keyNode = node(key, depth + 1);
      Node value = node(events.next(), depth + 1);
      if (merge) {
        builder.error(
            keyNode.place(),
            Code.MERGE_KEY,
            "merge keys are not part of a policy",
            "write the keys out, or use an alias for each value");
        complete = false;
      } else if (keyNode instanceof Node.Scalar text) {
        entries.add(new Node.Entry(text, value));
      } else {
        builder.error(
            keyNode.place(), Code.KEY_NOT_TEXT, "a key is text", "write a name before the colon");
      }
    }
    return builder.mapping(place, entries);
  }

  private Node repeat(AliasEvent alias, Place place, int depth) throws BrokenDocument {
    String name = alias.getAlias().toString();
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      builder.error(
          place,
          Code.UNKNOWN_ANCHOR,
          "the alias " + Printable.quote("*" + name) + " has no anchor before it",
          "if it is a pattern, write it in quotes: `\"*" + name + "\"`");
      complete = false;
      return new Node.Missing(place);
    }
    checkDepth(place, depth + anchored.height());
    count(place, anchored.values());
    return anchored.node();
  }

  private void checkDepth(Place place, int depth) throws BrokenDocument {
    deepest = Math.max(deepest, depth);
    if (depth > Limits.MAX_DEPTH) {
      builder.error(
          place,
          Code.TOO_DEEP,
          "values nest deeper than " + Limits.MAX_DEPTH + " levels",
          "no document of a policy needs more than six");
      throw new BrokenDocument();
    }
  }

  private void count(Place place, int values) throws BrokenDocument {
    if (!builder.count(values)) {
      builder.error(
          place,
          Code.TOO_MANY_VALUES,
          "the file holds more than " + Limits.MAX_FILE_VALUES + " values, aliases written out",
          "split it: documents may stand in any file");
      throw new BrokenDocument();
    }
  }

  private void checkTag(Optional<String> tag, Place place) {
    if (tag.isPresent()) {
      String written = tag.get().replace("tag:yaml.org,2002:", "!!");
      builder.error(
          place,
          Code.YAML_TAG,
          "the tag " + Printable.quote(written) + " is not part of a policy",
          "remove it: text is taken as it is written");
    }
  }

  private static boolean isMissing(ScalarEvent scalar) {
    return scalar.isPlain() && isMissing(scalar.getValue());
  }

  /** Whether text without quotes stands for a value that is not there. */
  static boolean isMissing(String plain) {
    return switch (plain) {
      case "", "~", "null", "Null", "NULL" -> true;
      default -> false;
    };
  }

  private static boolean isMergeKey(Event key) {
    return key instanceof ScalarEvent scalar && scalar.isPlain() && scalar.getValue().equals("<<");
  }
}
