package dev.portwrit.expectation;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.diagnostic.Problems;
import dev.portwrit.policy.Subject;
import dev.portwrit.source.PolicyFile;
import dev.portwrit.syntax.Document;
import dev.portwrit.syntax.Node;
import dev.portwrit.syntax.ParsedFile;
import dev.portwrit.syntax.PolicyParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one file of expectations: a list, or several documents that are lists. */
final class ExpectationReader {
  private static final Set<String> KEYS =
      Set.of("can", "who-can", "expect", "rule", "at", "because");

  private final PolicyFile file;
  private final Problems problems = new Problems();

  ExpectationReader(PolicyFile file) {
    this.file = file;
  }

  Expectations read() {
    ParsedFile parsed = PolicyParser.parse(file);
    problems.addAll(parsed.problems());
    List<Expectation> all = new ArrayList<>();
    for (Document document : parsed.documents()) {
      if (document.complete()) {
        readList(document.root(), all);
      }
    }
    return new Expectations(all, problems.list());
  }

  private void readList(Node root, List<Expectation> all) {
    if (!(root instanceof Node.Sequence list)) {
      shape(root.place(), "expectations are a list");
      return;
    }
    for (Node item : list.items()) {
      if (item instanceof Node.Mapping mapping) {
        readExpectation(mapping).ifPresent(all::add);
      } else {
        shape(item.place(), "an expectation is a mapping");
      }
    }
  }

  private Optional<Expectation> readExpectation(Node.Mapping mapping) {
    Map<String, Node> values = new HashMap<>();
    boolean known = true;
    for (Node.Entry entry : mapping.entries()) {
      values.put(entry.key().text(), entry.value());
      if (!KEYS.contains(entry.key().text())) {
        shape(
            entry.key().place(),
            Printable.quote(entry.key().text()) + " is no key of an expectation");
        known = false;
      }
    }
    Node can = values.get("can");
    Node whoCan = values.get("who-can");
    Node expect = values.get("expect");
    if (!known) {
      return Optional.empty();
    }
    if ((can == null) == (whoCan == null)) {
      shape(mapping.place(), "an expectation has either `can` or `who-can`");
      return Optional.empty();
    }
    if (expect == null) {
      shape(mapping.place(), "an expectation has `expect`");
      return Optional.empty();
    }
    if (whoCan != null && values.containsKey("rule")) {
      shape(values.get("rule").place(), "`rule` goes with `can`, since `who-can` has many");
      return Optional.empty();
    }
    return can != null
        ? readCan(mapping.place(), can, expect, values)
        : readWhoCan(mapping.place(), whoCan, expect, values);
  }

