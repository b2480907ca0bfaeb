package dev.portwrit.audit;

import dev.portwrit.access.Access;
import dev.portwrit.access.AccessRelation;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The views of who can do what: by repository, by subject, and both at once. */
public final class Views {
  private Views() {}

  /**
   * Who can: a row for each repository, action and subject to whom {@code who-can} says yes.
   *
   * @param context what it is about
   * @return by repository, action and subject
   */
  public static Report whoCan(ViewContext context) {
    List<ViewRow> rows = new ArrayList<>();
    for (RepositoryName repository : context.repositories()) {
      for (Action action : Action.values()) {
        for (Subject subject : whoCan(context, action, repository)) {
          rows.add(
              ViewRow.of(repository.value(), action.toString(), subject.toString(), kind(subject)));
        }
      }
    }
    for (String cause : context.unknown()) {
      String unknown = ReportRow.UNKNOWN;
      rows.add(ViewRow.of(unknown, unknown, unknown + ": " + cause, unknown));
    }
    return new ViewReport(
        "who-can",
        context,
        List.of("repository", "action", "subject", "kind"),
        rows,
        context.isComplete());
  }

  /**
   * What can: a row for each subject, rule, pattern and set of tags, with all actions that the rule
   * gives there.
   *
   * @param context what it is about
   * @return by subject, then by the place of the rule
   */
  public static Report whatCan(ViewContext context) {
    AccessRelation relation = AccessRelation.of(context.index());
    Map<List<String>, List<String>> actions = new LinkedHashMap<>();
    for (Subject subject : subjects(context)) {
      for (Access edge : relation.whatCan(subject, context.now())) {
        if (context.includes(edge.repositories())) {
          actions
              .computeIfAbsent(given(subject, edge), key -> new ArrayList<>())
              .add(edge.action().toString());
        }
      }
    }
    List<ViewRow> rows = new ArrayList<>();
    actions.forEach(
        (given, held) -> {
          List<String> cells = new ArrayList<>(given);
          cells.add(2, String.join(",", held));
          rows.add(new ViewRow(cells));
        });
    return new ViewReport(
        "what-can",
        context,
        List.of(
            "subject", "kind", "actions", "repository", "tags", "rule", "file", "line", "expires"),
        rows,
        true);
  }

  private static List<String> given(Subject subject, Access edge) {
    return List.of(
        subject.toString(),
        kind(subject),
        edge.repositories().value(),
        AuditRow.tags(edge.restrictions()),
        edge.rule().text(),
        edge.rule().place().map(Place::file).orElse(""),
        edge.rule().place().map(place -> Integer.toString(place.line())).orElse(""),
        edge.expires().map(Expiry::written).orElse("never"));
  }

  /**
   * The matrix: a row for each subject, a column for each repository, and in a cell the role whose
   * actions the subject has there.
   *
   * @param context what it is about
   * @return by subject and repository
   */
  public static Report matrix(ViewContext context) {
    AccessMatrix matrix = AccessMatrix.of(context);
    List<String> columns = matrix.repositories().stream().map(RepositoryName::value).toList();
    List<ViewRow> rows = new ArrayList<>();
    matrix
        .roles()
        .forEach(
            (subject, roles) -> {
              List<String> row = new ArrayList<>(List.of(subject));
              for (byte role : roles) {
                row.add(role == 0 ? "" : AccessMatrix.ROLES.get(role).toString());
              }
              rows.add(new ViewRow(row));
            });
    for (String cause : context.unknown()) {
      List<String> row = new ArrayList<>(List.of(ReportRow.UNKNOWN + ": " + cause));
      row.addAll(Collections.nCopies(columns.size(), ReportRow.UNKNOWN));
      rows.add(new ViewRow(row));
    }
    return ViewReport.matrix(context, columns, rows);
  }

  static List<Subject> whoCan(ViewContext context, Action action, RepositoryName repository) {
    return context.holders(context.index(), action, repository, context.now());
  }

  /** Everybody, and all whom the policy names, or the one of the scope; sorted by text. */
  static List<Subject> subjects(ViewContext context) {
    if (context.scope().subject().isPresent()) {
      return List.of(context.scope().subject().get());
    }
    List<Subject> all = new ArrayList<>(List.of(new Subject.Anonymous()));
    all.addAll(context.index().memberships().individuals());
    return all;
  }

  static String kind(Subject subject) {
    String text = subject.toString();
    int colon = text.indexOf(':');
    return colon < 0 ? text : text.substring(0, colon);
  }
}
