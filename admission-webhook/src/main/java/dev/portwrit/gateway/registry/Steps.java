package dev.portwrit.gateway.registry;

import dev.portwrit.gateway.exchange.Json;
import dev.portwrit.gateway.exchange.Step;
import dev.portwrit.gateway.forward.ReadSteps;
import dev.portwrit.gateway.forward.UploadSteps;
import dev.portwrit.gateway.gate.Gate;
import dev.portwrit.gateway.gate.PolicyView;
import dev.portwrit.gateway.request.Operation;
import dev.portwrit.gateway.request.OperationVisitor;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** The step for each operation that needs a caller. */
public final class Steps implements OperationVisitor<Step> {
  private final ReadSteps reads;
  private final UploadSteps uploads;
  private final WriteSteps writes;
  private final Catalog catalog;
  private final Gate gate;
  private final FirstPushes firstPushes;

  /** Steps of each kind, the gate that lists are asked of, and what comes before a push. */
  public Steps(
      ReadSteps reads,
      UploadSteps uploads,
      WriteSteps writes,
      Catalog catalog,
      Gate gate,
      FirstPushes firstPushes) {
    this.reads = reads;
    this.uploads = uploads;
    this.writes = writes;
    this.catalog = catalog;
    this.gate = gate;
    this.firstPushes = firstPushes;
  }

  @Override
  public Step ping(Operation.Ping operation) {
    return (exchange, caller) ->
        exchange.answer(
            200,
            HttpFields.build().put(HttpHeader.CONTENT_TYPE, "application/json"),
            Json.bytes(Json.object()));
  }

  @Override
  public Step listRepositories(Operation.ListRepositories operation) {
    return (exchange, caller) -> {
      PolicyView policy = gate.policy();
      catalog.answer(
          exchange, operation.page(), repository -> gate.mayPull(caller, policy, repository));
    };
  }

  @Override
  public Step listTags(Operation.ListTags operation) {
    return reads.list(operation);
  }

  @Override
  public Step listReferrers(Operation.ListReferrers operation) {
    return reads.list(operation);
  }

  @Override
  public Step getManifest(Operation.GetManifest operation) {
    return reads.manifest(operation);
  }

  @Override
  public Step headManifest(Operation.HeadManifest operation) {
    return reads.manifestHead(operation);
  }

  @Override
  public Step putManifest(Operation.PutManifest operation) {
    return firstPushes.before(operation.repository(), writes.put(operation));
  }

  @Override
  public Step deleteManifest(Operation.DeleteManifest operation) {
    return writes.deleteManifest(operation);
  }

  @Override
  public Step getBlob(Operation.GetBlob operation) {
    return reads.blob(operation);
  }

  @Override
  public Step headBlob(Operation.HeadBlob operation) {
    return reads.blobHead(operation);
  }

  @Override
  public Step deleteBlob(Operation.DeleteBlob operation) {
    return writes.deleteBlob(operation);
  }

  @Override
  public Step startUpload(Operation.StartUpload operation) {
    return firstPushes.before(operation.repository(), uploads.start(operation));
  }

  @Override
  public Step pushBlob(Operation.PushBlob operation) {
    return firstPushes.before(operation.repository(), uploads.pushWhole(operation));
  }

  @Override
  public Step mountBlob(Operation.MountBlob operation) {
    return firstPushes.before(operation.repository(), uploads.mount(operation));
  }

  @Override
  public Step getUpload(Operation.GetUpload operation) {
    return uploads.status(operation);
  }

  @Override
  public Step patchUpload(Operation.PatchUpload operation) {
    return uploads.patch(operation);
  }

  @Override
  public Step finishUpload(Operation.FinishUpload operation) {
    return uploads.finish(operation);
  }

  @Override
  public Step cancelUpload(Operation.CancelUpload operation) {
    return uploads.cancel(operation);
  }

  @Override
  public Step getToken(Operation.GetToken operation) {
    throw new IllegalStateException("tokens are given before there is a caller");
  }

  @Override
  public Step postToken(Operation.PostToken operation) {
    throw new IllegalStateException("tokens are given before there is a caller");
  }
}
