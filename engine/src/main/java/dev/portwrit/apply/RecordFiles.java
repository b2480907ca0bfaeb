package dev.portwrit.apply;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Records in a folder, one file each. */
final class RecordFiles implements RecordStore {
  private final Path folder;

  RecordFiles(Path folder) {
    this.folder = folder;
  }

  private Path file(int number) {
    return folder.resolve(String.format(Locale.ROOT, "%08d.ndjson", number));
  }

  @Override
  public SortedSet<Integer> numbers() throws IOException {
    SortedSet<Integer> numbers = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.matches("[0-9]{8}\\.ndjson")) {
          numbers.add(Integer.parseInt(name.substring(0, 8)));
        }
      }
    }
    return numbers;
  }

  @Override
  public String text(int number) throws IOException {
    return Files.readString(file(number), StandardCharsets.UTF_8);
  }

  @Override
  public String place(int number) {
    return file(number).toString();
  }

  @Override
  public Lines begin(int number) throws IOException {
    FileChannel channel =
        FileChannel.open(file(number), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new FileLines(channel);
  }

  private final class FileLines implements Lines {
    private final FileChannel file;
    private boolean isKept;

    private FileLines(FileChannel file) {
      this.file = file;
    }

    @Override
    public void add(String text) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(false);
      if (!isKept) {
        // That a file was made is of its folder.
        DurableFile.force(folder);
        isKept = true;
      }
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
