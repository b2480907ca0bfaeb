package dev.portwrit.gateway.bypass;

/** What is added to a query. */
enum QueryForm {
  AS_IT_IS(Verdict.PASSES, Verdict.PASSES, ""),
  UNKNOWN(Verdict.PASSES, Verdict.REFUSED, "x=1"),
  NAMESPACE(Verdict.PASSES, Verdict.REFUSED, "ns=docker.io"),
  METHOD(Verdict.PASSES, Verdict.REFUSED, "_method=DELETE"),
  TAG(Verdict.PASSES, Verdict.REFUSED, "tag=v-held-0"),
  TAG_ENCODED(Verdict.PASSES, Verdict.REFUSED, "%74%61g=v-held-%30"),
  TAG_IN_CAPITALS(Verdict.PASSES, Verdict.REFUSED, "TAG=v-held-0"),
  TAG_AS_A_LIST(Verdict.PASSES, Verdict.REFUSED, "tag[]=v-held-0"),
  TAG_WITH_A_LINE_END(Verdict.EITHER, Verdict.REFUSED, "tag=v-held-0%0d%0a"),
  TAG_WITH_NUL(Verdict.EITHER, Verdict.REFUSED, "tag=v-held-0%00"),
  MANY(Verdict.PASSES, Verdict.REFUSED, "tag=v-held-0&tag=v-held-1&x=1"),
  EMPTY_PART(Verdict.REFUSED, Verdict.REFUSED, "&"),
  SEMICOLONS(Verdict.REFUSED, Verdict.REFUSED, "x=1;tag=v-held-0"),
  BAD_PERCENT(Verdict.EITHER, Verdict.REFUSED, "x=%zz"),
  OVERLONG(Verdict.EITHER, Verdict.REFUSED, "tag=%c0%ae"),
  SECOND_QUESTION(Verdict.EITHER, Verdict.REFUSED, "x=1?tag=v-held-0");

  private final Verdict onRead;
  private final Verdict onWrite;
  private final String added;

  QueryForm(Verdict onRead, Verdict onWrite, String added) {
    this.onRead = onRead;
    this.onWrite = onWrite;
    this.added = added;
  }

  /** The query with what is added, and its question mark. */
  String apply(String query) {
    String both = query.isEmpty() || added.isEmpty() ? query + added : query + "&" + added;
    return both.isEmpty() ? "" : "?" + both;
  }

  Verdict verdict(Attempt attempt) {
    // Beside a digest `tag` is known; what it then means is an attempt of its own.
    boolean isKnown = attempt.takesTags() && (this == TAG || this == TAG_ENCODED);
    return isKnown ? Verdict.EITHER : attempt.isRead() ? onRead : onWrite;
  }
}
