package dev.portwrit.audit;

import dev.portwrit.access.Access;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.registry.AccountHolders;
import dev.portwrit.registry.Accounts;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Policy held against what a live registry allows. For one thread. */
final class LiveComparison {
  /** Where policy gives it and the registry is not asked to. */
  static final String NOT_ASKED = "not-asked";

  /**
   * What is live of an access that policy gives.
   *
   * @param live {@code yes}, {@code no}, {@code partly} or {@code unknown}
   * @param drift {@code none}, what is missing, or {@code unknown}
   * @param asked whether the registry is asked to allow it
   */
  record Cells(String live, String drift, Asked asked) {
    static final Cells UNKNOWN = unknown(Asked.UNKNOWN);

    static Cells unknown(Asked asked) {
      return new Cells(ReportRow.UNKNOWN, ReportRow.UNKNOWN, asked);
    }
  }

  private final LiveEvidence evidence;
  private final PolicyIndex index;
  private final Instant now;
  private final NativeNames names;
  private final Accounts accounts;
  private final LiveEdges live;
  private final LiveEdges asked;

  /** The repositories of the registry that are there or shall be: policy's names to its own. */
  private final SortedMap<RepositoryName, String> repositories = new TreeMap<>();

  private final Map<RepositoryPattern, List<RepositoryName>> inPattern = new HashMap<>();
  private final AccountHolders holders;

  LiveComparison(LiveEvidence evidence, Registry registry, PolicyIndex index, Instant now) {
    this.evidence = evidence;
    this.index = index;
    this.now = now;
    this.names = new NativeNames(registry);
    this.accounts = Accounts.of(index.workspace(), registry.name());
    this.holders = new AccountHolders(accounts, index.memberships());
    this.live = new LiveEdges(evidence.now(), evidence.readAt());
    this.asked = new LiveEdges(evidence.asked(), now);
    Stream.concat(live.repositories().stream(), asked.repositories().stream())
        .forEach(name -> names.ours(name).ifPresent(ours -> repositories.put(ours, name)));
    index.workspace().repositories().stream()
        .filter(RepositoryRule::declared)
        .map(rule -> new RepositoryName(rule.pattern().value()))
        .filter(registry::holds)
        .forEach(name -> repositories.put(name, names.nativeName(name)));
  }

  LiveEvidence evidence() {
    return evidence;
  }

  /** The repositories that are there or shall be, by the names of policy. */
  Set<RepositoryName> repositories() {
    return repositories.keySet();
  }

  /**
   * The accounts that have something in a repository now and that no policy names, but that of
   * Portwrit itself.
   */
  SortedSet<String> strangers() {
    SortedSet<String> strangers = new TreeSet<>();
    for (NativeAccess.Edge edge : evidence.now().edges()) {
      boolean isNamed =
          !LiveEdges.isOfRepository(edge)
              || !LiveEdges.isInForce(edge, evidence.readAt())
              || edge.account().equals(NativeAccess.EVERYBODY)
              || evidence.engine().equals(Optional.of(edge.account()))
              || !accounts.subjectsOf(edge.account()).isEmpty();
      if (!isNamed) {
        strangers.add(edge.account());
      }
    }
    return strangers;
  }

  /** What the registry is asked to allow and does not, by repository, subject and action. */
  Collection<LiveRow> missing(AuditScope scope) {
    SortedMap<String, LiveRow> rows = new TreeMap<>();
    for (NativeAccess.Edge edge : evidence.asked().edges()) {
      boolean isMissing =
          LiveEdges.isOfRepository(edge)
              && LiveEdges.isInForce(edge, now)
              && !live.allow(List.of(edge.account()), edge.action(), edge.repository());
      Optional<RepositoryName> ours = names.ours(edge.repository());
      if (isMissing && (scope.repository().isEmpty() || scope.repository().equals(ours))) {
        for (String subject : subjects(edge, scope)) {
          LiveRow row =
              LiveRow.undeclared(
                  evidence.registry(),
                  ours.map(RepositoryName::value).orElse(edge.repository()),
                  tags(asked, edge),
                  subject,
                  edge,
                  "missing");
          rows.put(row.order(), row);
        }
      }
    }
    return rows.values();
  }

  private List<String> subjects(NativeAccess.Edge edge, AuditScope scope) {
    if (edge.account().equals(NativeAccess.EVERYBODY)) {
      return List.of(new Subject.Anonymous().toString());
    }
    List<Subject> named = accounts.subjectsOf(edge.account());
    return named.isEmpty() && scope.subject().isEmpty()
        ? List.of("account:" + edge.account())
        : named.stream().filter(one -> isMeant(one, scope)).map(Subject::toString).toList();
  }

  /** The tags that the registry is asked to keep, from the subject of the scope, and does not. */
  List<LiveRow> unkept(AuditScope scope) {
    List<LiveRow> rows = new ArrayList<>();
    repositories.forEach(
        (ours, name) -> {
          if (scope.repository().map(one -> !one.equals(ours)).orElse(false)) {
            return;
          }
          for (Action action : List.of(Action.OVERWRITE, Action.DELETE)) {
            if (scope.subject().isPresent()
                && !live.allow(holders.of(scope.subject().get()), action, name)) {
              continue;
            }
            live.unkept(asked, name, action)
                .forEach(
                    tag ->
                        rows.add(
                            new LiveRow(
                                evidence.registry(),
                                ours + ":" + tag,
                                tag,
                                "",
                                action.toString(),
                                "",
                                "",
                                "never",
                                "yes",
                                "no",
                                "unkept")));
          }
        });
    return rows;
  }

  private boolean isComplete() {
    return evidence.unknown().isEmpty();
  }

