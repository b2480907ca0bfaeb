package dev.portwrit.history;

import dev.portwrit.history.Approval.Kind;
import dev.portwrit.review.Authors;
import dev.portwrit.review.Contributor;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.SourceException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Who let a change into a branch, by what commits say: the user of the policies who signed a merge
 * or the change with a known key, else who made the merge, and whom the trailers of its message
 * name. Whoever wrote the change is never its approver, and what they alone could have written says
 * nothing: neither trailers of the change, whoever put it there, nor a key of which the policies do
 * not say whose it is. Names and trailers are taken on trust, as Git does.
 */
final class Approver {
  private static final List<String> TRAILERS = List.of("Approved-by", "Reviewed-by", "Acked-by");

  private final CommitSigner signer;
  private final Authors users;

  /**
   * Knows signers.
   *
   * @param signer who signed a commit with a known key
   * @param users whose addresses are one person's
   */
  Approver(CommitSigner signer, Authors users) {
    this.signer = signer;
    this.users = users;
  }

  /**
   * Who approved a change.
   *
   * @param commit the change
   * @param merges by which the branch got it, the last one first; empty if it was made there
   * @return empty if nobody but its authors is known to have
   * @throws SourceException if it cannot be told who signed
   */
  Optional<Approval> of(CommitInfo commit, List<CommitInfo> merges) throws SourceException {
    Authorship authors = authorsOf(commit);
    Optional<Approval> merged = Optional.empty();
    for (CommitInfo merge : merges) {
      Optional<Approval> here = by(merge, true, authors);
      if (here.isPresent() && here.get().kind() == Kind.SIGNATURE) {
        return here;
      }
      merged = merged.or(() -> here);
    }
    Optional<Approval> signed = by(commit, false, authors);
    return signed.isPresent() ? signed : merged;
  }

  /**
   * Who wrote a change.
   *
   * @param areUsers whether each of them is known to the policies: a signature of somebody else is
   *     one only then, since who is known under no address may be anybody
   */
  private record Authorship(List<Contributor> people, boolean areUsers) {}

  // Who signed what they wrote and put there wrote it, whatever the key is called.
  private Authorship authorsOf(CommitInfo commit) throws SourceException {
    List<Contributor> authors = new ArrayList<>(Contributor.authorsOf(commit));
    boolean areUsers = authors.stream().allMatch(this::isUser);
    if (isOneOf(authors, Contributor.makerOf(commit))) {
      signedBy(commit).ifPresent(authors::add);
    }
    return new Authorship(authors, areUsers);
  }

  /** What one commit says. A signature is its committer's, and says whose the commit is. */
  private Optional<Approval> by(CommitInfo commit, boolean isMerge, Authorship by)
      throws SourceException {
    List<Contributor> authors = by.people();
    Contributor maker = Contributor.makerOf(commit);
    Optional<Contributor> signed = signedBy(commit);
    if (isOneOf(authors, maker) || signed.filter(who -> isOneOf(authors, who)).isPresent()) {
      return Optional.empty();
    }
    Optional<Approval> signature =
        signed
            .filter(who -> by.areUsers() && isUser(who))
            .map(who -> new Approval(who.toString(), Kind.SIGNATURE));
    return signature.isPresent() || !isMerge
        ? signature
        : Optional.of(new Approval(names(maker, commit, authors), Kind.MERGE));
  }

  private String names(Contributor maker, CommitInfo merge, List<Contributor> authors) {
    List<Contributor> named = new ArrayList<>(List.of(maker));
    if (Contributor.authorsOf(merge).stream().noneMatch(who -> isOneOf(authors, who))) {
      for (String trailer : trailers(merge)) {
        Contributor who = Contributor.of(trailer);
        if (!isOneOf(authors, who) && !isOneOf(named, who)) {
          named.add(who);
        }
      }
    }
    return String.join(", ", named.stream().map(Contributor::toString).toList());
  }

  private Optional<Contributor> signedBy(CommitInfo commit) throws SourceException {
    return signer.of(commit).map(Contributor::of).filter(who -> !who.isHost());
  }

  private boolean isUser(Contributor who) {
    return !users.byEmail(who.email()).isEmpty();
  }

  private boolean isOneOf(List<Contributor> people, Contributor who) {
    return people.stream().anyMatch(one -> one.isNamedAs(who) || isOneUser(one, who));
  }

  private boolean isOneUser(Contributor one, Contributor other) {
    return !Collections.disjoint(users.byEmail(one.email()), users.byEmail(other.email()));
  }

  private static List<String> trailers(CommitInfo commit) {
    return TRAILERS.stream().flatMap(key -> commit.trailers(key).stream()).toList();
  }
}
