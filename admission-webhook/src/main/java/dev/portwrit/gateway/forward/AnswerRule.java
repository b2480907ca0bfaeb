package dev.portwrit.gateway.forward;

import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.reference.Digest;
import java.net.URI;
import org.eclipse.jetty.http.HttpFields;

/** What becomes of the registry's answer to one operation. */
@FunctionalInterface
interface AnswerRule {
  /** What to do with an answer. */
  sealed interface Verdict {
    /** Pass it on under these headers, streaming its body. */
    record Pass(int status, HttpFields headers) implements Verdict {}

    /** Pass it on under these headers once the whole body was looked at. */
    record Check(int status, HttpFields headers, BodyCheck check) implements Verdict {}

    /** Say this instead. */
    record Replace(ErrorAnswer error) implements Verdict {}

    /** Fetch a blob from a store elsewhere. */
    record Follow(URI address, Digest digest) implements Verdict {}

    /** Pass on the headers alone. */
    record HeadersOnly(int status, HttpFields headers) implements Verdict {}
  }

  /** Looks at a whole body. */
  @FunctionalInterface
  interface BodyCheck {
    /** The verdict on a body of at most the size of a manifest. */
    Checked check(byte[] body);
  }

  /** What a {@link BodyCheck} found. */
  sealed interface Checked {
    /** Pass the body on, with further headers. */
    record Good(HttpFields further) implements Checked {}

    /** Say this instead. */
    record Bad(ErrorAnswer error) implements Checked {}
  }

  /** Judges status and headers; statuses that the common rules deal with do not come here. */
  Verdict judge(int status, HttpFields headers);
}
