package dev.portwrit.cli;

import dev.portwrit.diagnostic.MarkdownText;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.region.Region;
import dev.portwrit.review.Cause;
import dev.portwrit.review.ChangeGroup;
import dev.portwrit.review.ChangeGroups;
import dev.portwrit.review.GovernanceChanges;
import dev.portwrit.review.KeyChange;
import dev.portwrit.review.Move;
import dev.portwrit.review.RegistryAccount;
import dev.portwrit.review.Review;
import dev.portwrit.review.Undetermined;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A comparison as a comment on a pull request, no longer than a code host takes. Where there is no
 * room for all, what expands goes first, protected tags and what is public before the rest, then
 * what is unknown, and names beyond the first few of a row come last; how much is not shown is
 * said.
 */
final class DiffMarkdown {
  private static final String GAINED = "Witnesses: deny &rarr; allow";
  private static final String LOST = "Witnesses: allow &rarr; deny";

  private final ComparedPolicies policies;
  private final Review review;
  private final GovernanceChanges governance;
  private final Replay replay;
  private final DeclaredCount declared;
  private final NamedSubjects everybody;
  private final CommentRoom room = CommentRoom.ofComparison();

  DiffMarkdown(
      ComparedPolicies policies, Review review, GovernanceChanges governance, Replay replay) {
    this.policies = policies;
    this.review = review;
    this.governance = governance;
    this.replay = replay;
    this.declared = new DeclaredCount(List.of(policies.before(), policies.after()));
    this.everybody = NamedSubjects.in(policies);
  }

  void print(Console console) {
    console.print("### " + heading());
    console.print("");
    console.print(DiffWords.summary(review) + GovernanceDiff.summary(governance));
    // What is made first has the room.
    List<ChangeGroup> more = ChangeGroups.of(review.expands(), policies.after());
    List<ChangeGroup> less = ChangeGroups.of(review.restricts(), policies.before());
    CommentTable expands = changes("Expands");
    CommentTable expandsLater = changes("Expands later");
    fill(more, expands, expandsLater);
    CommentTable accounts = accounts();
    CommentTable settings = governance("Settings", governance.settings());
    CommentTable registries = governance("Registries", governance.registries());
    CommentTable unknown = unknown();
    CommentTable restricts = changes("Restricts");
    CommentTable restrictsLater = changes("Restricts later");
    fill(less, restricts, restrictsLater);
    CommentTable moved = moved();
    List.of(
            expands,
            expandsLater,
            accounts,
            settings,
            registries,
            unknown,
            restricts,
            restrictsLater,
            moved)
        .forEach(CommentTable::widen);
    expands.lines(GAINED).forEach(console::print);
    restricts.lines(LOST).forEach(console::print);
    expandsLater.lines(GAINED).forEach(console::print);
    restrictsLater.lines(LOST).forEach(console::print);
    accounts.lines("").forEach(console::print);
    moved.lines("").forEach(console::print);
    settings.lines("").forEach(console::print);
    registries.lines("").forEach(console::print);
    unknown.lines("").forEach(console::print);
    review.openFrom().ifPresent(from -> console.print(tooMuchEnds(from)));
  }

  private String heading() {
    if (!review.isSame()) {
      return "Access changes";
    }
    return governance.isEmpty()
        ? "No access changes"
        : "No access changes, but settings or registries do";
  }

  private CommentTable governance(String heading, List<KeyChange> changes) {
    CommentTable table = table(heading, GovernanceDiff.COLUMNS);
    GovernanceDiff.fill(table, changes);
    return table;
  }

  private static String tooMuchEnds(Instant from) {
    return "\n**Unknown what differs "
        + DiffWords.when(from)
        + ":** "
        + DiffWords.TOO_MUCH_ENDS
        + ".";
  }

  private CommentTable table(String heading, String columns) {
    return new CommentTable(room, heading, columns, replay.diffCommand());
  }

  private CommentTable changes(String heading) {
    return table(heading, "| | action | who | where | declared | cause |");
  }

  /** Fills the tables of now and later: of both what is marked before anything that is not. */
  private void fill(List<ChangeGroup> groups, CommentTable now, CommentTable later) {
    for (boolean isMarked : List.of(true, false)) {
      List<ChangeGroup> some =
          groups.stream().filter(group -> mark(group).isEmpty() != isMarked).toList();
      DiffWords.now(some).forEach(group -> add(group, now));
      DiffWords.later(some).forEach(group -> add(group, later));
    }
  }

