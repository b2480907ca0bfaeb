package dev.portwrit.audit;

import dev.portwrit.access.AccessRelation;
import dev.portwrit.decision.Entitlement;
import dev.portwrit.decision.Rule;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Service;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.User;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What stands in policies or a registry and gives or is nobody's. */
public final class OrphanView {
  private final ViewContext context;
  private final List<ViewRow> rows = new ArrayList<>();

  private OrphanView(ViewContext context) {
    this.context = context;
  }

  /**
   * Accounts that nobody has, users and services who have nothing, teams without members, grants
   * that reach nobody or match no repository that is declared or live.
   *
   * @param context what it is about
   * @return by kind; of policies by place, of a registry by name
   */
  public static Report of(ViewContext context) {
    OrphanView view = new OrphanView(context);
    view.accounts();
    view.teams();
    view.people();
    view.grants();
    return new ViewReport(
        "orphans",
        context,
        List.of("kind", "name", "file", "line", "why"),
        view.rows,
        context.isComplete());
  }

  private void accounts() {
    context
        .live()
        .ifPresent(
            live ->
                live.strangers()
                    .forEach(
                        account ->
                            rows.add(
                                ViewRow.of("account", account, "", "", "no policy names it"))));
    context
        .evidence()
        .live()
        .ifPresent(
            live ->
                live.unknown()
                    .forEach(
                        line -> rows.add(ViewRow.of("account", ReportRow.UNKNOWN, "", "", line))));
  }

  private void teams() {
    context.index().workspace().teams().stream()
        .sorted(Comparator.comparing(Team::place))
        .filter(team -> context.index().memberships().individualsIn(team.subject()).isEmpty())
        .forEach(team -> add("team", team.subject().toString(), team.place(), "nobody is in it"));
  }

  private void people() {
    AccessRelation relation = AccessRelation.of(context.index());
    for (User user : context.index().workspace().users()) {
      person("user", user.subject(), user.place(), relation);
    }
    for (Service service : context.index().workspace().services()) {
      person("service", service.subject(), service.place(), relation);
    }
  }

  private void person(String kind, Subject subject, Place place, AccessRelation relation) {
    boolean hasNothing =
        relation.whatCan(subject, context.now()).stream()
            .allMatch(edge -> edge.via().contains(new Subject.Anonymous()));
    if (hasNothing) {
      add(kind, subject.toString(), place, "it has nothing that not everybody has");
    }
  }

  private void grants() {
    List<RepositoryName> repositories =
        new ViewContext(
                context.index(),
                context.revision(),
                context.now(),
                AuditScope.ALL,
                context.evidence())
            .repositories();
    for (Entitlement given : context.index().entitlements()) {
      if (given.kind() == Rule.Kind.GRANT && given.isInForceAt(context.now())) {
        String name = given.rule().text();
        boolean isOfNobody =
            !(given.subject() instanceof Subject.Anonymous)
                && context.index().memberships().individualsIn(given.subject()).isEmpty();
        if (isOfNobody) {
          add("grant", name, given.place(), "nobody is in " + given.subject());
        }
        // What could not be read may hold it, and another registry was not looked at.
        if (context.isComplete()
            && context.includes(given.repositories())
            && !context.mayLieElsewhere(given.repositories())
            && matchesNone(given.repositories(), repositories)) {
          add("grant", name, given.place(), "it matches no repository that there is");
        }
      }
    }
  }

  private static boolean matchesNone(RepositoryPattern pattern, List<RepositoryName> names) {
    return names.stream().noneMatch(pattern::matches);
  }

  private void add(String kind, String name, Place place, String why) {
    rows.add(ViewRow.of(kind, name, place.file(), Integer.toString(place.line()), why));
  }
}
