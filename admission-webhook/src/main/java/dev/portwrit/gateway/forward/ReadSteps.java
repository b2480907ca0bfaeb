package dev.portwrit.gateway.forward;

import dev.portwrit.gateway.exchange.Exchange;
import dev.portwrit.gateway.exchange.Step;
import dev.portwrit.gateway.request.Operation;
import dev.portwrit.policy.Registry;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.RepositoryName;
import java.net.URI;
import org.eclipse.jetty.http.HttpFields;

/** Reads of manifests, blobs, tags and referrers. */
public final class ReadSteps {
  private final Forwarder forwarder;
  private final ManifestMemory memory;
  private final RegistryTraits traits;
  private final ReadAnswers reads;
  private final ListAnswers lists;

  /** For the registry behind those connections; manifests by digest are looked for there first. */
  public ReadSteps(
      Forwarder forwarder,
      ManifestMemory memory,
      UpstreamConnections upstream,
      Registry.Type type) {
    URI registry = upstream.registry();
    this.forwarder = forwarder;
    this.memory = memory;
    this.traits = RegistryTraits.of(type);
    this.reads = new ReadAnswers(registry, upstream.followsRedirects());
    this.lists = new ListAnswers(registry);
  }

  /** Gets a manifest. */
  public Step manifest(Operation.GetManifest operation) {
    if (operation.reference() instanceof Reference.ByDigest named) {
      return (exchange, caller) -> manifest(exchange, operation, named.digest());
    }
    return (exchange, caller) ->
        forwarder.forwardManifest(
            exchange,
            Forwarding.read(operation, RequestHeaders.ofRead(exchange.headers(), false)),
            reads.manifest(operation.reference()));
  }

  private void manifest(Exchange exchange, Operation.GetManifest operation, Digest digest) {
    HttpFields headers = RequestHeaders.ofRead(exchange.headers(), false);
    RepositoryName repository = operation.repository();
    if (!memory.answer(exchange, repository, digest, headers)) {
      AnswerRule rule = reads.manifest(operation.reference());
      forwarder.forwardManifest(
          exchange,
          Forwarding.read(operation, headers),
          memory.remembering(repository, digest, headers, rule));
    }
  }

  /** Asks for a manifest without its body. */
  public Step manifestHead(Operation.HeadManifest operation) {
    return (exchange, caller) ->
        forward(exchange, operation, false, reads.manifestHead(operation.reference()));
  }

  /** Gets a blob. */
  public Step blob(Operation.GetBlob operation) {
    boolean withRange = !traits.probesCopy();
    return (exchange, caller) ->
        forward(exchange, operation, withRange, reads.blob(operation.digest(), operation.target()));
  }

  /** Asks for a blob without its body. */
  public Step blobHead(Operation.HeadBlob operation) {
    if (!traits.probesCopy()) {
      return (exchange, caller) ->
          forward(exchange, operation, true, reads.blob(operation.digest(), operation.target()));
    }
    var get = new Operation.GetBlob(operation.repository(), operation.digest());
    return (exchange, caller) ->
        forward(
            exchange, get, false, reads.blobHeadersOnly(operation.digest(), operation.target()));
  }

  /** Gets a list of tags or referrers. */
  public Step list(Operation.InRepository operation) {
    return (exchange, caller) ->
        forwarder.forward(
            exchange, Forwarding.read(operation, HttpFields.EMPTY), lists.page(operation));
  }

  private void forward(
      Exchange exchange, Operation.InRepository operation, boolean withRange, AnswerRule rule) {
    HttpFields headers = RequestHeaders.ofRead(exchange.headers(), withRange);
    forwarder.forward(exchange, Forwarding.read(operation, headers), rule);
  }
}
