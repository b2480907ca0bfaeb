package dev.portwrit.language;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.diagnostic.Problems;
import dev.portwrit.diagnostic.Suggestion;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Names;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Settings.SigningKey;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.syntax.Document;
import dev.portwrit.syntax.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the documents of one file, each alone. */
final class DraftReader {
  private final Problems problems;

  DraftReader(Problems problems) {
    this.problems = problems;
  }

  /** What a document says; empty if it is not known what it is or what it defines. */
  Optional<Draft> read(Document document) {
    if (!(document.root() instanceof Node.Mapping mapping)) {
      problems.error(
          document.root().place(),
          Code.WRONG_SHAPE,
          "a document is keys with values",
          "begin with what it is, such as `team: …`");
      return Optional.empty();
    }
    if (mapping.entries().isEmpty()) {
      reportUnknown(mapping.place(), "this document says nothing", "");
      return Optional.empty();
    }
    Node.Scalar first = mapping.entries().get(0).key();
    Optional<DocumentKind> kind = DocumentKind.of(first.text());
    if (kind.isEmpty()) {
      if (document.complete()) {
        reportUnknown(first, mapping);
      }
      return Optional.empty();
    }
    int before = problems.size();
    if (document.complete()) {
      new Shape.Fields(kind.get().keys()).checkContent(mapping, problems);
    }
    boolean complete = document.complete() && problems.size() == before && !problems.isFull();
    return read(kind.get(), new Values(mapping), complete);
  }

  private Optional<Draft> read(DocumentKind kind, Values values, boolean complete) {
    return switch (kind) {
      case SETTINGS -> Optional.of(settings(values));
      case ORGANIZATION -> organization(values, complete);
      case TEAM -> team(values);
      case SERVICE -> service(values);
      case USER -> user(values);
      case REPOSITORY, REPOSITORIES -> new RepositoriesReader(problems).read(kind, values);
      case PROTECTION -> new ProtectionReader(problems).protection(values, complete);
      case EXCEPTION -> new ProtectionReader(problems).exception(values);
      case REGISTRY -> new RegistryReader(problems).read(values, complete);
    };
  }

  private static Draft settings(Values values) {
    Values guardrails = values.mapping("guardrails");
    Map<Placed<String>, Map<String, String>> parameters = new LinkedHashMap<>();
    for (Node.Entry entry : guardrails.entries("settings")) {
      if (entry.value() instanceof Node.Mapping one) {
        parameters.put(
            new Placed<>(entry.key().text(), entry.key().place()), new Values(one).allTexts());
      }
    }
    return new Draft.Settings(
        values.place(),
        values.list("admins", Mention::person),
        values.text("removal-budget").flatMap(text -> BudgetForm.parse(text.text())),
        values.list("require-signed", key -> Optional.of(new SigningKey(key.text(), key.place()))),
        guardrails.placedList("standard", DraftReader::name),
        parameters);
  }

  private Optional<Draft> organization(Values values, boolean complete) {
    Optional<Placed<String>> found = placedName(values, "organization");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Placed<String> name = found.get();
    List<Placed<RepositoryName>> namespaces =
        values.placedList("namespaces", RepositoryName::parse);
    boolean readable = complete;
    if (complete && namespaces.isEmpty()) {
      Optional<RepositoryName> own = RepositoryName.parse(name.value());
      own.ifPresentOrElse(
          space -> namespaces.add(new Placed<>(space, name.place())),
          () -> reportNoNamespace(name));
      readable = own.isPresent();
    }
    List<Member> owners = values.list("owners", Mention::person);
    Optional<Role> role = values.word("default", Role.values());
    Organization organization =
        new Organization(
            values.place(),
            name.value(),
            values.textOrNothing("description"),
            namespaces.stream().map(Placed::value).toList(),
            owners,
            values.list("members", Mention::person),
            role.orElse(Role.NONE),
            values.placeOf("default"));
    return Optional.of(new Draft.Organization(name, namespaces, organization, readable));
  }

  private static Optional<Draft> team(Values values) {
    return values
        .text("team")
        .flatMap(OwnedName::parse)
        .map(
            name ->
                new Draft.Team(
                    values.place(),
                    name,
                    values.textOrNothing("description"),
                    values.list("members", Mention::member),
                    accounts(values)));
  }

  private static Optional<Draft> service(Values values) {
    return values
        .text("service")
        .flatMap(OwnedName::parse)
        .map(
            name ->
                new Draft.Service(
                    values.place(), name, values.textOrNothing("description"), accounts(values)));
  }

  private static Optional<Draft> user(Values values) {
    return placedName(values, "user")
        .map(
            name ->
                new Draft.User(
                    values.place(), name, values.textOrNothing("description"), accounts(values)));
  }

  static Optional<Placed<String>> placedName(Values values, String key) {
    return values
        .text(key)
        .filter(text -> Names.isName(text.text()))
        .map(text -> new Placed<>(text.text(), text.place()));
  }

  private static List<Draft.Account> accounts(Values values) {
    return values.texts("accounts").stream()
        .map(
            text ->
                new Draft.Account(new Placed<>(text.key().text(), text.key().place()), text.text()))
        .toList();
  }

  private static Optional<String> name(String text) {
    return Names.isName(text) ? Optional.of(text) : Optional.empty();
  }

  private void reportNoNamespace(Placed<String> name) {
    problems.error(
        name.place(),
        Code.NOT_A_REPOSITORY,
        "organization "
            + Printable.quote(name.value())
            + " owns no names, since its own is not the"
            + " name of a repository",
        "say with `namespaces` what it owns");
  }

  private void reportUnknown(Node.Scalar first, Node.Mapping mapping) {
    Optional<String> later =
        mapping.entries().stream()
            .map(entry -> entry.key().text())
            .filter(key -> DocumentKind.of(key).isPresent())
            .findFirst();
    String nearest = Suggestion.didYouMean(first.text(), DocumentKind.heads());
    String hint =
        nearest.isEmpty()
            ? later.map(key -> "if it is `" + key + "`, move that key to the top").orElse("")
            : nearest;
    reportUnknown(
        first.place(), Printable.quote(first.text()) + " is not what a document can be", hint);
  }

  private void reportUnknown(Place place, String message, String hint) {
    String heads =
        DocumentKind.heads().stream().map(Printable::quote).collect(Collectors.joining(", "));
    problems.error(
        place,
        Code.UNKNOWN_DOCUMENT,
        message,
        "a document begins with one of " + heads + (hint.isEmpty() ? "" : "; " + hint));
  }
}
