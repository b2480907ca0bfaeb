package dev.portwrit.gateway.forward;

import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.forward.AnswerRule.Checked;
import dev.portwrit.gateway.forward.AnswerRule.Verdict;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import java.net.URI;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** What becomes of the registry's answers to reads of manifests and blobs. */
final class ReadAnswers {
  private static final String DIGEST_HEADER = "Docker-Content-Digest";

  private final URI registry;
  private final boolean follows;

  /** Of a registry at that address, whose redirects are followed or passed on. */
  ReadAnswers(URI registry, boolean follows) {
    this.registry = registry;
    this.follows = follows;
  }

  /**
   * A manifest is looked at as a whole: it is small, and what the registry says about its digest is
   * true or is not passed on.
   */
  AnswerRule manifest(Reference reference) {
    return (status, headers) ->
        status == 200
            ? new Verdict.Check(
                200,
                AnswerHeaders.passedWithoutLength(headers),
                body -> checkManifest(reference, headers, body))
            : CommonAnswers.passError(status, headers);
  }

  private static Checked checkManifest(Reference reference, HttpFields headers, byte[] body) {
    if (reference instanceof Reference.ByDigest named && !named.digest().isOf(body)) {
      return lie();
    }
    String said = headers.get(DIGEST_HEADER);
    if (said != null && !Digest.parse(said).filter(digest -> digest.isOf(body)).isPresent()) {
      return lie();
    }
    String actual = said != null ? said : Digest.sha256(body).value();
    return new Checked.Good(HttpFields.build().put(DIGEST_HEADER, actual));
  }

  private static Checked lie() {
    return new Checked.Bad(
        ErrorAnswer.badGateway("the registry's manifest does not have the digest it says"));
  }

  /** The head of a manifest; of its content nothing can be checked. */
  AnswerRule manifestHead(Reference reference) {
    return (status, headers) -> {
      if (status != 200) {
        return CommonAnswers.passError(status, headers);
      }
      return reference instanceof Reference.ByDigest named && contradicts(headers, named.digest())
          ? CommonAnswers.replace("the registry answered with another digest")
          : new Verdict.Pass(200, AnswerHeaders.passed(headers));
    };
  }

  /**
   * A blob, or a part of one, streamed. Its content is checked by the client, who has to hash it in
   * any case. A redirect to a store elsewhere is passed on, or followed.
   */
  AnswerRule blob(Digest digest, String target) {
    return (status, headers) -> {
      if (status == 200 || status == 206) {
        return contradicts(headers, digest)
            ? CommonAnswers.replace("the registry answered with another digest")
            : new Verdict.Pass(status, AnswerHeaders.passed(headers));
      }
      return isRedirect(status)
          ? redirect(status, headers, digest, target)
          : CommonAnswers.passError(status, headers);
    };
  }

  /** A blob's headers, asked for with GET where HEAD has effects. */
  AnswerRule blobHeadersOnly(Digest digest, String target) {
    AnswerRule rule = blob(digest, target);
    return (status, headers) -> {
      Verdict verdict = rule.judge(status, headers);
      if (verdict instanceof Verdict.Follow) {
        return CommonAnswers.replace("the registry redirects where none of its kind does");
      }
      return verdict instanceof Verdict.Pass pass
          ? new Verdict.HeadersOnly(pass.status(), pass.headers())
          : verdict;
    };
  }

  private Verdict redirect(int status, HttpFields headers, Digest digest, String target) {
    String location = headers.get(HttpHeader.LOCATION);
    Optional<URI> address =
        location == null
            ? Optional.empty()
            : UpstreamAddress.resolve(registry, target, location)
                .filter(elsewhere -> !UpstreamAddress.isAt(registry, elsewhere));
    if (address.isEmpty()) {
      // A client that cannot reach the registry could not follow.
      return CommonAnswers.replace("the registry redirects a blob to itself");
    }
    if (follows) {
      return StoreAddress.next(registry, registry.resolve(target), String.valueOf(location))
          .<Verdict>map(safe -> new Verdict.Follow(safe, digest))
          .orElse(CommonAnswers.replace("the registry redirects a blob to where none is fetched"));
    }
    HttpFields.Mutable passed = AnswerHeaders.passed(headers);
    passed.put(HttpHeader.LOCATION, address.get().toASCIIString());
    return new Verdict.Pass(status, passed);
  }

  static boolean isRedirect(int status) {
    return status == 302 || status == 303 || status == 307 || status == 308;
  }

  private static boolean contradicts(HttpFields headers, Digest digest) {
    String said = headers.get(DIGEST_HEADER);
    // Another algorithm's digest of the same content is no contradiction.
    return said != null
        && said.startsWith(digest.algorithm() + ":")
        && !said.equals(digest.value());
  }
}
