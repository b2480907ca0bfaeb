package dev.portwrit.gateway.bypass;

import java.util.List;

/** Headers that are sent besides. */
enum HeaderForm {
  NONE(Verdict.PASSES),
  OVERRIDE(Verdict.REFUSED, "X-HTTP-Method-Override", "DELETE"),
  OVERRIDE_TO_PUT(Verdict.REFUSED, "x-http-method-override", "PUT"),
  OTHER_OVERRIDE(Verdict.REFUSED, "X-Method-Override", "GET"),
  THIRD_OVERRIDE(Verdict.REFUSED, "X-HTTP-Method", "DELETE"),
  EMPTY_OVERRIDE(Verdict.REFUSED, "X-HTTP-Method-Override", ""),
  FORWARDED(
      Verdict.PASSES,
      "X-Forwarded-For",
      "127.0.0.1",
      "X-Forwarded-Host",
      "evil.example",
      "X-Forwarded-Proto",
      "https",
      "X-Forwarded-Prefix",
      "/v2/acme/vault",
      "Forwarded",
      "for=127.0.0.1;host=evil.example;proto=https"),
  ORIGINAL_ADDRESS(
      Verdict.PASSES,
      "X-Original-URL",
      "/v2/acme/vault/keys/manifests/v1",
      "X-Rewrite-URL",
      "/v2/acme/vault/keys/manifests/v1",
      "X-Original-Method",
      "DELETE"),
  SOMEBODY(
      Verdict.PASSES,
      "X-Remote-User",
      "owner",
      "Remote-User",
      "owner",
      "X-Forwarded-User",
      "user:owner",
      "X-Real-IP",
      "127.0.0.1",
      "Proxy-Authorization",
      "Basic b3duZXI6b3duZXItcHc=",
      "Cookie",
      "Authorization=Basic b3duZXI6b3duZXItcHc="),
  // What it names must not be lost on the way to the decision; HTTP/2 has no such header.
  CONNECTION(Verdict.EITHER, "Connection", "authorization, content-length, content-type, x-a"),
  TRAILERS(Verdict.PASSES, "TE", "trailers"),
  TRANSFER_ENCODING(Verdict.REFUSED, "Transfer-Encoding", "identity"),
  TWO_LOGINS(Verdict.EITHER, "Authorization", "Basic b3duZXI6b3duZXItcHc="),
  RANGE(Verdict.PASSES, "Range", "bytes=0-3"),
  RANGES(Verdict.EITHER, "Range", "bytes=0-1,2-3", "If-Range", "\"x\""),
  CONDITION(Verdict.EITHER, "If-None-Match", "*", "If-Match", "*"),
  NARROW_ACCEPT(Verdict.EITHER, "Accept", "text/html"),
  ENCODINGS(Verdict.PASSES, "Accept-Encoding", "gzip, br, deflate"),
  OTHER_DIGEST(Verdict.EITHER, "Docker-Content-Digest", "sha256:" + "0".repeat(64)),
  CONTENT_RANGE(Verdict.EITHER, "Content-Range", "bytes 0-3/4"),
  CONTENT_TYPE(
      Verdict.EITHER, "Content-Type", "application/vnd.docker.distribution.manifest.v1+json"),
  CONTENT_LOCATION(
      Verdict.PASSES,
      "Content-Location",
      "/v2/acme/pay/api/manifests/v-held-0",
      "Referer",
      "/v2/acme/vault/keys/manifests/v1"),
  EXPECTATION(Verdict.PASSES, "Expect", "100-continue"),
  OTHER_EXPECTATION(Verdict.EITHER, "Expect", "200-ok"),
  LARGE(Verdict.PASSES, "X-Large", "x".repeat(8_000)),
  HIGH_BYTES(Verdict.EITHER, "X-High", "\u00e9\u00ff");

  private final Verdict verdict;

  /** Names and values by turns, one a line. */
  private final String added;

  HeaderForm(Verdict verdict, String... added) {
    this.verdict = verdict;
    this.added = String.join("\n", added);
  }

  void addTo(List<Field> headers) {
    String[] lines = added.split("\n", -1);
    for (int i = 0; i + 1 < lines.length; i += 2) {
      headers.add(new Field(lines[i], lines[i + 1]));
    }
  }

  Verdict verdict(Attempt attempt) {
    boolean isRead = attempt.isRead();
    return switch (this) {
      case NARROW_ACCEPT, CONDITION, RANGES -> isRead ? Verdict.EITHER : Verdict.PASSES;
      case OTHER_DIGEST -> attempt.isManifestPush() ? Verdict.REFUSED : Verdict.PASSES;
      case CONTENT_TYPE -> attempt.isManifestPush() ? Verdict.EITHER : Verdict.PASSES;
      default -> verdict;
    };
  }
}
