package dev.portwrit.gateway.authrequest;

import dev.portwrit.gateway.request.ErrorCode;
import dev.portwrit.gateway.request.ParsedRequest;
import dev.portwrit.gateway.request.Rejected;
import dev.portwrit.gateway.request.RequestGrammar;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpFields;

/** The request that another proxy holds, as it says in two headers. */
final class OriginalRequest {
  static final String METHOD = "X-Original-Method";
  static final String TARGET = "X-Original-URI";

  private static final Pattern UPLOAD = Pattern.compile(".*/blobs/uploads/[^/]+");
  // What Distribution keeps of an upload, signed and bound to the repository, in its address.
  private static final Pattern STATE = Pattern.compile("_state=([A-Za-z0-9_=-]|%3D)*");

  private OriginalRequest() {}

  /** Reads it, from the headers of a request that has those of the client besides. */
  static ParsedRequest parse(HttpFields headers) {
    List<String> methods = headers.getValuesList(METHOD);
    List<String> targets = headers.getValuesList(TARGET);
    if (methods.size() != 1 || targets.size() != 1) {
      return malformed("`" + METHOD + "` and `" + TARGET + "` stand once");
    }
    String target = targets.get(0);
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    String query = question < 0 ? "" : target.substring(question + 1);
    if (path.indexOf('%') >= 0) {
      // The registry is sent these bytes, and what decodes them once more would see another path.
      return malformed("the path is written without `%`");
    }
    String known = UPLOAD.matcher(path).matches() ? withoutState(query) : query;
    return RequestGrammar.parse(
        methods.get(0),
        known.isEmpty() ? path : path + "?" + known,
        headers.getFieldNamesCollection());
  }

  private static String withoutState(String query) {
    List<String> all = Arrays.asList(query.split("&", -1));
    List<String> others = all.stream().filter(one -> !STATE.matcher(one).matches()).toList();
    // Two of them stay, and the grammar refuses them.
    return all.size() - others.size() == 1
        ? others.stream().collect(Collectors.joining("&"))
        : query;
  }

  private static Rejected malformed(String message) {
    return new Rejected(400, ErrorCode.UNSUPPORTED, message, List.of());
  }
}
