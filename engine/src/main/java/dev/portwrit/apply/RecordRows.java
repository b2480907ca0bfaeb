package dev.portwrit.apply;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.SortedSet;
import java.util.TreeSet;

/** Records in a table, one row a line. */
final class RecordRows implements RecordStore {
  private final StateSession session;
  private final StateDatabase database;
  private final String key;

  RecordRows(StateSession session, StateDatabase database, String key) {
    this.session = session;
    this.database = database;
    this.key = key;
  }

  @Override
  public SortedSet<Integer> numbers() throws IOException {
    return session.run(
        connection -> {
          SortedSet<Integer> numbers = new TreeSet<>();
          try (PreparedStatement asking =
              connection.prepareStatement(
                  "SELECT DISTINCT run FROM apply_record WHERE state = ?")) {
            asking.setString(1, key);
            try (ResultSet row = asking.executeQuery()) {
              while (row.next()) {
                numbers.add(row.getInt(1));
              }
            }
          }
          return numbers;
        });
  }

  @Override
  public String text(int number) throws IOException {
    return session.run(
        connection -> {
          StringBuilder text = new StringBuilder();
          try (PreparedStatement asking =
              connection.prepareStatement(
                  "SELECT content FROM apply_record WHERE state = ? AND run = ? ORDER BY line")) {
            asking.setString(1, key);
            asking.setInt(2, number);
            try (ResultSet row = asking.executeQuery()) {
              while (row.next()) {
                text.append(row.getString(1)).append('\n');
              }
            }
          }
          return text.toString();
        });
  }

  @Override
  public String place(int number) {
    return database + ", " + key + ", run " + number;
  }

  @Override
  public Lines begin(int number) {
    return new RowLines(number);
  }

  private final class RowLines implements Lines {
    private final int number;
    private int line;

    private RowLines(int number) {
      this.number = number;
    }

    // The key of the table keeps two runs from writing one record.
    @Override
    public void add(String text) throws IOException {
      line++;
      int unused =
          session.run(
              connection -> {
                try (PreparedStatement adding =
                    connection.prepareStatement(
                        "INSERT INTO apply_record (state, run, line, content)"
                            + " VALUES (?, ?, ?, ?)")) {
                  adding.setString(1, key);
                  adding.setInt(2, number);
                  adding.setInt(3, line);
                  adding.setString(4, text);
                  return adding.executeUpdate();
                }
              });
    }

    @Override
    public void close() {
      // Each line is there as soon as it was added.
    }
  }
}