  /** What is live of an access. */
  Cells of(Access access) {
    List<RepositoryName> there =
        inPattern.computeIfAbsent(
            access.repositories(),
            pattern -> repositories.keySet().stream().filter(pattern::matches).toList());
    List<String> who = holders.of(access.subject());
    List<String> missing = new ArrayList<>();
    int allowed = 0;
    int wanted = 0;
    for (RepositoryName repository : there) {
      String name = nativeName(repository);
      boolean isThere = live.allow(who, access.action(), name);
      boolean shallBe = asked.allow(who, access.action(), name);
      allowed += isThere ? 1 : 0;
      wanted += shallBe ? 1 : 0;
      if (shallBe && !isThere) {
        missing.add(repository.value());
      }
    }
    boolean isEverywhere =
        !there.isEmpty() && allowed == there.size() && isAllKnown(access.repositories());
    Asked isAsked = asked(access.repositories(), wanted, there.size());
    if (!isEverywhere && !isComplete()) {
      return Cells.unknown(isAsked);
    }
    String word = isEverywhere ? "yes" : allowed == 0 ? "no" : "partly";
    return new Cells(word, drift(access, there, missing, isEverywhere || wanted > 0), isAsked);
  }

  private Asked asked(RepositoryPattern pattern, int wanted, int there) {
    if (there > 0 && wanted == there && isAllKnown(pattern)) {
      return Asked.YES;
    }
    return there > 0 && wanted == 0 && isComplete() ? Asked.NO : Asked.UNKNOWN;
  }

  // What could not be read may be another repository.
  private boolean isAllKnown(RepositoryPattern pattern) {
    return isComplete() || pattern.isLiteral();
  }

  private String drift(
      Access access, List<RepositoryName> there, List<String> missing, boolean isSaid) {
    List<String> parts = new ArrayList<>();
    if (!missing.isEmpty()) {
      parts.add(
          missing.size() == there.size() ? "missing" : "missing in " + String.join(", ", missing));
    }
    if (!access.restrictions().isEmpty()) {
      for (RepositoryName repository : there) {
        SortedSet<String> unkept = live.unkept(asked, nativeName(repository), access.action());
        unkept.forEach(tag -> parts.add("unkept tags " + tag + " in " + repository));
      }
    }
    if (parts.isEmpty() && !isComplete() && !access.restrictions().isEmpty()) {
      return ReportRow.UNKNOWN;
    }
    if (parts.isEmpty()) {
      return isSaid || there.isEmpty() ? "none" : NOT_ASKED;
    }
    return isComplete() ? String.join("; ", parts) : ReportRow.UNKNOWN;
  }

  private String nativeName(RepositoryName repository) {
    String name = repositories.get(repository);
    return name == null ? names.nativeName(repository) : name;
  }

  /** What the registry allows and policy does not, and what could not be told, in this order. */
  List<LiveRow> undeclared(AuditScope scope) {
    SortedMap<String, LiveRow> rows = new TreeMap<>();
    for (NativeAccess.Edge edge : evidence.now().edges()) {
      if (LiveEdges.isOfRepository(edge) && LiveEdges.isInForce(edge, evidence.readAt())) {
        Optional<RepositoryName> ours = names.ours(edge.repository());
        if (scope.repository().isEmpty() || scope.repository().equals(ours)) {
          look(edge, ours, scope, rows);
        }
      }
    }
    List<LiveRow> all = new ArrayList<>(rows.values());
    evidence.unknown().forEach(line -> all.add(LiveRow.unknown(evidence.registry(), line)));
    return all;
  }

  private void look(
      NativeAccess.Edge edge,
      Optional<RepositoryName> ours,
      AuditScope scope,
      SortedMap<String, LiveRow> rows) {
    List<Subject> subjects =
        edge.account().equals(NativeAccess.EVERYBODY)
            ? List.of(new Subject.Anonymous())
            : accounts.subjectsOf(edge.account());
    String repository = ours.map(RepositoryName::value).orElse(edge.repository());
    if (subjects.isEmpty() && scope.subject().isEmpty()) {
      LiveRow row =
          LiveRow.undeclared(
              evidence.registry(),
              repository,
              tags(live, edge),
              "account:" + edge.account(),
              edge,
              drift(edge));
      rows.put(row.order(), row);
    }
    for (Subject subject : subjects) {
      if (isMeant(subject, scope)
          && (ours.isEmpty() || !isDeclared(subject, edge.action(), ours.get()))) {
        LiveRow row =
            LiveRow.undeclared(
                evidence.registry(),
                repository,
                tags(live, edge),
                subject.toString(),
                edge,
                drift(edge));
        rows.put(row.order(), row);
      }
    }
  }

  /** Which tags an edge lets; what could not be read may keep some. */
  private String tags(LiveEdges of, NativeAccess.Edge edge) {
    if (edge.action() != Action.OVERWRITE && edge.action() != Action.DELETE) {
      return LiveRow.ALL_TAGS;
    }
    return isComplete() ? of.tagsLeft(edge.repository(), edge.action()) : ReportRow.UNKNOWN;
  }

  // What a group or everybody has, the subject of the scope has too.
  private boolean isMeant(Subject holder, AuditScope scope) {
    return scope.subject().isEmpty()
        || !index.memberships().path(scope.subject().get(), holder).isEmpty();
  }

  private boolean isDeclared(Subject subject, Action action, RepositoryName repository) {
    return index
        .decide(new Question(subject, action, repository, Optional.empty(), now))
        .isAllowed();
  }

  private String drift(NativeAccess.Edge edge) {
    if (evidence.engine().equals(Optional.of(edge.account()))) {
      return "engine";
    }
    boolean stays = asked.allow(List.of(edge.account()), edge.action(), edge.repository());
    return stays ? "wider" : "extra";
  }
}
