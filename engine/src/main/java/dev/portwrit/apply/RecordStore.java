package dev.portwrit.apply;

import java.io.IOException;
import java.util.SortedSet;

/** Where the records of runs are: a text of lines for each run. */
interface RecordStore {
  /** The numbers of the runs that have one. */
  SortedSet<Integer> numbers() throws IOException;

  /** A record. After a crash its last line may lack its end. */
  String text(int number) throws IOException;

  /** What people find a record by. */
  String place(int number);

  /** Begins the record of a run; it fails if there is one. */
  Lines begin(int number) throws IOException;

  /** A record while it is written. For one thread. */
  interface Lines extends AutoCloseable {
    /** Adds a line; it is durable then. */
    void add(String text) throws IOException;

    @Override
    void close() throws IOException;
  }
}
