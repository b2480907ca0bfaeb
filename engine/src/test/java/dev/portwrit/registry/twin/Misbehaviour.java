package dev.portwrit.registry.twin;

import dev.portwrit.registry.ObjectId;

/** What becomes of each call, by its number since it was told to misbehave. */
public interface Misbehaviour {
  /** A registry that does as it is told. */
  Misbehaviour NONE = new Misbehaviour() {};

  /** What becomes of a call that reads a page or an object. */
  enum Read {
    ANSWERED,
    FAILED,
    /** A page of a listing says that it is the last, so that what follows is not heard of. */
    CUT,
    /** A page of a listing says that it comes before itself. */
    REPEATED
  }

  /** What becomes of a call that writes. */
  enum Write {
    DONE,
    /** Refused, and nothing done. */
    REFUSED,
    /** Answered as done, and nothing done. */
    NOTHING,
    /** No answer, and nothing done. */
    LOST,
    /** Done, but no answer came. */
    UNHEARD,
    /** The program ends before the call has an effect. */
    CRASH_BEFORE,
    /** The program ends between the effect and the answer. */
    CRASH_AFTER
  }

  /** The end of the process that runs the program, in the middle of a call. */
  final class Crash extends Error {
    private static final long serialVersionUID = 1;

    public Crash() {
      super("the process ended");
    }
  }

  default Read onRead(int call) {
    return Read.ANSWERED;
  }

  default Write onWrite(int call, ObjectId object) {
    return Write.DONE;
  }

  /** How many reads of an object go on showing what it was before a write. */
  default int lag(int write) {
    return 0;
  }
}
