package dev.portwrit.apply;

import java.io.IOException;
import java.util.Optional;

/**
 * What is kept between the runs on one registry by one repository of policies: who runs now, the
 * commit that was applied last, and the records of all runs. Without it a registry is met for the
 * first time.
 */
public interface RunState extends AutoCloseable {
  /**
   * Takes the lock of the registry, without waiting.
   *
   * @param who what others read who find it taken
   * @return empty if somebody else has it
   * @throws IOException if it cannot be told
   */
  Optional<RegistryLock> lock(String who) throws IOException;

  /**
   * Who took the lock last.
   *
   * @return what they said of themselves
   */
  String holder();

  /**
   * The commit that was applied last.
   *
   * @return empty at first contact
   * @throws IOException if it cannot be read, or is not what was written: that is never taken for a
   *     first contact
   */
  Optional<AppliedCommit> applied() throws IOException;

  /**
   * Notes the commit that was applied, durably. Only under the lock.
   *
   * @param commit the commit
   * @throws IOException if it cannot be written
   */
  void applied(AppliedCommit commit) throws IOException;

  /**
   * The records of the runs.
   *
   * @return all of them
   */
  RunRecords records();

  @Override
  void close();
}
