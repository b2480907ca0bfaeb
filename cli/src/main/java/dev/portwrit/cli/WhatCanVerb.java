package dev.portwrit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.portwrit.access.Access;
import dev.portwrit.access.AccessRelation;
import dev.portwrit.access.Restriction;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code what-can}: everything that somebody can do, by which rule. */
final class WhatCanVerb implements Verb {
  @Override
  public String name() {
    return "what-can";
  }

  @Override
  public String operands() {
    return "SUBJECT";
  }

  @Override
  public String summary() {
    return "list everything that a subject can do, and by which rule";
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    Subject subject = QuestionText.subject(invocation.operands(1).get(0));
    String format = invocation.format();
    Policy policy = PolicyOpener.open(invocation);
    List<Access> edges = AccessRelation.of(policy.index()).whatCan(subject, policy.now());
    Console console = invocation.console();
    if (format.equals("json")) {
      console.print(Json.line(json -> write(json, edges)));
    } else {
      console.print(text(edges));
    }
    return ExitCode.YES;
  }

  private static void write(JsonGenerator json, List<Access> edges) throws IOException {
    json.writeStartObject();
    json.writeBooleanField("complete", true);
    json.writeArrayFieldStart("access");
    for (Access edge : edges) {
      write(json, edge);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Access edge) throws IOException {
    json.writeStartObject();
    json.writeStringField("action", edge.action().toString());
    json.writeStringField("repository", edge.repositories().value());
    json.writeArrayFieldStart("via");
    for (Subject step : edge.via()) {
      json.writeString(step.toString());
    }
    json.writeEndArray();
    json.writeStringField("rule", edge.rule().text());
    if (edge.rule().place().isPresent()) {
      Place place = edge.rule().place().get();
      json.writeStringField("file", place.file());
      json.writeNumberField("line", place.line());
    }
    if (edge.expires().isPresent()) {
      json.writeStringField("expires", edge.expires().get().toString());
    }
    json.writeArrayFieldStart("restrictions");
    for (Restriction restriction : edge.restrictions()) {
      json.writeString(restriction.toString());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** What the lines of one rule in one pattern have in common. */
  private record Given(String repositories, String by, String notes) {
    static Given of(Access edge) {
      String expires = edge.expires().map(end -> ", until " + end).orElse("");
      String notes =
          edge.restrictions().stream().map(Restriction::toString).collect(Collectors.joining("; "));
      return new Given(edge.repositories().value(), edge.rule() + expires, notes);
    }
  }

  // One line for all actions that one rule gives in one pattern with the same restrictions.
  private static String text(List<Access> edges) {
    Map<Given, List<String>> actions = new LinkedHashMap<>();
    for (Access edge : edges) {
      actions
          .computeIfAbsent(Given.of(edge), key -> new ArrayList<>())
          .add(edge.action().toString());
    }
    if (actions.isEmpty()) {
      return "nothing";
    }
    List<List<String>> rows = new ArrayList<>();
    actions.forEach(
        (given, held) ->
            rows.add(List.of(String.join(",", held), given.repositories, given.by, given.notes)));
    return Table.of(List.of("ACTIONS", "REPOSITORIES", "BY", "NOTES"), rows);
  }
}
