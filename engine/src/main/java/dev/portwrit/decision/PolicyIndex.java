package dev.portwrit.decision;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a workspace means, compiled for answering.
 *
 * <p>The role is asked first: where no entitlement gives the action, the answer is the default
 * deny, whatever a protection would say. Then every protection that covers the tag must let it
 * pass. The index is immutable and may be asked by any number of threads; it never answers {@link
 * Decision.Indeterminate}, since a workspace is complete.
 */
public final class PolicyIndex {
  // Below so many entitlements it takes longer to wake another thread than to do its work.
  private static final int WORTH_ANOTHER_THREAD = 10_000;

  private static final Decision DEFAULT_DENY = new Decision.Denied(Rule.DEFAULT_DENY);

  private final Workspace workspace;
  private final Principals principals;
  private final Memberships memberships;
  private final RuleIndex rules;

  /** By the rank of the entitlement, the answer it makes; made when first needed. */
  private final AtomicReferenceArray<Decision.@Nullable Allowed> answers;

  private PolicyIndex(Workspace workspace) {
    this.workspace = workspace;
    this.principals = new Principals(workspace);
    List<Entitlement> entitlements = Entitlements.of(workspace);
    // In a large workspace half of the time goes into the names and half into the patterns.
    CompletableFuture<Reaches> reaches = reachesOf(entitlements);
    int[] subjects = principals.subjectsOf(entitlements);
    this.memberships = Memberships.of(workspace, principals);
    this.rules = new RuleIndex(workspace, entitlements, reaches.join(), principals, subjects);
    this.answers = new AtomicReferenceArray<>(rules.entitlements().size());
  }

  private CompletableFuture<Reaches> reachesOf(List<Entitlement> entitlements) {
    return entitlements.size() < WORTH_ANOTHER_THREAD
        ? CompletableFuture.completedFuture(Reaches.of(workspace, entitlements))
        : CompletableFuture.supplyAsync(() -> Reaches.of(workspace, entitlements));
  }

  /**
   * Compiles a workspace.
   *
   * @param workspace a checked workspace
   * @return its index
   */
  public static PolicyIndex of(Workspace workspace) {
    return new PolicyIndex(workspace);
  }

  /**
   * What was compiled.
   *
   * @return the workspace
   */
  public Workspace workspace() {
    return workspace;
  }

  /**
   * Who belongs to what.
   *
   * @return the memberships of the workspace
   */
  public Memberships memberships() {
    return memberships;
  }

  /**
   * Answers a question.
   *
   * @param question any question, about names that nobody declared too
   * @return allowed with the first entitlement by place that gives it, or denied with the first
   *     protection by place that refuses it
   */
  public Decision decide(Question question) {
    Principal principal = principals.of(question.subject());
    Search search = new Search(principal, question, rules.entitlements());
    rules.forEachReaching(question.repository(), search);
    if (search.first() == Search.NONE) {
      return DEFAULT_DENY;
    }
    Decision.Allowed allowed = answer(search.first());
    return search.guards().isEmpty()
        ? allowed
        : guarded(allowed, RuleIndex.inOrder(search.guards()), principal, question);
  }

  private static Decision guarded(
      Decision.Allowed allowed, List<Guard> guards, Principal principal, Question question) {
    Tag tag = question.tag().orElseThrow();
    List<Rule> warnings = List.of();
    for (Guard guard : guards) {
      if (guard.refuses(principal, question, tag)) {
        if (guard.denies()) {
          return guard.denied();
        }
        warnings = warnings.isEmpty() ? new ArrayList<>() : warnings;
        warnings.add(guard.rule());
      }
    }
    return warnings.isEmpty() ? allowed : new Decision.Allowed(allowed.rule(), warnings);
  }

  private Decision.Allowed answer(int rank) {
    Decision.@Nullable Allowed made = answers.getPlain(rank);
    if (made == null) {
      made = new Decision.Allowed(rules.entitlements().get(rank).rule(), List.of());
      answers.setPlain(rank, made);
    }
    return made;
  }

