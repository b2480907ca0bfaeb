package dev.portwrit.gateway.request;

import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.util.List;
import java.util.Optional;

/**
 * One operation of the OCI distribution protocol, or of the token protocol beside it. Each names
 * its endpoint in the specification.
 */
public sealed interface Operation extends ParsedRequest {
  /**
   * The method of the request line.
   *
   * @return such as {@code GET}
   */
  String method();

  /**
   * The path and query in their one canonical form: of all targets that mean this operation, the
   * one that the gateway writes.
   *
   * @return such as {@code /v2/acme/pay/api/manifests/v1}
   */
  String target();

  /**
   * Calls what the visitor has for this operation.
   *
   * @param <T> what the visitor answers
   * @param visitor one method an operation
   * @return its answer
   */
  <T> T accept(OperationVisitor<T> visitor);

  /** An operation inside one repository. */
  sealed interface InRepository extends Operation {
    /**
     * The repository.
     *
     * @return its name, as the client and policies write it
     */
    RepositoryName repository();
  }

  /** Is there a registry, and may I use it? (end-1). */
  record Ping() implements Operation {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String target() {
      return "/v2/";
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.ping(this);
    }
  }

  /**
   * Lists repositories.
   *
   * @param page which of them; {@code last} is a repository name
   */
  record ListRepositories(Page page) implements Operation {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String target() {
      return new Target("/v2/_catalog").page(page).toString();
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.listRepositories(this);
    }
  }

  /**
   * Lists the tags of a repository (end-8).
   *
   * @param repository where
   * @param page which of them; {@code last} is a tag
   */
  record ListTags(RepositoryName repository, Page page) implements InRepository {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String target() {
      return Target.in(repository, "tags/list").page(page).toString();
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.listTags(this);
    }
  }

  /**
   * Lists the manifests that refer to one (end-12).
   *
   * @param repository where
   * @param subject the digest they refer to
   * @param artifactType only those of this type, empty for all
   */
  record ListReferrers(RepositoryName repository, Digest subject, Optional<String> artifactType)
      implements InRepository {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String target() {
      return Target.in(repository, "referrers/" + subject)
          .optional("artifactType", artifactType)
          .toString();
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.listReferrers(this);
    }
  }

  /**
   * Reads a manifest (end-3).
   *
   * @param repository where
   * @param reference which
   */
  record GetManifest(RepositoryName repository, Reference reference) implements InRepository {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String target() {
      return Target.in(repository, "manifests/" + reference).toString();
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.getManifest(this);
    }
  }

  /**
   * Asks whether a manifest is there (end-3).
   *
   * @param repository where
   * @param reference which
   */
  record HeadManifest(RepositoryName repository, Reference reference) implements InRepository {
    @Override
    public String method() {
      return "HEAD";
    }

    @Override
    public String target() {
      return Target.in(repository, "manifests/" + reference).toString();
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.headManifest(this);
    }
  }

  /**
   * Writes a manifest, by tag (end-7a) or by digest, perhaps with tags beside it (end-7b).
   *
   * @param repository where
   * @param reference under which name
   * @param queryTags further tags for the same manifest, distinct, in the client's order; empty
   *     where the reference is a tag
   */
  record PutManifest(RepositoryName repository, Reference reference, List<Tag> queryTags)
      implements InRepository {
    /** The most tags one request may write beside the manifest; the specification asks for 10. */
    public static final int MAX_QUERY_TAGS = 32;

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if tags stand beside a tag
     */
    public PutManifest {
      queryTags = List.copyOf(queryTags);
      if (!queryTags.isEmpty() && reference instanceof Reference.ByTag) {
        throw new IllegalArgumentException("tags beside a tag");
      }
    }

    @Override
    public String method() {
      return "PUT";
    }

    @Override
    public String target() {
      Target target = Target.in(repository, "manifests/" + reference);
      queryTags.forEach(tag -> target.parameter("tag", tag.value()));
      return target.toString();
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.putManifest(this);
    }
  }

  /**
   * Deletes a tag or a manifest (end-9).
   *
   * @param repository where
   * @param reference which
   */
  record DeleteManifest(RepositoryName repository, Reference reference) implements InRepository {
    @Override
    public String method() {
      return "DELETE";
    }

    @Override
    public String target() {
      return Target.in(repository, "manifests/" + reference).toString();
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.deleteManifest(this);
    }
  }

  /**
   * Reads a blob (end-2).
   *
   * @param repository where
   * @param digest which
   */
  record GetBlob(RepositoryName repository, Digest digest) implements InRepository {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String target() {
      return Target.in(repository, "blobs/" + digest).toString();
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.getBlob(this);
    }
  }

  /**
   * Asks whether a blob is there (end-2).
   *
   * @param repository where
   * @param digest which
   */
  record HeadBlob(RepositoryName repository, Digest digest) implements InRepository {
    @Override
    public String method() {
      return "HEAD";
    }