  private Optional<Expectation> readCan(
      Place place, Node can, Node expect, Map<String, Node> values) {
    Optional<String> question = text(can);
    Optional<String> answer = text(expect);
    Optional<Moment> at = moment(values.get("at"));
    Optional<String> rule = optionalText(values.get("rule"));
    Optional<String> because = optionalText(values.get("because"));
    if (Stream.of(question, answer, at, rule, because).anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    List<String> words = QuestionText.words(question.get());
    Optional<Subject> subject = words.size() == 3 ? Subject.parse(words.get(0)) : Optional.empty();
    Optional<QuestionText> target = subject.flatMap(some -> QuestionText.parse(words, 1));
    if (subject.isEmpty() || target.isEmpty()) {
      question(can.place(), question.get(), "`SUBJECT ACTION REPOSITORY[:TAG]`");
      return Optional.empty();
    }
    if (!answer.get().equals("allow") && !answer.get().equals("deny")) {
      problems.error(
          expect.place(),
          Code.EXPECTATION_ANSWER,
          Printable.quote(answer.get()) + " is no answer",
          "`can` expects `allow` or `deny`");
      return Optional.empty();
    }
    return Optional.of(
        new Expectation.Can(
            place,
            subject.get(),
            target.get().action(),
            target.get().repository(),
            target.get().tag(),
            at.get().instant(),
            answer.get().equals("allow"),
            rule.filter(text -> !text.isEmpty()),
            because.filter(text -> !text.isEmpty())));
  }

  private Optional<Expectation> readWhoCan(
      Place place, Node whoCan, Node expect, Map<String, Node> values) {
    Optional<String> question = text(whoCan);
    Optional<Moment> at = moment(values.get("at"));
    Optional<List<Subject>> subjects = subjects(expect);
    Optional<String> because = optionalText(values.get("because"));
    if (Stream.of(question, at, subjects, because).anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    Optional<QuestionText> target = QuestionText.parse(QuestionText.words(question.get()), 0);
    if (target.isEmpty()) {
      question(whoCan.place(), question.get(), "`ACTION REPOSITORY[:TAG]`");
      return Optional.empty();
    }
    return Optional.of(
        new Expectation.WhoCan(
            place,
            target.get().action(),
            target.get().repository(),
            target.get().tag(),
            at.get().instant(),
            subjects.get(),
            because.filter(text -> !text.isEmpty())));
  }

  /** The instant that an expectation names, if it names one. */
  private record Moment(Optional<Instant> instant) {}

  private Optional<List<Subject>> subjects(Node node) {
    if (!(node instanceof Node.Sequence list)) {
      problems.error(
          node.place(),
          Code.EXPECTATION_ANSWER,
          "`who-can` expects a list",
          "write `[]` where nobody can");
      return Optional.empty();
    }
    List<Subject> subjects = new ArrayList<>();
    for (Node item : list.items()) {
      Optional<String> text = text(item);
      Optional<Subject> subject = text.flatMap(Subject::parse).filter(some -> !isGroup(some));
      if (text.isPresent() && subject.isEmpty()) {
        problems.error(
            item.place(),
            Code.EXPECTATION_ANSWER,
            Printable.quote(text.get()) + " is no single subject",
            "`who-can` lists `user:NAME`, `service:ORGANIZATION/NAME` and `anonymous`, since teams"
                + " and organizations are expanded");
      }
      subject.ifPresent(subjects::add);
    }
    return subjects.size() == list.items().size() ? Optional.of(subjects) : Optional.empty();
  }

  private static boolean isGroup(Subject subject) {
    return subject instanceof Subject.Team || subject instanceof Subject.Organization;
  }

  private Optional<Moment> moment(@Nullable Node node) {
    if (node == null) {
      return Optional.of(new Moment(Optional.empty()));
    }
    Optional<String> text = text(node);
    Optional<Instant> instant = text.flatMap(QuestionText::instant);
    if (text.isPresent() && instant.isEmpty()) {
      problems.error(
          node.place(),
          Code.EXPECTATION_QUESTION,
          Printable.quote(text.get()) + " is neither a date nor an instant",
          "write a date such as `2026-12-01`, which is its last moment in UTC, or an instant such"
              + " as `2026-12-01T12:00:00Z`");
    }
    return instant.map(some -> new Moment(Optional.of(some)));
  }

  private Optional<String> text(Node node) {
    if (node instanceof Node.Scalar scalar) {
      return Optional.of(scalar.text());
    }
    shape(node.place(), "text is expected here");
    return Optional.empty();
  }

  /** The text in one line; empty text where there is no such key. */
  private Optional<String> optionalText(@Nullable Node node) {
    return node == null
        ? Optional.of("")
        : text(node).map(text -> Printable.escape(text.strip().replace('\n', ' ')));
  }

  private void question(Place place, String text, String form) {
    problems.error(
        place,
        Code.EXPECTATION_QUESTION,
        Printable.quote(text) + " is not a question",
        "write it as "
            + form
            + "; actions are `pull`, `push`, `overwrite`, `delete`, `administer`");
  }

  private void shape(Place place, String message) {
    problems.error(
        place,
        Code.EXPECTATION_SHAPE,
        message,
        "`- {can: user:bob push acme/pay/api:v1, expect: allow}` or `- {who-can: pull"
            + " acme/pay/api, expect: [user:bob]}`, perhaps with `at`, `rule`, `because`");
  }
}
