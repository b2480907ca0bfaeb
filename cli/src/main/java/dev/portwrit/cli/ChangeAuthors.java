package dev.portwrit.cli;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.diagnostic.Severity;
import dev.portwrit.policy.CodeHost;
import dev.portwrit.policy.Subject;
import dev.portwrit.review.Authors;
import dev.portwrit.review.Contributor;
import dev.portwrit.source.CommitInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who made a change. What either state says of whose an address is counts, so that nobody is
 * renamed out of it; the base alone says who is unknown.
 */
final class ChangeAuthors {
  private final PolicyIndex base;
  private final PolicyIndex head;
  private final Authors known;
  private final Authors claimed;
  private final NavigableSet<Subject.User> users = new TreeSet<>();
  private final List<Diagnostic> unknown = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  ChangeAuthors(PolicyIndex base, PolicyIndex head) {
    this.base = base;
    this.head = head;
    this.known = new Authors(base.workspace(), base.memberships().individuals());
    this.claimed = new Authors(head.workspace(), head.memberships().individuals());
  }

  /** All who may be authors. */
  NavigableSet<Subject.User> users() {
    return new TreeSet<>(users);
  }

  /** An error for each author whom the base does not know. */
  List<Diagnostic> unknown() {
    return List.copyOf(unknown);
  }

  /** Whoever wrote a commit, put it there, or is said to have helped. */
  void add(CommitInfo commit) {
    String place = " of commit " + commit.shortId();
    email(commit.author().email(), commit.author() + place);
    List<String> others = new ArrayList<>(commit.trailers("Co-authored-by"));
    others.add(commit.committer().toString());
    for (String other : others) {
      Contributor who = Contributor.of(other);
      if (!who.isHost()) {
        email(who.email(), other + place);
      }
    }
  }

  private void email(String email, String shown) {
    if (seen.add(email)) {
      add(known.byEmail(email), claimed.byEmail(email), shown);
    }
  }

  /** Who proposes the change, as a pipeline says. */
  void add(String name) throws Failure {
    int colon = name.indexOf(':');
    Optional<CodeHost> host = CodeHost.of(name.substring(0, Math.max(0, colon)));
    if (host.isPresent()) {
      String account = name.substring(colon + 1);
      add(known.byAccount(host.get(), account), claimed.byAccount(host.get(), account), name);
      return;
    }
    Optional<Subject> subject = Subject.parse(name);
    if (subject.isEmpty() || !(subject.get() instanceof Subject.User user)) {
      throw Failure.wrong(
          "`--author` cannot be " + Printable.quote(name),
          "say `user:NAME`, `github:NAME` or `gitlab:NAME`");
    }
    add(among(base, user), among(head, user), name);
  }

  private static Set<Subject.User> among(PolicyIndex index, Subject.User user) {
    return index.memberships().individuals().contains(user) ? Set.of(user) : Set.of();
  }

  private void add(Set<Subject.User> ofBase, Set<Subject.User> ofHead, String shown) {
    users.addAll(ofBase);
    users.addAll(ofHead);
    if (ofBase.size() != 1) {
      unknown.add(
          new Diagnostic(
              Optional.empty(),
              Severity.ERROR,
              Code.AUTHOR_UNKNOWN,
              "author "
                  + Printable.quote(shown)
                  + " is no user of the policies that the change is for"
                  + (ofBase.isEmpty() ? "" : ", but may be several"),
              Optional.of(
                  "`accounts: {email: ADDRESS}` on the `user:` of that person says who it is")));
    }
  }
}
