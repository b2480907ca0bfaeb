package dev.portwrit.registry.ecr.twin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who signed a request.
 *
 * <p>Source: IAM User Guide, "AWS Signature Version 4 for API requests"; the codes of ECR (JSON)
 * and of IAM and STS (query) from "Common error types" of each.
 */
final class TwinSignature {
  private static final Pattern HEADER =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/([0-9]{8})/([^/]+)/([^/]+)/aws4_request, ?"
              + "SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");

  private TwinSignature() {}

  static TwinIam.Key signer(TwinMessage message, TwinIam iam, boolean json) {
    Matcher parts = HEADER.matcher(message.header("Authorization").orElse(""));
    if (!parts.matches()) {
      throw refusal(json, "MissingAuthenticationTokenException", "MissingAuthenticationToken");
    }
    TwinIam.Key key = iam.keys.get(parts.group(1));
    Optional<String> token = message.header("X-Amz-Security-Token");
    if (key == null || !key.token().equals(token)) {
      throw refusal(json, "UnrecognizedClientException", "InvalidClientTokenId");
    }
    if (key.expired()) {
      throw refusal(json, "ExpiredTokenException", "ExpiredToken");
    }
    if (!signature(message, key.secret(), parts).equals(parts.group(6))) {
      // The real one repeats what should have been signed, session token and all.
      throw new TwinRefusal(
          403,
          json ? "InvalidSignatureException" : "SignatureDoesNotMatch",
          "The request signature we calculated does not match the signature you provided."
              + "\n\nThe Canonical String for this request should have been\n'POST\n/\n\n"
              + "x-amz-security-token:"
              + token.orElse("none")
              + "'");
    }
    return key;
  }

  private static TwinRefusal refusal(boolean json, String ofJson, String ofQuery) {
    return new TwinRefusal(
        json ? 400 : 403,
        json ? ofJson : ofQuery,
        "The security token included in the request is invalid.");
  }

  private static String signature(TwinMessage message, String secret, Matcher parts) {
    List<String> names = Arrays.asList(parts.group(5).split(";", -1));
    String headers =
        names.stream()
            .map(
                name ->
                    name
                        + ":"
                        + message.values(name).stream()
                            .map(value -> value.strip().replaceAll(" +", " "))
                            .collect(Collectors.joining(","))
                        + "\n")
            .collect(Collectors.joining());
    String canonical =
        message.method()
            + "\n/\n\n"
            + headers
            + "\n"
            + parts.group(5)
            + "\n"
            + hash(message.body());
    String scope = parts.group(2) + "/" + parts.group(3) + "/" + parts.group(4) + "/aws4_request";
    String toSign =
        "AWS4-HMAC-SHA256\n"
            + message.header("X-Amz-Date").orElse("")
            + "\n"
            + scope
            + "\n"
            + hash(canonical.getBytes(StandardCharsets.UTF_8));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/", -1)) {
      key = mac(key, part);
    }
    return HexFormat.of().formatHex(mac(key, toSign));
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