  private void add(ChangeGroup group, CommentTable table) {
    table.add(() -> both(all -> row(group, all), Optional.of(replay.afterCommand(group))));
  }

  private static CommentTable.Row both(Function<Boolean, String> row, Optional<String> witness) {
    return new CommentTable.Row(row.apply(false), row.apply(true), witness);
  }

  private static String mark(ChangeGroup group) {
    if (group.protectedTags()) {
      return ":warning: protected tags";
    }
    return group.isPublic() ? ":warning: public" : "";
  }

  private String row(ChangeGroup group, boolean areAll) {
    NameList names = NameList.who(group);
    String who = MarkdownText.shortCode(DiffWords.who(group, everybody));
    if (areAll && !names.isEmpty() && !who.equals(MarkdownText.code(names.all()))) {
      who += CommentTable.details(names);
    }
    return CommentTable.row(
        mark(group),
        when(group.from()) + MarkdownText.code(DiffWords.actions(group.actions())),
        group.everywhere() ? who : who + ", each where they have the role",
        where(group.regions(), areAll),
        DiffWords.number(declared.in(group.regions())),
        cause(group.cause(), areAll));
  }

  private static String when(Optional<Instant> from) {
    return from.map(instant -> MarkdownText.code(DiffWords.when(instant)) + "<br>").orElse("");
  }

  private static String where(List<Region> regions, boolean areAll) {
    StringBuilder text = new StringBuilder(CommentTable.names(NameList.where(regions), areAll));
    String tags = DiffWords.tags(regions.get(0).box());
    if (!tags.isEmpty()) {
      text.append(" tags ").append(CommentTable.text(tags, areAll));
    }
    NameList except = NameList.except(regions);
    if (!except.isEmpty()) {
      text.append(" except ").append(CommentTable.names(except, areAll));
    }
    return text.toString();
  }

  private static String cause(Cause cause, boolean isAll) {
    return CommentTable.text(cause.text(), isAll)
        + "<br>"
        + place(cause.place(), cause.isNew(), isAll);
  }

  private static String place(Place place, boolean isNew, boolean isAll) {
    return CommentTable.text(place.file() + ":" + place.line(), isAll) + (isNew ? "" : " before");
  }

  private CommentTable accounts() {
    CommentTable table =
        table("Accounts of registries", "| registry | who | before | now | where |");
    for (RegistryAccount one : review.accounts()) {
      table.add(() -> both(all -> row(one, all), Optional.empty()));
    }
    return table;
  }

  private static String row(RegistryAccount one, boolean isAll) {
    return CommentTable.row(
        CommentTable.text(one.registry(), isAll),
        CommentTable.text(one.subject().toString(), isAll),
        CommentTable.text(DiffWords.account(one.before()), isAll),
        CommentTable.text(DiffWords.account(one.after()), isAll),
        place(one.place(), one.isNew(), isAll));
  }

  private CommentTable moved() {
    CommentTable table =
        table("Moved: the same access by another path", "| action | who | where | before | now |");
    for (Move move : review.moved()) {
      table.add(() -> both(all -> row(move, all), Optional.empty()));
    }
    return table;
  }

  private static String row(Move move, boolean areAll) {
    return CommentTable.row(
        MarkdownText.code(DiffWords.actions(move.actions())),
        CommentTable.names(NameList.who(move.subjects()), areAll),
        CommentTable.text(DiffWords.repositories(move.box()), areAll),
        cause(move.before(), areAll),
        cause(move.after(), areAll));
  }

  private CommentTable unknown() {
    CommentTable table = table("Unknown", "| action | who | where | why |");
    for (Undetermined one : review.unknown()) {
      table.add(() -> both(all -> row(one, all), Optional.empty()));
    }
    return table;
  }

  private static String row(Undetermined one, boolean areAll) {
    return CommentTable.row(
        when(one.from()) + MarkdownText.code(DiffWords.actions(one.actions())),
        CommentTable.names(NameList.who(one.subjects()), areAll),
        where(List.of(one.region()), areAll),
        CommentTable.text(one.reason(), areAll));
  }
}
