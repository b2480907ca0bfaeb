package dev.portwrit.gateway.forward;

import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * The headers of the registry's answers that clients are given. Cookies, challenges, addresses and
 * whatever belongs to the connection are not among them; {@code Location} and {@code Link} are
 * written anew where they are due.
 */
final class AnswerHeaders {
  private static final Set<String> PASSED =
      Set.of(
          "accept-ranges",
          "cache-control",
          "content-encoding",
          "content-length",
          "content-range",
          "content-type",
          "docker-content-digest",
          "docker-upload-uuid",
          "etag",
          "last-modified",
          "oci-chunk-min-length",
          "oci-filters-applied",
          "oci-subject",
          "oci-tag",
          "range",
          "retry-after");

  private AnswerHeaders() {}

  static HttpFields.Mutable passed(HttpFields answer) {
    HttpFields.Mutable passed = HttpFields.build();
    for (HttpField field : answer) {
      if (PASSED.contains(field.getName().toLowerCase(Locale.ROOT))) {
        passed.add(field);
      }
    }
    return passed;
  }

  /** As {@link #passed}, for answers whose body is looked at as a whole and measured again. */
  static HttpFields.Mutable passedWithoutLength(HttpFields answer) {
    return passed(answer).remove(HttpHeader.CONTENT_LENGTH);
  }
}
