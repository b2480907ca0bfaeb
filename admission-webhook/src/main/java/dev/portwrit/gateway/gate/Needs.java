package dev.portwrit.gateway.gate;

import dev.portwrit.gateway.request.Operation;
import dev.portwrit.gateway.request.OperationVisitor;
import dev.portwrit.policy.Action;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.Tag;
import java.util.List;
import java.util.Optional;

/**
 * What each operation needs, and what is written down of it. Empty for what belongs to no
 * repository.
 */
final class Needs implements OperationVisitor<Optional<Needs.Asked>> {
  static final Needs OF = new Needs();

  /**
   * What an operation asks for.
   *
   * @param need of the token and the policy
   * @param matter what the log says
   * @param logging how the log gets it
   */
  record Asked(Need need, DecisionRecords.Matter matter, Logging logging) {}

  /** How the log gets a decision that let something pass. */
  enum Logging {
    /** Soon. A read, or a step of an upload, which follows from its beginning and moves no tag. */
    NOTED,
    /** Before the operation goes on. */
    DURABLE,
    /** Where the write or delete is decided again, with its tags, and done. */
    ELSEWHERE
  }

  private Needs() {}

  private static Optional<Asked> pull(
      Operation.InRepository operation, List<Tag> tags, Optional<Digest> digest) {
    return asked(operation, Action.PULL, "pull", tags, digest, Logging.NOTED);
  }

  private static Optional<Asked> upload(
      Operation.InRepository operation, String word, Optional<Digest> digest, Logging logging) {
    return asked(operation, Action.PUSH, word, List.of(), digest, logging);
  }

  private static Optional<Asked> asked(
      Operation.InRepository operation,
      Action action,
      String word,
      List<Tag> tags,
      Optional<Digest> digest,
      Logging logging) {
    var matter = new DecisionRecords.Matter(word, operation.repository(), tags, digest);
    return Optional.of(new Asked(new Need(operation.repository(), action), matter, logging));
  }

  private static List<Tag> tags(Reference reference) {
    return reference instanceof Reference.ByTag named ? List.of(named.tag()) : List.of();
  }

  private static Optional<Digest> digest(Reference reference) {
    return reference instanceof Reference.ByDigest named
        ? Optional.of(named.digest())
        : Optional.empty();
  }

  @Override
  public Optional<Asked> ping(Operation.Ping operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Asked> listRepositories(Operation.ListRepositories operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Asked> listTags(Operation.ListTags operation) {
    return pull(operation, List.of(), Optional.empty());
  }

  @Override
  public Optional<Asked> listReferrers(Operation.ListReferrers operation) {
    return pull(operation, List.of(), Optional.of(operation.subject()));
  }

  @Override
  public Optional<Asked> getManifest(Operation.GetManifest operation) {
    return pull(operation, tags(operation.reference()), digest(operation.reference()));
  }

  @Override
  public Optional<Asked> headManifest(Operation.HeadManifest operation) {
    return pull(operation, tags(operation.reference()), digest(operation.reference()));
  }

  @Override
  public Optional<Asked> putManifest(Operation.PutManifest operation) {
    return asked(
        operation,
        Action.PUSH,
        "push",
        operation.queryTags().isEmpty() ? tags(operation.reference()) : operation.queryTags(),
        digest(operation.reference()),
        Logging.ELSEWHERE);
  }

  @Override
  public Optional<Asked> deleteManifest(Operation.DeleteManifest operation) {
    return asked(
        operation,
        Action.DELETE,
        "delete",
        tags(operation.reference()),
        digest(operation.reference()),
        Logging.ELSEWHERE);
  }

  @Override
  public Optional<Asked> getBlob(Operation.GetBlob operation) {
    return pull(operation, List.of(), Optional.of(operation.digest()));
  }

  @Override
  public Optional<Asked> headBlob(Operation.HeadBlob operation) {
    return pull(operation, List.of(), Optional.of(operation.digest()));
  }

  @Override
  public Optional<Asked> deleteBlob(Operation.DeleteBlob operation) {
    return asked(
        operation,
        Action.DELETE,
        "delete",
        List.of(),
        Optional.of(operation.digest()),
        Logging.ELSEWHERE);
  }

  @Override
  public Optional<Asked> startUpload(Operation.StartUpload operation) {
    return upload(operation, "upload", Optional.empty(), Logging.DURABLE);
  }

  @Override
  public Optional<Asked> pushBlob(Operation.PushBlob operation) {
    return upload(operation, "upload", Optional.of(operation.digest()), Logging.DURABLE);
  }

  @Override
  public Optional<Asked> mountBlob(Operation.MountBlob operation) {
    return upload(operation, "mount", Optional.of(operation.digest()), Logging.DURABLE);
  }

  @Override
  public Optional<Asked> getUpload(Operation.GetUpload operation) {
    return upload(operation, "upload", Optional.empty(), Logging.NOTED);
  }

  @Override
  public Optional<Asked> patchUpload(Operation.PatchUpload operation) {
    return upload(operation, "upload", Optional.empty(), Logging.NOTED);
  }

  @Override
  public Optional<Asked> finishUpload(Operation.FinishUpload operation) {
    return upload(operation, "upload", Optional.of(operation.digest()), Logging.NOTED);
  }

  @Override
  public Optional<Asked> cancelUpload(Operation.CancelUpload operation) {
    return upload(operation, "upload", Optional.empty(), Logging.NOTED);
  }

  @Override
  public Optional<Asked> getToken(Operation.GetToken operation) {
    return Optional.empty();
  }

  @Override
  public Optional<Asked> postToken(Operation.PostToken operation) {
    return Optional.empty();
  }
}
