package dev.portwrit.audit;

import dev.portwrit.decision.Decision;
import dev.portwrit.decision.Entitlement;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.decision.Rule;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.region.Spot;
import dev.portwrit.registry.AccountHolders;
import dev.portwrit.registry.Accounts;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds in what a live registry and policy differ, by people. For one use. */
final class LiveDifferenceSearch {
  private final LiveEvidence evidence;
  private final PolicyIndex index;
  private final Instant now;
  private final NativeNames names;
  private final Accounts accounts;
  private final AccountHolders holders;
  private final LiveEdges live;
  private final LiveEdges asked;
  private final SortedMap<String, LiveChange> expands = new TreeMap<>();
  private final SortedMap<String, LiveChange> restricts = new TreeMap<>();
  private final Set<String> both = new HashSet<>();
  private final List<String> unknown = new ArrayList<>();

  /** The repositories in which somebody has something: to nothing a push may be let through. */
  private final Set<String> used = new HashSet<>();

  /**
   * Who does something by an account.
   *
   * @param name as it is shown
   * @param subject empty if policies name nobody
   * @param accounts all by which they do something
   */
  private record Holder(String name, Optional<Subject> subject, List<String> accounts) {}

  LiveDifferenceSearch(LiveEvidence evidence, Registry registry, PolicyIndex index, Instant now) {
    this.evidence = evidence;
    this.index = index;
    this.now = now;
    this.names = new NativeNames(registry);
    this.accounts = Accounts.of(index.workspace(), registry.name());
    this.holders = new AccountHolders(accounts, index.memberships());
    this.live = new LiveEdges(evidence.now(), evidence.readAt());
    this.asked = new LiveEdges(evidence.asked(), now);
    this.unknown.addAll(evidence.unknown());
    evidence.now().edges().forEach(edge -> used.add(edge.repository()));
  }

  LiveDifference find() {
    boolean isComplete = evidence.unknown().isEmpty();
    for (NativeAccess.Edge edge : evidence.asked().edges()) {
      if (LiveEdges.isOfRepository(edge) && LiveEdges.isInForce(edge, now)) {
        holders(edge.account()).forEach(holder -> lookAtAsked(edge, holder, isComplete));
      }
    }
    for (NativeAccess.Edge edge : evidence.now().edges()) {
      if (isOthers(edge, evidence.readAt())) {
        holders(edge.account()).forEach(holder -> lookAtLive(edge, holder));
      }
    }
    if (isComplete) {
      TagLocks locks = new TagLocks(names, evidence.now());
      TagLocks askedLocks = new TagLocks(names, evidence.asked());
      look(askedLocks.without(locks), false);
      look(locks.without(askedLocks), true);
    }
    return new LiveDifference(
        List.copyOf(expands.values()),
        List.copyOf(restricts.values()),
        unknown.stream().distinct().toList(),
        both.size());
  }

  /** Whether an edge is in force, in a repository, and not of Portwrit itself. */
  private boolean isOthers(NativeAccess.Edge edge, Instant at) {
    return LiveEdges.isOfRepository(edge)
        && LiveEdges.isInForce(edge, at)
        && !evidence.engine().equals(Optional.of(edge.account()));
  }

  /** Who does something by an account, each once; people and services where there are some. */
  private List<Holder> holders(String account) {
    if (account.equals(NativeAccess.EVERYBODY)) {
      return List.of(
          new Holder(LiveChange.ANYBODY, Optional.of(new Subject.Anonymous()), List.of()));
    }
    List<Holder> found = new ArrayList<>();
    for (Subject subject : accounts.subjectsOf(account)) {
      List<Subject> some = index.memberships().individualsIn(subject);
      (some.isEmpty() ? List.of(subject) : some)
          .forEach(one -> found.add(new Holder(one.toString(), Optional.of(one), holders.of(one))));
    }
    return found.isEmpty()
        ? List.of(new Holder("account:" + account, Optional.empty(), List.of(account)))
        : found;
  }

  private void lookAtAsked(NativeAccess.Edge edge, Holder holder, boolean isComplete) {
    if (isComplete && !live.allow(holder.accounts(), edge.action(), edge.repository())) {
      expands.computeIfAbsent(
          key(holder, edge.action(), edge.repository()),
          absent -> change(edge, holder, rule(edge, holder), false));
    }
  }

  private void lookAtLive(NativeAccess.Edge edge, Holder holder) {
    String key = key(holder, edge.action(), edge.repository());
    if (rule(edge, holder).isPresent()) {
      both.add(key);
    } else {
      boolean stays = asked.allow(holder.accounts(), edge.action(), edge.repository());
      restricts.computeIfAbsent(key, absent -> change(edge, holder, Optional.empty(), stays));
    }
  }

  private static String key(Holder holder, Action action, String repository) {
    return repository + "\n" + holder.name() + "\n" + action;
  }

