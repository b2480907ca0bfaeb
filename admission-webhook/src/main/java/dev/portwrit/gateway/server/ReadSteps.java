package dev.portwrit.gateway.server;

import dev.portwrit.gateway.request.Operation;
import java.net.URI;
import org.eclipse.jetty.http.HttpFields;

/** Reads of manifests, blobs, tags and referrers. */
final class ReadSteps {
  private final Forwarder forwarder;
  private final RegistryTraits traits;
  private final ReadAnswers reads;
  private final ListAnswers lists;

  ReadSteps(Forwarder forwarder, URI registry, RegistryTraits traits) {
    this.forwarder = forwarder;
    this.traits = traits;
    this.reads = new ReadAnswers(registry);
    this.lists = new ListAnswers(registry);
  }

  Step manifest(Operation.GetManifest operation) {
    return (exchange, caller) ->
        forward(exchange, operation, false, reads.manifest(operation.reference()));
  }

  Step manifestHead(Operation.HeadManifest operation) {
    return (exchange, caller) ->
        forward(exchange, operation, false, reads.manifestHead(operation.reference()));
  }

  Step blob(Operation.GetBlob operation) {
    boolean withRange = !traits.probesCopy();
    return (exchange, caller) ->
        forward(exchange, operation, withRange, reads.blob(operation.digest(), operation.target()));
  }

  Step blobHead(Operation.HeadBlob operation) {
    if (!traits.probesCopy()) {
      return (exchange, caller) ->
          forward(exchange, operation, true, reads.blob(operation.digest(), operation.target()));
    }
    var get = new Operation.GetBlob(operation.repository(), operation.digest());
    return (exchange, caller) ->
        forward(
            exchange, get, false, reads.blobHeadersOnly(operation.digest(), operation.target()));
  }

  Step list(Operation.InRepository operation) {
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
