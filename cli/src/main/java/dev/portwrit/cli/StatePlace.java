package dev.portwrit.cli;

import dev.portwrit.apply.AppliedCommit;
import dev.portwrit.apply.DatabaseState;
import dev.portwrit.apply.RunRecords;
import dev.portwrit.apply.RunState;
import dev.portwrit.apply.StateDatabase;
import dev.portwrit.apply.StateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the state of a registry is: in a folder of this machine, or in a database of several. */
sealed interface StatePlace {
  /** The commit that was applied last, without making anything. */
  Optional<AppliedCommit> applied() throws IOException;

  /** The state, to be closed; it is made if it is not there. */
  RunState open() throws IOException;

  /** The runs that have a record, without making anything in a folder. */
  List<RunRecords.Run> runs() throws IOException;

  /** What is removed so that the registry is met for the first time. */
  String applying();

  private static List<RunRecords.Run> whole(RunRecords records) throws IOException {
    Optional<String> flaw = records.flaw();
    if (flaw.isPresent()) {
      throw new IOException(flaw.get());
    }
    return records.runs();
  }

  /** In a folder. */
  record Folder(Path path) implements StatePlace {
    @Override
    public Optional<AppliedCommit> applied() throws IOException {
      return StateFolder.appliedIn(path);
    }

    @Override
    public RunState open() throws IOException {
      return StateFolder.open(path);
    }

    @Override
    public List<RunRecords.Run> runs() throws IOException {
      Optional<RunRecords> records = StateFolder.recordsIn(path);
      return records.isEmpty() ? List.of() : whole(records.get());
    }

    @Override
    public String applying() {
      return "`applied` in `" + path + "`";
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** In a database, under a key. */
  record Database(StateDatabase database, String key) implements StatePlace {
    @Override
    public Optional<AppliedCommit> applied() throws IOException {
      try (RunState state = open()) {
        return state.applied();
      }
    }

    @Override
    public RunState open() throws IOException {
      return DatabaseState.open(database, key);
    }

    @Override
    public List<RunRecords.Run> runs() throws IOException {
      try (RunState state = open()) {
        return whole(state.records());
      }
    }

    @Override
    public String applying() {
      return "the row `" + key + "` of `apply_state` in `" + database + "`";
    }

    @Override
    public String toString() {
      return database.toString();
    }
  }
}
