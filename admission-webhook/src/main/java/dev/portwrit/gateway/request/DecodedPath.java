package dev.portwrit.gateway.request;

import java.util.ArrayList;
import java.util.List;

/** The segments of a path, decoded once. The last one is empty if the path ends in a slash. */
record DecodedPath(List<String> segments) {
  static DecodedPath parse(String path) throws Rejection {
    if (!path.startsWith("/")) {
      throw malformed("the request target must begin with `/`");
    }
    String[] raw = path.substring(1).split("/", -1);
    List<String> segments = new ArrayList<>(raw.length);
    for (int i = 0; i < raw.length; i++) {
      String segment = Percent.decode(raw[i], false);
      requirePlain(segment, i == raw.length - 1);
      segments.add(segment);
    }
    return new DecodedPath(List.copyOf(segments));
  }

  private static void requirePlain(String segment, boolean last) throws Rejection {
    if (segment.isEmpty() && !last) {
      throw malformed("the path has an empty segment");
    }
    if (segment.equals(".") || segment.equals("..")) {
      throw malformed("the path has a dot segment");
    }
    // What a server behind us might take for a separator or decode a second time.
    for (int i = 0; i < segment.length(); i++) {
      if ("/\\;%?#".indexOf(segment.charAt(i)) >= 0) {
        throw malformed("the path has a `" + segment.charAt(i) + "` inside a segment");
      }
    }
  }

  private static Rejection malformed(String message) {
    return Rejection.badRequest(ErrorCode.UNSUPPORTED, message);
  }
}
