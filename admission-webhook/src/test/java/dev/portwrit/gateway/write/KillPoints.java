package dev.portwrit.gateway.write;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps of a protocol: the moments before and after each call of a port. At one of them the
 * process is killed: from then on every call ends it again. Ports are wrapped whole, so a new
 * method of theirs is a step by itself. Threads may race through them.
 */
final class KillPoints {
  /** The process is dead; nothing catches it. */
  static final class KilledError extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final int last;
  private final List<String> passed = new ArrayList<>();

  private KillPoints(int last) {
    this.last = last;
  }

  static KillPoints never() {
    return new KillPoints(Integer.MAX_VALUE);
  }

  /** The process does not live past a step, counted from 0. */
  static KillPoints at(int step) {
    return new KillPoints(step);
  }

  /** The steps that came so far. */
  synchronized List<String> passed() {
    return List.copyOf(passed);
  }

  /** Whether the call that is being made is the last. */
  synchronized boolean isLastCall() {
    return passed.size() == last;
  }

  private synchronized void pass(String step) {
    if (passed.size() > last) {
      throw new KilledError();
    }
    passed.add(step);
    if (passed.size() > last) {
      throw new KilledError();
    }
  }

  /** A port whose calls are steps. */
  <T> T around(Class<T> port, T real) {
    Object wrapped =
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              String call = port.getSimpleName() + "." + method.getName();
              pass("before " + call);
              try {
                Object answer = method.invoke(real, arguments);
                pass("after " + call);
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return port.cast(wrapped);
  }
}
