package dev.portwrit.gateway.request;

/**
 * One method an operation, so that whoever deals with operations deals with all of them.
 *
 * @param <T> what is answered
 */
public interface OperationVisitor<T> {
  /**
   * Deals with {@link Operation.Ping}.
   *
   * @param operation the operation
   * @return the answer
   */
  T ping(Operation.Ping operation);

  /**
   * Deals with {@link Operation.ListRepositories}.
   *
   * @param operation the operation
   * @return the answer
   */
  T listRepositories(Operation.ListRepositories operation);

  /**
   * Deals with {@link Operation.ListTags}.
   *
   * @param operation the operation
   * @return the answer
   */
  T listTags(Operation.ListTags operation);

  /**
   * Deals with {@link Operation.ListReferrers}.
   *
   * @param operation the operation
   * @return the answer
   */
  T listReferrers(Operation.ListReferrers operation);

  /**
   * Deals with {@link Operation.GetManifest}.
   *
   * @param operation the operation
   * @return the answer
   */
  T getManifest(Operation.GetManifest operation);

  /**
   * Deals with {@link Operation.HeadManifest}.
   *
   * @param operation the operation
   * @return the answer
   */
  T headManifest(Operation.HeadManifest operation);

  /**
   * Deals with {@link Operation.PutManifest}.
   *
   * @param operation the operation
   * @return the answer
   */
  T putManifest(Operation.PutManifest operation);

  /**
   * Deals with {@link Operation.DeleteManifest}.
   *
   * @param operation the operation
   * @return the answer
   */
  T deleteManifest(Operation.DeleteManifest operation);

  /**
   * Deals with {@link Operation.GetBlob}.
   *
   * @param operation the operation
   * @return the answer
   */
  T getBlob(Operation.GetBlob operation);

  /**
   * Deals with {@link Operation.HeadBlob}.
   *
   * @param operation the operation
   * @return the answer
   */
  T headBlob(Operation.HeadBlob operation);

  /**
   * Deals with {@link Operation.DeleteBlob}.
   *
   * @param operation the operation
   * @return the answer
   */
  T deleteBlob(Operation.DeleteBlob operation);

  /**
   * Deals with {@link Operation.StartUpload}.
   *
   * @param operation the operation
   * @return the answer
   */
  T startUpload(Operation.StartUpload operation);

  /**
   * Deals with {@link Operation.PushBlob}.
   *
   * @param operation the operation
   * @return the answer
   */
  T pushBlob(Operation.PushBlob operation);

  /**
   * Deals with {@link Operation.MountBlob}.
   *
   * @param operation the operation
   * @return the answer
   */
  T mountBlob(Operation.MountBlob operation);

  /**
   * Deals with {@link Operation.GetUpload}.
   *
   * @param operation the operation
   * @return the answer
   */
  T getUpload(Operation.GetUpload operation);

  /**
   * Deals with {@link Operation.PatchUpload}.
   *
   * @param operation the operation
   * @return the answer
   */
  T patchUpload(Operation.PatchUpload operation);

  /**
   * Deals with {@link Operation.FinishUpload}.
   *
   * @param operation the operation
   * @return the answer
   */
  T finishUpload(Operation.FinishUpload operation);

  /**
   * Deals with {@link Operation.CancelUpload}.
   *
   * @param operation the operation
   * @return the answer
   */
  T cancelUpload(Operation.CancelUpload operation);

  /**
   * Deals with {@link Operation.GetToken}.
   *
   * @param operation the operation
   * @return the answer
   */
  T getToken(Operation.GetToken operation);

  /**
   * Deals with {@link Operation.PostToken}.
   *
   * @param operation the operation
   * @return the answer
   */
  T postToken(Operation.PostToken operation);
}