  /**
   * The rule of policy that gives somebody an edge; none of an account that policies do not name.
   */
  private Optional<Rule> rule(NativeAccess.Edge edge, Holder holder) {
    return names
        .ours(edge.repository())
        .flatMap(ours -> rule(holder, edge.action(), new Spot(ours, Optional.empty())));
  }

  private Optional<Rule> rule(Holder holder, Action action, Spot spot) {
    return holder
        .subject()
        .map(one -> new Question(one, action, spot.repository(), spot.tag(), now))
        .map(index::decide)
        .filter(Decision.Allowed.class::isInstance)
        .map(allowed -> ((Decision.Allowed) allowed).rule());
  }

  private LiveChange change(
      NativeAccess.Edge edge, Holder holder, Optional<Rule> rule, boolean stays) {
    Optional<RepositoryName> ours = names.ours(edge.repository());
    // A registry may have to be asked for more than policy gives: then both answer alike.
    boolean isLive = live.allow(holder.accounts(), edge.action(), edge.repository());
    boolean differs =
        holder.subject().isPresent()
            && rule.isPresent() != isLive
            && (edge.action() != Action.PUSH || used.contains(edge.repository()));
    return new LiveChange(
        holder.name(),
        edge.action(),
        ours.map(RepositoryName::value).orElse(edge.repository()),
        Optional.empty(),
        rule.map(some -> via(some, ours)).orElse("account " + edge.account()),
        rule.map(Rule::text).orElse(""),
        rule.flatMap(Rule::place),
        differs ? ours.map(name -> new Spot(name, Optional.empty())) : Optional.empty(),
        stays);
  }

  /** In the words of the report. */
  private String via(Rule rule, Optional<RepositoryName> ours) {
    return switch (rule.kind()) {
      case OWNER -> "owner";
      case DEFAULT -> "organization default";
      case PUBLIC -> "public";
      case GRANT ->
          ours.stream()
              .flatMap(name -> index.entitlementsOn(name).stream())
              .filter(one -> one.rule().equals(rule))
              .map(Entitlement::subject)
              .map(one -> isGroup(one) ? one.toString() : "direct")
              .findFirst()
              .orElse("direct");
      case PROTECTION, DEFAULT_DENY -> rule.text();
    };
  }

  private static boolean isGroup(Subject subject) {
    return !(subject instanceof Subject.User || subject instanceof Subject.Service);
  }

  private void look(TagLocks.Difference difference, boolean isKeptLive) {
    difference.open().forEach(open -> lookAtOpen(open, isKeptLive));
    unknown.addAll(difference.undecided());
  }

  /**
   * Tags that are kept on one side only, of whoever may do there what they are kept from: is to,
   * where the registry keeps them, and does, where policy asks that they are kept.
   */
  private void lookAtOpen(TagLocks.Open open, boolean isKeptLive) {
    NativeAccess access = isKeptLive ? evidence.asked() : evidence.now();
    Instant at = isKeptLive ? now : evidence.readAt();
    for (NativeAccess.Edge edge : access.edges()) {
      if (edge.action() == open.action()
          && edge.repository().equals(open.repository())
          && isOthers(edge, at)) {
        for (Holder holder : holders(edge.account())) {
          if (asked.allow(holder.accounts(), edge.action(), edge.repository())) {
            String key = key(holder, edge.action(), edge.repository()) + "\n" + open.tags();
            (isKeptLive ? expands : restricts)
                .computeIfAbsent(key, absent -> change(open, holder, isKeptLive));
          }
        }
      }
    }
  }

  private LiveChange change(TagLocks.Open open, Holder holder, boolean isKeptLive) {
    Optional<Rule> rule = isKeptLive ? rule(holder, open.action(), open.spot()) : protection(open);
    boolean isGiven = rule(holder, open.action(), open.spot()).isPresent();
    boolean differs = holder.subject().isPresent() && isGiven == isKeptLive;
    return new LiveChange(
        holder.name(),
        open.action(),
        open.spot().repository().value(),
        Optional.of(open.tags()),
        rule.map(some -> via(some, Optional.of(open.spot().repository())))
            .orElse("tags that the registry keeps"),
        rule.map(Rule::text).orElse(""),
        rule.flatMap(Rule::place),
        differs ? Optional.of(open.spot()) : Optional.empty(),
        false);
  }

  private Optional<Rule> protection(TagLocks.Open open) {
    return index.protectionsOf(open.spot().repository(), open.spot().tag().orElseThrow()).stream()
        .filter(one -> one.enforcement() == Protection.Enforcement.DENY)
        .filter(one -> one.rule().concerns(open.action()))
        .map(
            one ->
                new Rule(
                    Rule.Kind.PROTECTION,
                    "protection " + one.fullName() + " (" + one.rule() + ")",
                    Optional.of(one.place())))
        .findFirst();
  }
}
