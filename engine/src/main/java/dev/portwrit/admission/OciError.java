package dev.portwrit.admission;

import java.util.Optional;

/**
 * An error as a registry tells it to a client.
 *
 * <p>Source: OCI distribution specification, "Error Codes".
 *
 * @param code the code, which the client's software reads
 * @param message one line, which the client's user reads
 * @param detail the decision, where one was made
 */
public record OciError(Code code, String message, Optional<Refusal> detail) {
  /** The codes that a write can end with, with the status each is sent as. */
  public enum Code {
    /** The blob is not there. */
    BLOB_UNKNOWN(404),
    /** The policy does not allow it. */
    DENIED(403),
    /** The digest is not that of the content. */
    DIGEST_INVALID(400),
    /** The manifest cannot be read. */
    MANIFEST_INVALID(400),
    /** The manifest is not there. */
    MANIFEST_UNKNOWN(404),
    /** The manifest is too large. */
    SIZE_INVALID(413),
    /** The operation does not exist. */
    UNSUPPORTED(400);

    private final int status;

    Code(int status) {
      this.status = status;
    }

    /**
     * The HTTP status it is sent as.
     *
     * @return such as 403
     */
    public int status() {
      return status;
    }
  }

  /**
   * An error without a decision.
   *
   * @param code the code
   * @param message one line
   * @return the error
   */
  public static OciError of(Code code, String message) {
    return new OciError(code, message, Optional.empty());
  }

  /**
   * The error that tells a client of a deny.
   *
   * @param refusal why
   * @return a {@link Code#DENIED}
   */
  public static OciError denied(Refusal refusal) {
    return new OciError(Code.DENIED, refusal.message(), Optional.of(refusal));
  }
}
