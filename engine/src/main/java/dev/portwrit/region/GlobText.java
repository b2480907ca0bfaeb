package dev.portwrit.region;

/** What can be told of globs from their text. */
final class GlobText {
  private GlobText() {}

  /** Whether one glob certainly matches all that another one does. */
  static boolean covers(String wide, String narrow) {
    int w = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < narrow.length()) {
      if (w < wide.length() && wide.charAt(w) == '*') {
        star = w++;
        resume = n;
      } else if (w < wide.length() && wide.charAt(w) == narrow.charAt(n)) {
        w++;
        n++;
      } else if (star >= 0) {
        w = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (w < wide.length() && wide.charAt(w) == '*') {
      w++;
    }
    return w == wide.length();
  }
}
