package dev.portwrit.gateway.admin;

import dev.portwrit.gateway.write.PushAnswer;
import dev.portwrit.gateway.write.PushQuestion;

/** Says what would be answered to a push, without doing anything; in life that of {@code write}. */
@FunctionalInterface
public interface Admissions {
  /** Judges a push. May block. */
  PushAnswer admit(PushQuestion question);
}
