package dev.portwrit.gateway.forward;

import dev.portwrit.gateway.forward.AnswerRule.Verdict;
import dev.portwrit.gateway.request.Operation;
import dev.portwrit.gateway.request.UploadSession;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.RepositoryName;
import java.net.URI;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** What becomes of the registry's answers to uploads: their addresses are replaced by ours. */
final class UploadAnswers {
  private final URI registry;
  private final UploadSessions sessions;
  private final RepositoryName repository;
  private final Subject caller;
  private final String target;

  /**
   * For one request.
   *
   * @param target path and query that the registry is asked for
   */
  UploadAnswers(
      URI registry,
      UploadSessions sessions,
      RepositoryName repository,
      Subject caller,
      String target) {
    this.registry = registry;
    this.sessions = sessions;
    this.repository = repository;
    this.caller = caller;
    this.target = target;
  }

  /** An upload was begun. */
  AnswerRule started() {
    return (status, headers) ->
        status == 202 ? goOn(202, headers, true) : CommonAnswers.passError(status, headers);
  }

  /** A blob was taken over or uploaded whole, or, if the registry could not, an upload begun. */
  AnswerRule createdOrStarted(Digest digest) {
    return (status, headers) ->
        switch (status) {
          case 201 -> created(headers, digest);
          case 202 -> goOn(202, headers, true);
          default -> CommonAnswers.passError(status, headers);
        };
  }

  /** A part was taken. */
  AnswerRule continued() {
    return (status, headers) ->
        status == 202 ? goOn(202, headers, false) : CommonAnswers.passError(status, headers);
  }

  /** How far an upload has come; it stays as touched as it was. */
  AnswerRule status(boolean untouched) {
    return (status, headers) ->
        status == 204 || status == 202
            ? goOn(204, headers, untouched)
            : CommonAnswers.passError(status, headers);
  }

  /** An upload was closed. */
  AnswerRule finished(Digest digest) {
    return (status, headers) ->
        status == 201 ? created(headers, digest) : CommonAnswers.passError(status, headers);
  }

  /** An upload was given up. */
  AnswerRule cancelled() {
    return (status, headers) ->
        status == 204 || status == 202
            ? new Verdict.Pass(204, HttpFields.EMPTY)
            : CommonAnswers.passError(status, headers);
  }

  private Verdict created(HttpFields headers, Digest digest) {
    String said = headers.get("Docker-Content-Digest");
    if (said != null && said.startsWith(digest.algorithm() + ":") && !said.equals(digest.value())) {
      return CommonAnswers.replace("the registry stored the blob under another digest");
    }
    HttpFields.Mutable passed = AnswerHeaders.passed(headers);
    passed.put("Docker-Content-Digest", digest.value());
    passed.put(HttpHeader.LOCATION, new Operation.GetBlob(repository, digest).target());
    return new Verdict.Pass(201, passed);
  }

  private Verdict goOn(int status, HttpFields headers, boolean untouched) {
    String location = headers.get(HttpHeader.LOCATION);
    // Some registries leave it out where it has not changed.
    Optional<String> next =
        location == null || location.isBlank()
            ? Optional.of(target).filter(same -> status == 204)
            : UpstreamAddress.ofUpload(registry, target, location, repository);
    if (next.isEmpty()) {
      return CommonAnswers.replace("the registry gave no address of its own for the upload");
    }
    UploadSession session =
        sessions.seal(repository, caller, new UploadState(next.get(), untouched));
    HttpFields.Mutable passed = AnswerHeaders.passed(headers);
    passed.put(HttpHeader.LOCATION, new Operation.GetUpload(repository, session).target());
    return new Verdict.Pass(status, passed);
  }
}
