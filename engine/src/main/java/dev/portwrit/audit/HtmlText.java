package dev.portwrit.audit;

import dev.portwrit.diagnostic.Printable;

/** Text from outside as HTML holds it: printable, and never markup, in an attribute neither. */
final class HtmlText {
  private HtmlText() {}

  static String escape(String text) {
    return Printable.escape(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
