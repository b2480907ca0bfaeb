package dev.portwrit.gateway.authrequest;

import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.forward.RegistryTraits;
import dev.portwrit.gateway.gate.Gate;
import dev.portwrit.gateway.gate.Need;
import dev.portwrit.gateway.identity.Authentication.Authenticated;
import dev.portwrit.gateway.registry.LedgerWrites;
import dev.portwrit.gateway.registry.Writes.Told;
import dev.portwrit.gateway.request.ErrorCode;
import dev.portwrit.gateway.request.Operation;
import dev.portwrit.gateway.request.OperationVisitor;
import dev.portwrit.gateway.write.UnseenWrites;
import dev.portwrit.gateway.write.WriteOutcome;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Registry;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;

/** What may stand in the way of each operation that another proxy would carry out. */
public final class Obstacles implements OperationVisitor<Obstacle> {
  private static final Obstacle NOT_HERE =
      Obstacle.always(
          ErrorAnswer.of(403, ErrorCode.DENIED, "this is answered by the gateway itself alone"));
  private static final ErrorAnswer UNKNOWN_BLOB =
      ErrorAnswer.of(404, ErrorCode.BLOB_UNKNOWN, "there is no such blob");
  private static final ErrorAnswer NO_RANGE =
      ErrorAnswer.of(403, ErrorCode.DENIED, "of this registry a blob is fetched whole");
  private static final ErrorAnswer NO_MOUNT =
      ErrorAnswer.of(403, ErrorCode.DENIED, "this cannot be mounted; upload it");

  private final Gate gate;
  private final UnseenWrites writes;
  private final RegistryTraits traits;

  /** Before a registry of that kind. */
  public Obstacles(Gate gate, UnseenWrites writes, Registry.Type type) {
    this.gate = gate;
    this.writes = writes;
    this.traits = RegistryTraits.of(type);
  }

  @Override
  public Obstacle ping(Operation.Ping operation) {
    return Obstacle.NONE;
  }

  /** The registry's list has names that the caller may not know. */
  @Override
  public Obstacle listRepositories(Operation.ListRepositories operation) {
    return NOT_HERE;
  }

  @Override
  public Obstacle listTags(Operation.ListTags operation) {
    return Obstacle.NONE;
  }

  @Override
  public Obstacle listReferrers(Operation.ListReferrers operation) {
    return Obstacle.NONE;
  }

  @Override
  public Obstacle getManifest(Operation.GetManifest operation) {
    return Obstacle.NONE;
  }

  @Override
  public Obstacle headManifest(Operation.HeadManifest operation) {
    return Obstacle.NONE;
  }

  @Override
  public Obstacle putManifest(Operation.PutManifest operation) {
    return (headers, caller) ->
        refusal(
            writes.put(
                caller.subject(),
                operation.repository(),
                operation.reference(),
                operation.queryTags()));
  }

  @Override
  public Obstacle deleteManifest(Operation.DeleteManifest operation) {
    return (headers, caller) ->
        refusal(
            writes.deleteManifest(caller.subject(), operation.repository(), operation.reference()));
  }

  @Override
  public Obstacle getBlob(Operation.GetBlob operation) {
    return (headers, caller) ->
        traits.probesCopy() && headers.contains(HttpHeader.RANGE)
            ? Optional.of(NO_RANGE)
            : Optional.empty();
  }

  @Override
  public Obstacle headBlob(Operation.HeadBlob operation) {
    return traits.probesCopy() ? Obstacle.always(UNKNOWN_BLOB) : Obstacle.NONE;
  }

  @Override
  public Obstacle deleteBlob(Operation.DeleteBlob operation) {
    return (headers, caller) ->
        refusal(writes.deleteBlob(caller.subject(), operation.repository(), operation.digest()));
  }

  @Override
  public Obstacle startUpload(Operation.StartUpload operation) {
    return Obstacle.NONE;
  }

  @Override
  public Obstacle pushBlob(Operation.PushBlob operation) {
    return Obstacle.NONE;
  }

  /** A mount must not read what the caller may not; told no, clients upload. */
  @Override
  public Obstacle mountBlob(Operation.MountBlob operation) {
    return (headers, caller) ->
        mayMount(caller, operation) ? Optional.empty() : Optional.of(NO_MOUNT);
  }

  private boolean mayMount(Authenticated caller, Operation.MountBlob operation) {
    return traits.honoursFrom()
        && operation.from().isPresent()
        && gate.pass(caller, new Need(operation.from().get(), Action.PULL))
            instanceof Gate.Passage.Open;
  }

  @Override
  public Obstacle getUpload(Operation.GetUpload operation) {
    return Obstacle.NONE;
  }

  @Override
  public Obstacle patchUpload(Operation.PatchUpload operation) {
    return Obstacle.NONE;
  }

  @Override
  public Obstacle finishUpload(Operation.FinishUpload operation) {
    return Obstacle.NONE;
  }

  @Override
  public Obstacle cancelUpload(Operation.CancelUpload operation) {
    return Obstacle.NONE;
  }

  @Override
  public Obstacle getToken(Operation.GetToken operation) {
    return NOT_HERE;
  }

  @Override
  public Obstacle postToken(Operation.PostToken operation) {
    return NOT_HERE;
  }

  private static Optional<ErrorAnswer> refusal(WriteOutcome outcome) {
    if (outcome instanceof WriteOutcome.Done) {
      return Optional.empty();
    }
    return LedgerWrites.told(outcome) instanceof Told.Refusal refusal
        ? Optional.of(refusal.error())
        : Optional.of(ErrorAnswer.unavailable("it cannot be decided", 5));
  }
}
