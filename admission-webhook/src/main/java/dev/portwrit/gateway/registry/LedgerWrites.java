package dev.portwrit.gateway.registry;

import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.admission.OciError;
import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.exchange.RefusalText;
import dev.portwrit.gateway.request.ErrorCode;
import dev.portwrit.gateway.upstream.Body;
import dev.portwrit.gateway.upstream.Header;
import dev.portwrit.gateway.write.ManifestWrites;
import dev.portwrit.gateway.write.WriteOutcome;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;

/** The writes of {@code write}, as they are told over HTTP. */
public final class LedgerWrites implements Writes {
  private final ManifestWrites writes;

  /** Written there. */
  public LedgerWrites(ManifestWrites writes) {
    this.writes = writes;
  }

  @Override
  public Told put(
      Subject caller,
      RepositoryName repository,
      Reference reference,
      List<Tag> tags,
      ManifestBytes manifest) {
    return told(writes.put(caller, repository, reference, tags, manifest));
  }

  @Override
  public Told deleteManifest(Subject caller, RepositoryName repository, Reference reference) {
    return told(writes.deleteManifest(caller, repository, reference));
  }

  @Override
  public Told deleteBlob(Subject caller, RepositoryName repository, Digest digest) {
    return told(writes.deleteBlob(caller, repository, digest));
  }

  /** What a client is told of an outcome. */
  public static Told told(WriteOutcome outcome) {
    if (outcome instanceof WriteOutcome.Done done) {
      return new Told.Answer(done.status(), fields(done.headers()), Body.EMPTY);
    }
    if (outcome instanceof WriteOutcome.Refused refused) {
      return new Told.Refusal(error(refused.error()));
    }
    if (outcome instanceof WriteOutcome.BadGateway bad) {
      return new Told.Refusal(ErrorAnswer.badGateway(bad.cause()));
    }
    if (outcome instanceof WriteOutcome.UpstreamAnswered answered) {
      return answered.status() >= 500
          ? new Told.Refusal(ErrorAnswer.badGateway("the registry answered " + answered.status()))
          : new Told.Answer(answered.status(), fields(answered.headers()), answered.body());
    }
    WriteOutcome.Unavailable unavailable = (WriteOutcome.Unavailable) outcome;
    int seconds = (int) Math.max(1, unavailable.retryAfter().plusMillis(999).toSeconds());
    return new Told.Refusal(ErrorAnswer.unavailable(unavailable.cause(), seconds));
  }

  private static ErrorAnswer error(OciError error) {
    ErrorAnswer answer =
        ErrorAnswer.of(
            error.code().status(), ErrorCode.valueOf(error.code().name()), error.message());
    return error
        .detail()
        .map(refusal -> answer.withDetail(RefusalText.json(refusal)))
        .orElse(answer);
  }

  private static HttpFields fields(List<Header> headers) {
    HttpFields.Mutable fields = HttpFields.build();
    headers.forEach(header -> fields.add(header.name(), header.value()));
    return fields;
  }
}
