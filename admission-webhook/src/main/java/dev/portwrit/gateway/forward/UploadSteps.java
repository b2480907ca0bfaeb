package dev.portwrit.gateway.forward;

import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.exchange.Exchange;
import dev.portwrit.gateway.exchange.Step;
import dev.portwrit.gateway.gate.DecisionRecords;
import dev.portwrit.gateway.gate.Gate;
import dev.portwrit.gateway.gate.Need;
import dev.portwrit.gateway.identity.Authentication.Authenticated;
import dev.portwrit.gateway.request.ErrorCode;
import dev.portwrit.gateway.request.Operation;
import dev.portwrit.gateway.request.UploadSession;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Registry;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;

/**
 * Uploads of blobs. They change no tag, so they stream.
 *
 * <p>What the gateway can hash, it hashes: a blob that comes in one request, be it a POST with its
 * digest or the PUT that closes an upload to which nothing was sent before. If the hash is not the
 * digest the registry never gets the last piece, and the client gets 400. A blob that comes in
 * several requests passes here in parts that may come through several gateways; there the
 * registry's own check against the digest holds, and an answer that names another digest is not
 * passed on.
 */
public final class UploadSteps {
  private final Forwarder forwarder;
  private final URI registry;
  private final RegistryTraits traits;
  private final UploadSessions sessions;
  private final Gate gate;
  private final DecisionRecords records;

  /** For a registry of that address and kind. */
  public UploadSteps(
      Forwarder forwarder,
      URI registry,
      Registry.Type type,
      UploadSessions sessions,
      Gate gate,
      DecisionRecords records) {
    this.forwarder = forwarder;
    this.registry = registry;
    this.traits = RegistryTraits.of(type);
    this.sessions = sessions;
    this.gate = gate;
    this.records = records;
  }

  /** Begins an upload. */
  public Step start(Operation.StartUpload operation) {
    return (exchange, caller) -> start(exchange, caller, operation);
  }

  private void start(Exchange exchange, Authenticated caller, Operation.StartUpload operation) {
    forwarder.forward(
        exchange,
        Forwarding.upload(
            operation.repository(), operation.method(), operation.target(), HttpFields.EMPTY),
        answers(operation.repository(), caller, operation.target()).started());
  }

  /** Uploads a blob in one request. */
  public Step pushWhole(Operation.PushBlob operation) {
    return (exchange, caller) -> {
      Forwarding forwarding =
          Forwarding.upload(
                  operation.repository(),
                  operation.method(),
                  operation.target(),
                  RequestHeaders.ofUpload(exchange.headers()))
              .with(exchange.takeBody(), Optional.of(operation.digest()));
      forwarder.forward(
          exchange,
          forwarding,
          answers(operation.repository(), caller, operation.target())
              .createdOrStarted(operation.digest()));
    };
  }

  /**
   * A mount goes on as a mount only where it cannot read what the caller may not: the caller may
   * pull {@code from}, and the registry looks there and nowhere else. Otherwise it is an ordinary
   * upload, which the specification allows.
   */
  public Step mount(Operation.MountBlob operation) {
    return (exchange, caller) -> {
      if (!mayMount(caller, operation)) {
        start(
            exchange, caller, new Operation.StartUpload(operation.repository(), Optional.empty()));
        return;
      }
      forwarder.forward(
          exchange,
          Forwarding.upload(
                  operation.repository(), operation.method(), operation.target(), HttpFields.EMPTY)
              .mountedFrom(operation.from().orElseThrow()),
          answers(operation.repository(), caller, operation.target())
              .createdOrStarted(operation.digest()));
    };
  }

  private boolean mayMount(Authenticated caller, Operation.MountBlob operation) {
    if (!traits.honoursFrom() || operation.from().isEmpty()) {
      return false;
    }
    RepositoryName from = operation.from().get();
    Gate.Passage passage = gate.pass(caller, new Need(from, Action.PULL));
    if (!(passage instanceof Gate.Passage.Open)) {
      return false;
    }
    records.note(
        caller.subject(),
        new DecisionRecords.Matter("pull", from, List.of(), Optional.of(operation.digest())),
        passage);
    return true;
  }

  /** Asks how far an upload is. */
  public Step status(Operation.GetUpload operation) {
    return (exchange, caller) ->
        withState(
            exchange,
            caller,
            operation.repository(),
            operation.session(),
            state ->
                forwarder.forward(
                    exchange,
                    Forwarding.upload(
                        operation.repository(), "GET", state.target(), HttpFields.EMPTY),
                    answers(operation.repository(), caller, state.target())
                        .status(state.untouched())));
  }

  /** Sends a part of a blob. */
  public Step patch(Operation.PatchUpload operation) {
    return (exchange, caller) ->
        withState(
            exchange,
            caller,
            operation.repository(),
            operation.session(),
            state ->
                forwarder.forward(
                    exchange,
                    Forwarding.upload(
                            operation.repository(),
                            "PATCH",
                            state.target(),
                            RequestHeaders.ofUpload(exchange.headers()))
                        .with(exchange.takeBody(), Optional.empty()),
                    answers(operation.repository(), caller, state.target()).continued()));
  }

  /** Closes an upload, perhaps with the last part. */
  public Step finish(Operation.FinishUpload operation) {
    return (exchange, caller) ->
        withState(
            exchange,
            caller,
            operation.repository(),
            operation.session(),
            state -> finish(exchange, caller, operation, state));
  }

  private void finish(
      Exchange exchange,
      Authenticated caller,
      Operation.FinishUpload operation,
      UploadState state) {
    String target = withDigest(state.target(), operation.digest());
    Optional<Digest> promised =
        state.untouched() ? Optional.of(operation.digest()) : Optional.empty();
    Forwarding forwarding =
        Forwarding.upload(
                operation.repository(), "PUT", target, RequestHeaders.ofUpload(exchange.headers()))
            .with(exchange.takeBody(), promised);
    forwarder.forward(
        exchange,
        forwarding,
        answers(operation.repository(), caller, target).finished(operation.digest()));
  }

  private static String withDigest(String target, Digest digest) {
    return target + (target.indexOf('?') < 0 ? "?" : "&") + "digest=" + digest;
  }

  /** Gives an upload up. */
  public Step cancel(Operation.CancelUpload operation) {
    return (exchange, caller) ->
        withState(
            exchange,
            caller,
            operation.repository(),
            operation.session(),
            state ->
                forwarder.forward(
                    exchange,
                    Forwarding.upload(
                        operation.repository(), "DELETE", state.target(), HttpFields.EMPTY),
                    answers(operation.repository(), caller, state.target()).cancelled()));
  }

  private interface Continuation {
    void go(UploadState state);
  }

  private void withState(
      Exchange exchange,
      Authenticated caller,
      RepositoryName repository,
      UploadSession session,
      Continuation continuation) {
    if (RequestHeaders.hasBadChunkRange(exchange.headers())) {
      exchange.answer(
          ErrorAnswer.of(
              400, ErrorCode.BLOB_UPLOAD_INVALID, "`Content-Range` must be two numbers"));
      return;
    }
    Optional<UploadState> state = sessions.open(repository, caller.subject(), session);
    if (state.isPresent()) {
      continuation.go(state.get());
    } else {
      exchange.answer(
          ErrorAnswer.of(404, ErrorCode.BLOB_UPLOAD_UNKNOWN, "there is no such upload"));
    }
  }

  private UploadAnswers answers(RepositoryName repository, Authenticated caller, String target) {
    return new UploadAnswers(registry, sessions, repository, caller.subject(), target);
  }
}
