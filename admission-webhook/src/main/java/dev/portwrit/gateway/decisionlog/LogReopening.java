package dev.portwrit.gateway.decisionlog;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds where a log ends that was closed, or that a crash left.
 *
 * <p>A crash may leave a last line without its end, or, on some file systems, zeros or nothing
 * where the last batch should be. None of that was ever acknowledged: it is kept in a file beside
 * the log and cut off. A well-formed line that does not fit the chain is something else. No crash
 * writes that, so the log is not opened.
 */
final class LogReopening {
  /**
   * The end that was found.
   *
   * @param file the file to go on with
   * @param length its length up to the end of the last good line
   * @param head the head of the chain there
   * @param instance whose chain it is, if there is a line yet
   * @param recovered what to write into the log if something was cut off
   */
  record End(
      Path file,
      long length,
      Head head,
      Optional<String> instance,
      Optional<EventRecord> recovered) {}

  private final Path folder;

  LogReopening(Path folder) {
    this.folder = folder;
  }

  End find() throws IOException, DecisionLogException {
    List<Path> files = LogFiles.in(folder);
    if (files.isEmpty()) {
      return new End(LogFiles.first(folder), 0, Head.NONE, Optional.empty(), Optional.empty());
    }
    Path last = files.get(files.size() - 1);
    Chain chain = new Chain();
    if (files.size() > 1) {
      // A new file is begun only when the one before it is whole, so nothing in that may be torn.
      Path before = files.get(files.size() - 2);
      long length = readInto(chain, before);
      if (length != Files.size(before)) {
        throw new DecisionLogException(
            "`" + before + "` is damaged at byte " + length + ", before the last file of the log");
      }
    }
    long length = readInto(chain, last);
    if (length != Files.size(last)) {
      cutOff(last, length, chain);
    }
    return new End(last, length, chain.head(), chain.instance(), recovered(last, chain));
  }

  /**
   * Reads good lines up to the end or to what a crash may have left; answers the length of them.
   */
  private static long readInto(Chain chain, Path file) throws IOException, DecisionLogException {
    try (LineReader reader = LineReader.open(file)) {
      long number = 1;
      for (Optional<LineReader.Line> next = reader.next();
          next.isPresent();
          next = reader.next(), number++) {
        LineReader.Line line = next.get();
        Optional<ChainMembers> members = ChainMembers.parse(line.bytes());
        if (!line.isWhole() || members.isEmpty()) {
          return line.offset();
        }
        Optional<String> problem = chain.accept(members.get(), line.bytes());
        if (problem.isPresent()) {
          throw new DecisionLogException("`" + file + "`:" + number + ": " + problem.get());
        }
      }
    }
    return Files.size(file);
  }

  private static void cutOff(Path file, long length, Chain chain)
      throws IOException, DecisionLogException {
    long torn = Files.size(file) - length;
    if (torn > Batch.MAX_BYTES) {
      throw new DecisionLogException(
          "`%s` is damaged at byte %d, further from its end than a crash reaches"
              .formatted(file, length));
    }
    copyTail(file, length, aside(file, chain));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
      channel.force(true);
    }
  }

  /** What the next line is to say: also when a crash came between the cut and that line. */
  private static Optional<EventRecord> recovered(Path file, Chain chain) throws IOException {
    Path aside = aside(file, chain);
    if (!Files.exists(aside)) {
      return Optional.empty();
    }
    Map<String, String> detail =
        Map.of(
            "bytes", Long.toString(Files.size(aside)), "kept-in", aside.getFileName().toString());
    return Optional.of(new EventRecord(EventRecord.RECOVERED, detail));
  }

  /** Where the piece is kept that was found in place of the next line. */
  private static Path aside(Path file, Chain chain) {
    return file.resolveSibling(file.getFileName() + ".torn-" + (chain.head().sequence() + 1));
  }

  private static void copyTail(Path file, long offset, Path aside) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        FileChannel channel =
            FileChannel.open(
                aside,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
        OutputStream out = Channels.newOutputStream(channel)) {
      in.skipNBytes(offset);
      in.transferTo(out);
      channel.force(true);
    }
  }
}
