package dev.portwrit.gateway.kubernetes;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a cluster is told.
 *
 * @param code 200 if the object may be kept; 403 if it may not; 503 if that cannot be told now
 * @param reasons why it may not, one line each
 */
record ReviewAnswer(int code, List<String> reasons) {
  // The API server passes the message on; one of a hundred containers needs no hundred lines.
  private static final int MAX_REASONS = 10;

  static final ReviewAnswer ALLOWED = new ReviewAnswer(200, List.of());

  ReviewAnswer {
    reasons = List.copyOf(reasons);
  }

  static ReviewAnswer denied(String reason) {
    return new ReviewAnswer(403, List.of(reason));
  }

  boolean isAllowed() {
    return code == 200;
  }

  /** The review with its response, as JSON. */
  byte[] json(String uid, String policyVersion) {
    JsonObjectBuilder response =
        Json.createObjectBuilder()
            .add("uid", uid)
            .add("allowed", isAllowed())
            .add("auditAnnotations", Json.createObjectBuilder().add("policy", policyVersion));
    if (!isAllowed()) {
      response.add(
          "status",
          Json.createObjectBuilder()
              .add("code", code)
              .add("reason", code == 403 ? "Forbidden" : "ServiceUnavailable")
              .add("message", message()));
    }
    return Json.createObjectBuilder()
        .add("apiVersion", Review.API_VERSION)
        .add("kind", Review.KIND)
        .add("response", response)
        .build()
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private String message() {
    String first = String.join("; ", reasons.subList(0, Math.min(MAX_REASONS, reasons.size())));
    int more = reasons.size() - MAX_REASONS;
    return more > 0 ? first + "; and " + more + " more" : first;
  }
}
