package dev.portwrit.gateway.decisionlog;

import java.util.Map;

/**
 * How many records never came into the log.
 *
 * @param notes pulls and the like, which went on
 * @param appends writes, which were refused
 */
record Missed(long notes, long appends) {
  static final Missed NONE = new Missed(0, 0);

  Missed plus(Missed other) {
    return new Missed(notes + other.notes, appends + other.appends);
  }

  boolean isNone() {
    return notes == 0 && appends == 0;
  }

  EventRecord asEvent() {
    return new EventRecord(
        EventRecord.GAP, Map.of("missed", Long.toString(notes), "refused", Long.toString(appends)));
  }
}
