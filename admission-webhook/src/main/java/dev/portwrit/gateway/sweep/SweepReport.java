package dev.portwrit.gateway.sweep;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one sweep came to; written and read by its thread. */
final class SweepReport {
  private final Lack unknown = new Lack();
  private final Lack untold = new Lack();
  private int looked;
  private @Nullable String cut;

  private static final class Lack {
    private int count;
    private String first = "";

    void add(String cause) {
      if (count++ == 0) {
        first = cause;
      }
    }

    List<String> lines(String what) {
      return count == 0 ? List.of() : List.of("of " + count + " protected tags " + what + first);
    }
  }

  void count(Look look) {
    looked++;
    if (look instanceof Look.Unknown why) {
      unknown.add(why.cause());
    } else if (look instanceof Look.InStep in) {
      in.unsaid().ifPresent(untold::add);
    }
  }

  void cut(String cause) {
    cut = cause;
  }

  boolean isCut() {
    return cut != null;
  }

  /** How many tags were looked at. */
  int looked() {
    return looked;
  }

  /** Of how many of them not everything could be told. */
  int unknown() {
    return unknown.count + untold.count;
  }

  /** Whether of every tag it could be told what it is. */
  boolean isComplete() {
    return cut == null && unknown.count == 0;
  }

  /** What a person should know, one line each; empty if everything could be told. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (cut != null) {
      lines.add("protected tags were not all compared with the registry: " + cut);
    }
    lines.addAll(unknown.lines("it cannot be told whether they are what they must be: "));
    lines.addAll(untold.lines("it cannot be told whether every part is there: "));
    return lines;
  }
}
