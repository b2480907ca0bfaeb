package dev.portwrit.cli;

import dev.portwrit.apply.StepGate;
import java.io.PrintStream;

/**
 * Lets a process that is told to end (SIGTERM, SIGINT) come to the end of the step that is under
 * way, so that the registry is not left to be found out about.
 */
final class StoppedBySignal implements AutoCloseable {
  private final StepGate gate = new StepGate();
  private final Thread hook = new Thread(this::stop, "stopped");

  private final PrintStream err;

  private StoppedBySignal(PrintStream err) {
    this.err = err;
  }

  /** Listens until it is closed; says where people look that it ends. */
  static StoppedBySignal listen(PrintStream err) {
    StoppedBySignal listening = new StoppedBySignal(err);
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
      if (gate.close()) {
        err.println("ending after the step that is under way");
        err.flush();
      }
      gate.awaitEnd();
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
