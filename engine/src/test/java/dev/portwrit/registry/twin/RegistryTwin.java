package dev.portwrit.registry.twin;

import dev.portwrit.registry.LiveRegistry;
import dev.portwrit.registry.NativeState;
import java.util.Random;
import java.util.function.Consumer;

/** A stand-in for a live registry that can be told to misbehave. */
public interface RegistryTwin {
  /** The registry as the program meets it. */
  LiveRegistry registry();

  /** What is really there, with nothing unknown. */
  NativeState truth();

  /** What is there at one moment, for a twin of the same kind to become. */
  interface Moment {}

  /** What is there now. */
  Moment moment();

  /**
   * Makes what is there what it was at a moment, past the program and without drift or lag, so that
   * what many worlds begin with is made once.
   */
  void become(Moment moment);

  /** What a state of it allows and keeps, by the rules of the stand-in and not of the program. */
  Judgement judge(NativeState state);

  /** Somebody else changes something that policy governs. */
  void disturb(Random random);

  /** How it misbehaves from now on; calls are counted from 1 again. */
  void misbehave(Misbehaviour misbehaviour);

  /** Hears of the truth after every effect of the program's own calls. */
  void watch(Consumer<NativeState> watcher);

  /** How many calls that write were made since {@link #misbehave}. */
  int writes();

  /** How many calls that read were made since {@link #misbehave}. */
  int reads();
}
