package dev.portwrit.cli;

import dev.portwrit.audit.ForceRecord;
import dev.portwrit.audit.KnownCommits;
import dev.portwrit.cache.OriginsCache;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.history.AccessOrigins;
import dev.portwrit.history.CommitSigner;
import dev.portwrit.history.OriginMemory;
import dev.portwrit.policy.Settings.SigningKey;
import dev.portwrit.policy.Subject;
import dev.portwrit.source.BranchLine;
import dev.portwrit.source.CommitInfo;
import dev.portwrit.source.GitHistory;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Revision;
import dev.portwrit.source.SignatureVerdict;
import dev.portwrit.source.SigningKeys;
import dev.portwrit.source.SourceException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * By which commits the access of a workspace came to be.
 *
 * @param access the commits by access
 * @param commits where those of the branch are, and those of records
 */
record Origins(AccessOrigins access, KnownCommits commits) {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  /**
   * Looks through the history.
   *
   * @param commit the commit that the policy is of; empty for files that are not committed
   * @param subject of whom it is asked; empty for all whom policies name
   * @param records of which it matters where their commits are
   * @param mayRemember whether what earlier processes found may be used, and kept for later ones
   * @return empty of a plain folder
   */
  static Optional<Origins> of(
      Invocation invocation,
      PolicySource source,
      PolicyIndex index,
      Optional<String> commit,
      Instant now,
      Optional<Subject> subject,
      List<ForceRecord> records,
      boolean mayRemember)
      throws Failure {
    try {
      Optional<GitHistory> git = source.history();
      if (git.isEmpty() || !source.isFollowedByCommit()) {
        return Optional.empty();
      }
      Revision tip = commit.<Revision>map(Revision.Named::new).orElse(Revision.CURRENT);
      BranchLine line = git.get().branchLine(tip);
      PastCommits policies = PastCommits.of(invocation, source, mayRemember);
      CommitSigner signer = signer(git.get(), index, now);
      OriginMemory memory = mayRemember ? memory(invocation, git.get()) : OriginMemory.NONE;
      boolean isCommitted = commit.isPresent();
      Optional<Subject> group = subject.filter(Origins::isGroup);
      AccessOrigins access =
          group.isPresent()
              ? AccessOrigins.ofGroup(
                  group.get(), git.get(), line, policies, signer, index, isCommitted, now, memory)
              : AccessOrigins.of(
                  git.get(), line, policies, signer, index, isCommitted, now, memory);
      return Optional.of(new Origins(access, commits(git.get(), line, records)));
    } catch (SourceException e) {
      throw WorkspaceReader.failure(e);
    }
  }

  private static boolean isGroup(Subject subject) {
    return subject instanceof Subject.Team || subject instanceof Subject.Organization;
  }

  private static OriginMemory memory(Invocation invocation, GitHistory git) throws SourceException {
    return new OriginMemory(
        OriginsCache.ofProcess(invocation.environment().variables()), git.standpoint());
  }

  // What was enforced later than the policies of this report is on the line of the branch.
  private static KnownCommits commits(
      GitHistory git, BranchLine ofReport, List<ForceRecord> records) throws SourceException {
    if (records.isEmpty()) {
      return KnownCommits.NONE;
    }
    List<String> line = ids(git.branchLine(Revision.CURRENT));
    if (!line.contains(ofReport.commits().get(0).id())) {
      line = ids(ofReport);
    }
    Set<String> others = new HashSet<>();
    Set<String> named = new HashSet<>(records.stream().map(ForceRecord::commit).toList());
    line.forEach(named::remove);
    for (String commit : named) {
      if (COMMIT.matcher(commit).matches() && isHere(git, commit)) {
        others.add(commit);
      }
    }
    return new KnownCommits(line, others);
  }

  private static List<String> ids(BranchLine line) {
    return line.commits().stream().map(CommitInfo::id).toList();
  }

  private static boolean isHere(GitHistory git, String commit) {
    try {
      return git.resolve(new Revision.Named(commit)).id().equals(commit);
    } catch (SourceException e) {
      return false;
    }
  }

  private static CommitSigner signer(GitHistory git, PolicyIndex index, Instant now) {
    SigningKeys keys =
        SigningKeys.of(
            index.workspace().settings().requireSigned().stream().map(SigningKey::text).toList());
    Signers signers = new Signers(git, keys, now);
    return commit ->
        signers.of(commit) instanceof SignatureVerdict.SignedBy signed
            ? Optional.of(signed.signer())
            : Optional.empty();
  }
}