  /**
   * Answers a question with all that was tried for it.
   *
   * @param question any question
   * @return the decision that {@link #decide} gives, and how it came about
   */
  public Explanation explain(Question question) {
    return new Explainer(this, principals, rules, question).explain();
  }

  /**
   * Everybody for whom {@link #decide} answers yes.
   *
   * @param action what for
   * @param repository where
   * @param tag which tag, empty for the role alone
   * @param now the instant at which expiry is judged
   * @return the users and services that the workspace names, and {@code anonymous} where everybody
   *     can; sorted by their text
   */
  public List<Subject> whoCan(
      Action action, RepositoryName repository, Optional<Tag> tag, Instant now) {
    return new Holders(principals, memberships, rules).of(action, repository, tag, now);
  }

  /**
   * All that the workspace gives to anybody.
   *
   * @return by place, expired ones too
   */
  public List<Entitlement> entitlements() {
    return rules.entitlements();
  }

  /**
   * Whether an entitlement is the only one on its pattern.
   *
   * @param rank its index among {@link #entitlements}
   * @return false if another one is on the pattern, or on another writing of it
   */
  public boolean isAlone(int rank) {
    return rules.isAlone(rank);
  }

  /**
   * Hands over the entitlements that are not {@linkplain #isAlone alone}, those of one pattern
   * together.
   *
   * @param action is given each pattern's, by place, expired ones too; a pattern and another
   *     writing of it, such as {@code a/**} and <code>a/**&#47;**</code>, come together
   */
  public void forEachSharedPattern(Consumer<? super List<Entitlement>> action) {
    rules.forEachSharedPattern(action);
  }

  /**
   * All that the workspace gives to anybody in a repository.
   *
   * @param repository any name
   * @return by place, expired ones too
   */
  public List<Entitlement> entitlementsOn(RepositoryName repository) {
    return rules.entitlementsOn(repository);
  }

  /**
   * The protections that cover some tags of a repository.
   *
   * @param repository any name
   * @return by place, those that only warn too
   */
  public List<Protection> protectionsReaching(RepositoryName repository) {
    return rules.guardsOn(repository).stream().map(Guard::protection).toList();
  }

  /**
   * The protections that cover a tag, whoever asks.
   *
   * @param repository any name
   * @param tag a tag in it
   * @return by place, those that only warn too
   */
  public List<Protection> protectionsOf(RepositoryName repository, Tag tag) {
    return rules.guardsOn(repository).stream()
        .filter(guard -> guard.covers(tag))
        .map(Guard::protection)
        .toList();
  }

  /**
   * Whether a protection has nothing against somebody, without any exception.
   *
   * @param protection one of this workspace's
   * @param subject who asks
   * @return true if the protection restricts tags to some and the subject is one of them; false for
   *     a protection of another workspace
   */
  public boolean letsPass(Protection protection, Subject subject) {
    return rules
        .guard(protection)
        .map(guard -> guard.letsPass(principals.of(subject)))
        .orElse(false);
  }

  /**
   * The exceptions that release somebody from some tags of a protection.
   *
   * @param subject who asks, perhaps a member of a team or organization that an exception names
   * @param protection one of this workspace's
   * @param now the instant at which expiry is judged
   * @return by place; empty if none is in force for the subject, and for a protection of another
   *     workspace
   */
  public List<ProtectionException> exceptionsInForce(
      Subject subject, Protection protection, Instant now) {
    return rules
        .guard(protection)
        .map(guard -> guard.lifting(principals.of(subject), now))
        .orElse(List.of());
  }

  /**
   * The exceptions that release somebody from a protection for a tag.
   *
   * @param subject who asks, perhaps a member of a team or organization that an exception names
   * @param repository where
   * @param tag which tag
   * @param protection one of this workspace's
   * @param now the instant at which expiry is judged
   * @return by place; empty if none is in force for the subject
   */
  public List<ProtectionException> exceptionsInForce(
      Subject subject, RepositoryName repository, Tag tag, Protection protection, Instant now) {
    return exceptionsInForce(subject, protection, now).stream()
        .filter(exception -> exception.covers(repository, tag))
        .toList();
  }
}
