package dev.portwrit.registry;

/** Reads a live registry. May be used by several threads; closing ends its connections. */
public interface LiveReader extends AutoCloseable {
  /**
   * Reads what is there. What cannot be read is unknown or a gap, so that one object's failure does
   * not hide the others.
   *
   * @param scope what to read
   * @return the state
   * @throws RegistryException if nothing can be read at all: the address, the account or the
   *     credentials are wrong
   */
  NativeState read(Scope scope) throws RegistryException;

  /**
   * Reads one object anew, past any memory.
   *
   * @param object which
   * @return what it is now; unknown if it could not be told
   */
  Reading read(ObjectId object);

  /**
   * What the registry remembers of who changed it.
   *
   * @return a history that tells of nothing unless a registry has one
   */
  default NativeHistory history() {
    return NativeHistory.none("registries of this type are not asked who changed something");
  }

  /**
   * How much was asked so far.
   *
   * @return the calls by their names, ordered, for people: what a plan cost
   */
  CallCount calls();

  @Override
  void close();
}
