package dev.portwrit.gateway.server;

import dev.portwrit.gateway.write.PushAnswer;
import dev.portwrit.gateway.write.PushQuestion;

/** Says what would be answered to a push, without doing anything; in life that of {@code write}. */
@FunctionalInterface
interface Admissions {
  /** Judges a push. May block. */
  PushAnswer admit(PushQuestion question);
}
