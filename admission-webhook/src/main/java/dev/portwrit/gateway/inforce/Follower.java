package dev.portwrit.gateway.inforce;

/** Follows one kind of workspace. */
interface Follower {
  /** Puts the first policy in force, or fails. */
  void start() throws NotInForceException;

  /** Looks once for a newer state; whatever is wrong with it is noted. */
  void poll();
}
