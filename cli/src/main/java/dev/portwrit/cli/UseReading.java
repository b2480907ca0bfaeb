package dev.portwrit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portwrit.audit.UseLog;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the lines of one decision log, in their order, tell of what was done. For one thread. */
final class UseReading {
  private static final String FIRST = "first";

  private final Instant until;
  private final NavigableSet<String> registries = new TreeSet<>();
  private final SortedMap<UseLog.Use, Instant> last = new TreeMap<>();
  private final SortedSet<UseLog.Use> perhaps = new TreeSet<>();
  private final NavigableSet<String> mounters = new TreeSet<>();
  private final List<String> missing = new ArrayList<>();
  private String instance = "";
  private boolean isEmpty = true;
  private boolean isWhole;
  private boolean isWithoutPolicy = true;
  private boolean isLater;
  private Instant from = Instant.EPOCH;
  private Instant to = Instant.EPOCH;

  /**
   * Nothing yet.
   *
   * @param until what was done after it does not count
   */
  UseReading(Instant until) {
    this.until = until;
  }

  /** Takes the next line. */
  void line(JsonNode json, Instant time) {
    if (isEmpty) {
      begin(json, time);
    }
    boolean wasLater = isLater;
    isLater = time.isAfter(until);
    to = isLater ? to : time;
    switch (json.path("kind").asText()) {
      case "policy-accepted" -> accepted(json.path("detail"));
      case "decision" -> {
        if (!isLater) {
          decision(json, time);
        }
      }
      case "gap" -> {
        // It is about the time since the line before.
        if (!wasLater) {
          missing.add(
              "the log misses "
                  + json.path("detail").path("missed").asText("some")
                  + " pulls before "
                  + time);
        }
      }
      case "recovered" -> {
        if (!wasLater) {
          missing.add(
              "the log was cut off by a crash before "
                  + time
                  + ": pulls just before it may be missing");
        }
      }
      default -> {
        // Of nothing else somebody made use.
      }
    }
  }

  private void begin(JsonNode json, Instant time) {
    isEmpty = false;
    instance = json.path("instance").asText();
    from = time;
    to = time;
    long sequence = json.path("sequence").asLong();
    isWhole = sequence == 1;
    if (!isWhole) {
      missing.add(
          "the log begins behind sequence "
              + (sequence - 1)
              + ": what was done before "
              + time
              + " is unknown");
    }
    if (time.isAfter(until)) {
      missing.add("the log begins at " + time + ", after what is asked about");
    }
  }

  private void accepted(JsonNode detail) {
    Optional.ofNullable(detail.path("registry").textValue()).ifPresent(registries::add);
    if (isWithoutPolicy && isWhole && !isFirst(detail)) {
      missing.add(
          "the gateway enforced policies before its log begins: what was done before "
              + from
              + " is unknown");
    }
    isWithoutPolicy = false;
  }

  /** Whether a gateway says of a policy that it is the first that it ever enforced. */
  static boolean isFirst(JsonNode detail) {
    return detail.path("reason").asText(FIRST).equals(FIRST);
  }

  private void decision(JsonNode json, Instant time) {
    Optional<UseLog.Use> done = use(json);
    if (done.isPresent()) {
      UseLog.Use use = done.get();
      last.put(use, time);
      // Of a tag without protection no gateway asks whether it is there.
      if (use.action() == Action.PUSH && !json.path("tags").isEmpty()) {
        perhaps.add(new UseLog.Use(use.subject(), Action.OVERWRITE, use.repository()));
      }
      // What a tag is moved to was uploaded first.
      if (use.action() == Action.OVERWRITE) {
        last.put(new UseLog.Use(use.subject(), Action.PUSH, use.repository()), time);
      }
    }
    if (json.path("operation").asText().equals("mount")
        && json.path("decision").asText().equals("allow")) {
      Subject.parse(json.path("caller").asText())
          .ifPresent(subject -> mounters.add(subject.toString()));
    }
  }

  // A cluster that runs an image pulls it. What is uploaded counts by the push that it ends with.
  private static Optional<UseLog.Use> use(JsonNode json) {
    String operation = json.path("operation").asText();
    Optional<Action> action = Action.parse(operation.equals("run") ? "pull" : operation);
    Optional<Subject> caller = Subject.parse(json.path("caller").asText());
    Optional<RepositoryName> repository = RepositoryName.parse(json.path("repository").asText());
    return json.path("decision").asText().equals("allow")
            && action.isPresent()
            && caller.isPresent()
            && repository.isPresent()
        ? Optional.of(new UseLog.Use(caller.get(), action.get(), repository.get()))
        : Optional.empty();
  }

  /**
   * What they tell.
   *
   * @param head the last of them, a sequence, a colon and a hash
   */
  UseLog uses(String head) {
    UseLog.Log log = new UseLog.Log(instance, registries, head);
    return new UseLog(List.of(log), from, to, last, perhaps, List.copyOf(mounters), missing);
  }
}
