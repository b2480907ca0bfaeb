package dev.portwrit.source;

import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.util.RawParseUtils;

/** What a signature of a commit is a signature of: the commit without it. */
final class SignedText {
  private static final byte[] HEADER = "gpgsig".getBytes(StandardCharsets.US_ASCII);

  private SignedText() {}

  /**
   * The bytes that were signed.
   *
   * @param commit a signed commit with its body
   */
  static byte[] of(RevCommit commit) {
    byte[] raw = commit.getRawBuffer();
    int content = RawParseUtils.headerStart(HEADER, raw, 0);
    if (content < 0) {
      throw new IllegalArgumentException("the commit is not signed");
    }
    int start = content - HEADER.length - 1;
    int end = Math.min(raw.length, RawParseUtils.nextLfSkippingSplitLines(raw, content) + 1);
    byte[] text = new byte[raw.length - (end - start)];
    System.arraycopy(raw, 0, text, 0, start);
    System.arraycopy(raw, end, text, start, raw.length - end);
    return text;
  }
}
