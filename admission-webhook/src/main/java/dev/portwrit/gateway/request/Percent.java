package dev.portwrit.gateway.request;

/** Percent-decoding of printable ASCII, which is all that names, tags and digests are made of. */
final class Percent {
  private Percent() {}

  /** Decodes once; a plus is a space only where a form's rules hold. */
  static String decode(String text, boolean form) throws Rejection {
    StringBuilder decoded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        c = octet(text, i);
        i += 2;
      } else if (c == '+' && form) {
        c = ' ';
      } else if (c == ' ') {
        throw malformed("a space");
      }
      if (c < ' ' || c > '~') {
        throw malformed("a character that is not printable ASCII");
      }
      decoded.append(c);
    }
    return decoded.toString();
  }

  private static char octet(String text, int at) throws Rejection {
    int high = at + 1 < text.length() ? hex(text.charAt(at + 1)) : -1;
    int low = at + 2 < text.length() ? hex(text.charAt(at + 2)) : -1;
    if (high < 0 || low < 0) {
      throw malformed("a `%` without two hex digits");
    }
    return (char) (high * 16 + low);
  }

  private static int hex(char c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }

  private static Rejection malformed(String what) {
    return Rejection.badRequest(ErrorCode.UNSUPPORTED, "the request target has " + what);
  }
}
