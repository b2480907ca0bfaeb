package dev.portwrit.cli;

import dev.portwrit.apply.StepGate;

/**
 * Lets a process that is told to end (SIGTERM, SIGINT) come to the end of the step that is under
 * way, so that the registry is not left to be found out about.
 */
final class StoppedBySignal implements AutoCloseable {
  private final StepGate gate = new StepGate();
  private final Thread hook = new Thread(this::stop, "stopped");

  private StoppedBySignal() {}

  /** Listens until it is closed. */
  static StoppedBySignal listen() {
    StoppedBySignal listening = new StoppedBySignal();
    try {
      Runtime.getRuntime().addShutdownHook(listening.hook);
    } catch (IllegalStateException ending) {
      listening.stop();
    }
    return listening;
  }

  StepGate gate() {
    return gate;
  }

  private void stop() {
    try {
      gate.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // It has run.
    }
  }
}
