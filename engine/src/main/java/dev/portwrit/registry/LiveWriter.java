package dev.portwrit.registry;

/** Changes a live registry, one call a step. Used by one thread at a time. */
public interface LiveWriter extends AutoCloseable {
  /**
   * Makes a step. It does not check what the object is before: who plans does.
   *
   * @param step what to do
   * @return what became of it; never an exception
   */
  Performed perform(Step step);

  /**
   * How much was asked so far.
   *
   * @return the calls by their names
   */
  CallCount calls();

  @Override
  void close();
}
