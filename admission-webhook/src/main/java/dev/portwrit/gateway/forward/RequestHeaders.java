package dev.portwrit.gateway.forward;

import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * The headers of clients that matter to a registry. They are not copied but read, each by its own
 * grammar, and written anew; what does not fit is left out, except where that would change what an
 * upload means.
 */
final class RequestHeaders {
  private static final Pattern MEDIA_RANGES =
      Pattern.compile("[A-Za-z0-9!#$&^_.+*/;=, \"-]{1,8192}");
  private static final Pattern BYTE_RANGE = Pattern.compile("bytes=[0-9]{0,18}-[0-9]{0,18}");
  private static final Pattern ETAGS = Pattern.compile("[\\x21-\\x7e ]{1,1024}");
  private static final Pattern CHUNK_RANGE = Pattern.compile("[0-9]{1,18}-[0-9]{1,18}");

  private RequestHeaders() {}

  /** For reads of manifests and blobs. */
  static HttpFields.Mutable ofRead(HttpFields client, boolean withRange) {
    HttpFields.Mutable headers = HttpFields.build();
    List<String> accept = client.getValuesList(HttpHeader.ACCEPT);
    String ranges = String.join(", ", accept);
    if (MEDIA_RANGES.matcher(ranges).matches()) {
      headers.put(HttpHeader.ACCEPT, ranges);
    }
    if (withRange) {
      copy(client, HttpHeader.RANGE, BYTE_RANGE, headers);
      copy(client, HttpHeader.IF_RANGE, ETAGS, headers);
    }
    copy(client, HttpHeader.IF_NONE_MATCH, ETAGS, headers);
    return headers;
  }

  /** For bodies of uploads. */
  static HttpFields.Mutable ofUpload(HttpFields client) {
    HttpFields.Mutable headers = HttpFields.build();
    headers.put(HttpHeader.CONTENT_TYPE, "application/octet-stream");
    copy(client, HttpHeader.CONTENT_RANGE, CHUNK_RANGE, headers);
    return headers;
  }

  /** Whether a part says where it belongs in a way that no registry would understand. */
  static boolean hasBadChunkRange(HttpFields client) {
    List<String> values = client.getValuesList(HttpHeader.CONTENT_RANGE);
    return values.size() > 1
        || values.stream().anyMatch(value -> !CHUNK_RANGE.matcher(value).matches());
  }

  private static void copy(
      HttpFields client, HttpHeader header, Pattern grammar, HttpFields.Mutable headers) {
    List<String> values = client.getValuesList(header);
    if (values.size() == 1 && grammar.matcher(values.get(0)).matches()) {
      headers.put(header, values.get(0));
    }
  }
}
