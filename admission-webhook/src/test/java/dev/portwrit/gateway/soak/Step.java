package dev.portwrit.gateway.soak;

/**
 * One thing that a client does, of one request or a few.
 *
 * @param weight how often it is done, against the other steps
 */
record Step(String name, int weight, Act act) {
  /** What is done; it throws where an answer is not the one that is due. */
  interface Act {
    void run() throws Exception;
  }
}
