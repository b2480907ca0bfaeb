package dev.portwrit.gateway.registry;

import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.gateway.exchange.BodyRoom;
import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.exchange.Exchange;
import dev.portwrit.gateway.exchange.Step;
import dev.portwrit.gateway.exchange.WholeBody;
import dev.portwrit.gateway.identity.Authentication.Authenticated;
import dev.portwrit.gateway.request.ErrorCode;
import dev.portwrit.gateway.request.Operation;
import dev.portwrit.reference.Digest;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Writes of manifests, which are read whole before anything is decided of them, and deletes. They
 * wait for each other, for the disk and for the registry, so they have threads of their own:
 * however many wait, reads go on.
 */
public final class WriteSteps {
  private static final int RETRY_SECONDS = 2;

  private final Writes writes;
  private final Executor threads;
  private final BodyRoom room;

  /** Written there, on those threads, and read into that room. */
  public WriteSteps(Writes writes, Executor threads, BodyRoom room) {
    this.writes = writes;
    this.threads = threads;
    this.room = room;
  }

  Step put(Operation.PutManifest operation) {
    return (exchange, caller) -> {
      if (exchange.request().getLength() > ManifestBytes.MAX_LENGTH) {
        exchange.answer(tooLarge());
        return;
      }
      BodyRoom.Share share = exchange.shareOf(room);
      WholeBody.read(
          exchange.takeBody(),
          ManifestBytes.MAX_LENGTH,
          share::take,
          Invocable.InvocationType.NON_BLOCKING,
          outcome -> {
            if (!(outcome instanceof WholeBody.Outcome.Whole)) {
              // The request may go on for a while, until its client has read the refusal.
              share.close();
            }
            put(exchange, caller, operation, outcome);
          });
    };
  }

  private void put(
      Exchange exchange,
      Authenticated caller,
      Operation.PutManifest operation,
      WholeBody.Outcome outcome) {
    if (outcome instanceof WholeBody.Outcome.Whole whole) {
      String mediaType =
          Optional.ofNullable(exchange.headers().get(HttpHeader.CONTENT_TYPE)).orElse("");
      if (!isAsSaid(exchange, whole.bytes())) {
        exchange.answer(
            ErrorAnswer.of(
                400,
                ErrorCode.DIGEST_INVALID,
                "the manifest does not have the digest in `Docker-Content-Digest`"));
        return;
      }
      ManifestBytes manifest = new ManifestBytes(whole.bytes(), mediaType);
      tell(
          exchange,
          () ->
              writes.put(
                  caller.subject(),
                  operation.repository(),
                  operation.reference(),
                  operation.queryTags(),
                  manifest));
    } else if (outcome instanceof WholeBody.Outcome.TooLong) {
      exchange.answerAndClose(tooLarge());
    } else if (outcome instanceof WholeBody.Outcome.NoRoom) {
      exchange.answerAndClose(
          ErrorAnswer.unavailable("too many manifests are being sent at once", RETRY_SECONDS));
    } else {
      exchange.answer(
          ErrorAnswer.of(400, ErrorCode.MANIFEST_INVALID, "the manifest did not come whole"));
    }
  }

  /** Whether the bytes have every digest that the client's headers say. */
  private static boolean isAsSaid(Exchange exchange, byte[] bytes) {
    return exchange.headers().getValuesList("Docker-Content-Digest").stream()
        .allMatch(said -> Digest.parse(said).filter(digest -> digest.isOf(bytes)).isPresent());
  }

  private static ErrorAnswer tooLarge() {
    return ErrorAnswer.of(413, ErrorCode.SIZE_INVALID, "a manifest has at most 4 MiB");
  }

  Step deleteManifest(Operation.DeleteManifest operation) {
    return (exchange, caller) ->
        tell(
            exchange,
            () ->
                writes.deleteManifest(
                    caller.subject(), operation.repository(), operation.reference()));
  }

  Step deleteBlob(Operation.DeleteBlob operation) {
    return (exchange, caller) ->
        tell(
            exchange,
            () -> writes.deleteBlob(caller.subject(), operation.repository(), operation.digest()));
  }

  private void tell(Exchange exchange, Supplier<Writes.Told> write) {
    try {
      threads.execute(() -> exchange.guard(() -> tell(exchange, write.get())));
    } catch (RejectedExecutionException e) {
      exchange.answer(
          ErrorAnswer.unavailable("too many writes wait for each other", RETRY_SECONDS));
    }
  }

  private static void tell(Exchange exchange, Writes.Told told) {
    if (told instanceof Writes.Told.Answer answer) {
      exchange.answer(answer.status(), answer.headers(), answer.body().bytes());
    } else if (told instanceof Writes.Told.Refusal refusal) {
      exchange.answer(refusal.error());
    }
  }
}
