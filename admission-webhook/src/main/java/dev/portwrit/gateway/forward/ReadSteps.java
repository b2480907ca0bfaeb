package dev.portwrit.gateway.forward;

import dev.portwrit.gateway.exchange.Exchange;
import dev.portwrit.gateway.exchange.Step;
import dev.portwrit.gateway.request.Operation;
import dev.portwrit.policy.Registry;
import java.net.URI;
import org.eclipse.jetty.http.HttpFields;

/** Reads of manifests, blobs, tags and referrers. */
public final class ReadSteps {
  private final Forwarder forwarder;
  private final RegistryTraits traits;
  private final ReadAnswers reads;
  private final ListAnswers lists;

  /** For a registry of that address and kind. */
  public ReadSteps(Forwarder forwarder, URI registry, Registry.Type type) {
    this.forwarder = forwarder;
    this.traits = RegistryTraits.of(type);
    this.reads = new ReadAnswers(registry);
    this.lists = new ListAnswers(registry);
  }

  /** Gets a manifest. */
  public Step manifest(Operation.GetManifest operation) {
    return (exchange, caller) ->
        forward(exchange, operation, false, reads.manifest(operation.reference()));
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
