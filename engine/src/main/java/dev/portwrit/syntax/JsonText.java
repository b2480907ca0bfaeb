package dev.portwrit.syntax;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads JSON (RFC 8259): one document. Numbers and booleans are text as they are written. */
final class JsonText {
  // Our own bounds come first; these only keep the library from using its own.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Limits.MAX_DEPTH + 1)
                  .maxNumberLength(Limits.MAX_FILE_BYTES)
                  .maxStringLength(Limits.MAX_FILE_BYTES)
                  .maxNameLength(Limits.MAX_FILE_BYTES)
                  .build())
          .build();

  private final String text;
  private final NodeBuilder builder;
  private final TextPosition position;

  JsonText(String text, NodeBuilder builder) {
    this.text = text;
    this.builder = builder;
    this.position = new TextPosition(text);
  }

  List<Document> documents() {
    List<Document> documents = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(text)) {
      documents.add(new Document(node(parser, parser.nextToken(), 1), true));
      if (parser.nextToken() != null) {
        throw malformed(place(parser), "a JSON file holds one document");
      }
    } catch (JsonProcessingException e) {
      malformed(placeOf(e), withoutLocation(e.getOriginalMessage()));
      addFirstKey(documents);
    } catch (BrokenDocument e) {
      addFirstKey(documents);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can be read", e);
    }
    return documents;
  }

  private void addFirstKey(List<Document> documents) {
    if (documents.isEmpty()) {
      FirstKey.of(text, new Place(builder.path(), 1, 1)).ifPresent(documents::add);
    }
  }

  private Node node(JsonParser parser, @Nullable JsonToken token, int depth)
      throws IOException, BrokenDocument {
    Place place = place(parser);
    if (token == null) {
      throw malformed(place, "there is no value");
    }
    if (depth > Limits.MAX_DEPTH) {
      builder.error(
          place,
          Code.TOO_DEEP,
          "values nest deeper than " + Limits.MAX_DEPTH + " levels",
          "no document of a policy needs more than six");
      throw new BrokenDocument();
    }
    if (!builder.count(1)) {
      builder.error(
          place,
          Code.TOO_MANY_VALUES,
          "the file holds more than " + Limits.MAX_FILE_VALUES + " values",
          "split it: documents may stand in any file");
      throw new BrokenDocument();
    }
    return switch (token) {
      case START_OBJECT -> mapping(parser, place, depth);
      case START_ARRAY -> sequence(parser, place, depth);
      case VALUE_NULL -> new Node.Missing(place);
      default -> builder.scalar(place, parser.getText());
    };
  }

  private Node mapping(JsonParser parser, Place place, int depth)
      throws IOException, BrokenDocument {
    List<Node.Entry> entries = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Node.Scalar key = builder.scalar(place(parser), parser.currentName());
      entries.add(new Node.Entry(key, node(parser, parser.nextToken(), depth + 1)));
    }
    return builder.mapping(place, entries);
  }

  private Node sequence(JsonParser parser, Place place, int depth)
      throws IOException, BrokenDocument {
    List<Node> items = new ArrayList<>();
    for (JsonToken item = parser.nextToken();
        item != JsonToken.END_ARRAY;
        item = parser.nextToken()) {
      items.add(node(parser, item, depth + 1));
    }
    return new Node.Sequence(place, items);
  }

  private BrokenDocument malformed(Place place, String cause) {
    builder.error(
        place,
        Code.MALFORMED,
        "this is not JSON: " + cause,
        "check the commas, the brackets and the quotes here and in the line before");
    return new BrokenDocument();
  }

  private Place place(JsonParser parser) {
    position.advanceTo((int) parser.currentTokenLocation().getCharOffset());
    return position.place(builder.path());
  }

  private Place placeOf(JsonProcessingException e) {
    TextPosition broken = new TextPosition(text);
    broken.advanceTo((int) Math.max(e.getLocation().getCharOffset(), 0));
    return broken.place(builder.path());
  }

  private static String withoutLocation(String message) {
    int at = message.indexOf(" (start marker at ");
    String cut = at < 0 ? message : message.substring(0, at);
    return Character.toLowerCase(cut.charAt(0)) + cut.substring(1);
  }
}