    @Override
    public String target() {
      return Target.in(repository, "blobs/" + digest).toString();
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.headBlob(this);
    }
  }

  /**
   * Deletes a blob (end-10).
   *
   * @param repository where
   * @param digest which
   */
  record DeleteBlob(RepositoryName repository, Digest digest) implements InRepository {
    @Override
    public String method() {
      return "DELETE";
    }

    @Override
    public String target() {
      return Target.in(repository, "blobs/" + digest).toString();
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.deleteBlob(this);
    }
  }

  /**
   * Begins an upload (end-4a, end-4c).
   *
   * @param repository where
   * @param algorithm the algorithm of the digest that will close it, {@code sha256} or {@code
   *     sha512}; empty where the client does not say
   */
  record StartUpload(RepositoryName repository, Optional<String> algorithm)
      implements InRepository {
    @Override
    public String method() {
      return "POST";
    }

    @Override
    public String target() {
      return Target.in(repository, "blobs/uploads/")
          .optional("digest-algorithm", algorithm)
          .toString();
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.startUpload(this);
    }
  }

  /**
   * Uploads a whole blob in one request (end-4b).
   *
   * @param repository where
   * @param digest that of the body
   */
  record PushBlob(RepositoryName repository, Digest digest) implements InRepository {
    @Override
    public String method() {
      return "POST";
    }

    @Override
    public String target() {
      return Target.in(repository, "blobs/uploads/").parameter("digest", digest.value()).toString();
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.pushBlob(this);
    }
  }

  /**
   * Takes a blob from another repository, or begins an upload if that cannot be (end-11).
   *
   * @param repository where to
   * @param digest which
   * @param from where from; empty where the registry shall find it by itself
   */
  record MountBlob(RepositoryName repository, Digest digest, Optional<RepositoryName> from)
      implements InRepository {
    @Override
    public String method() {
      return "POST";
    }

    @Override
    public String target() {
      return Target.in(repository, "blobs/uploads/")
          .parameter("mount", digest.value())
          .optional("from", from.map(RepositoryName::value))
          .toString();
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.mountBlob(this);
    }
  }

  /**
   * Asks how far an upload has come (end-13).
   *
   * @param repository where
   * @param session which
   */
  record GetUpload(RepositoryName repository, UploadSession session) implements InRepository {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String target() {
      return Target.in(repository, "blobs/uploads/" + session).toString();
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.getUpload(this);
    }
  }

  /**
   * Uploads a part of a blob (end-5).
   *
   * @param repository where
   * @param session which upload
   */
  record PatchUpload(RepositoryName repository, UploadSession session) implements InRepository {
    @Override
    public String method() {
      return "PATCH";
    }

    @Override
    public String target() {
      return Target.in(repository, "blobs/uploads/" + session).toString();
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.patchUpload(this);
    }
  }

  /**
   * Uploads the last part, or the whole, of a blob and closes the upload (end-6).
   *
   * @param repository where
   * @param session which upload
   * @param digest that of the whole blob
   */
  record FinishUpload(RepositoryName repository, UploadSession session, Digest digest)
      implements InRepository {
    @Override
    public String method() {
      return "PUT";
    }

    @Override
    public String target() {
      return Target.in(repository, "blobs/uploads/" + session)
          .parameter("digest", digest.value())
          .toString();
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.finishUpload(this);
    }
  }

  /**
   * Gives an upload up (end-14).
   *
   * @param repository where
   * @param session which
   */
  record CancelUpload(RepositoryName repository, UploadSession session) implements InRepository {
    @Override
    public String method() {
      return "DELETE";
    }

    @Override
    public String target() {
      return Target.in(repository, "blobs/uploads/" + session).toString();
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.cancelUpload(this);
    }
  }

  /**
   * Asks for a token, with a password in the header or as nobody.
   *
   * @param service the name of the registry, empty where the client does not say
   * @param scopes what for, each as the client wrote it; the grammar of scopes is the token
   *     service's
   * @param account the name the client says it has, empty where it does not say
   */
  record GetToken(Optional<String> service, List<String> scopes, Optional<String> account)
      implements Operation {
    /** Where tokens are to be had. */
    public static final String PATH = "/token";

    /** Copies the list. */
    public GetToken {
      scopes = List.copyOf(scopes);
    }

    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String target() {
      Target target = new Target(PATH).optional("service", service).optional("account", account);
      scopes.forEach(scope -> target.parameter("scope", scope));
      return target.toString();
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.getToken(this);
    }
  }

  /** Asks for a token with a form in the body, as OAuth 2 does. */
  record PostToken() implements Operation {
    @Override
    public String method() {
      return "POST";
    }

    @Override
    public String target() {
      return GetToken.PATH;
    }

    @Override
    public <T> T accept(OperationVisitor<T> visitor) {
      return visitor.postToken(this);
    }
  }
}
