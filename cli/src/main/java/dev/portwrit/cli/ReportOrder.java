package dev.portwrit.cli;

import dev.portwrit.audit.AuditScope;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a report was asked for, by the options that have a say in what it says.
 *
 * @param options their values by their names, several with commas between; a flag has none
 */
record ReportOrder(SortedMap<String, String> options) {
  static final String REGISTRY = "registry";
  static final String REPOSITORY = "repository";
  static final String SUBJECT = "subject";
  static final String NO_HISTORY = "no-history";
  static final String NO_LIVE = "no-live";
  static final String VIEW = "view";
  static final String WITHIN = "within";
  static final String BETWEEN = "between";
  private static final String UNUSED = "unused";
  private static final List<String> VALUES =
      List.of(REGISTRY, REPOSITORY, SUBJECT, VIEW, WITHIN, BETWEEN, NotedHeads.HEAD);
  private static final List<String> FLAGS = List.of(NO_HISTORY, NO_LIVE);

  ReportOrder {
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
  }

  /** What was typed. */
  static ReportOrder of(Invocation invocation) throws Failure {
    SortedMap<String, String> options = new TreeMap<>();
    VALUES.stream()
        .filter(invocation::has)
        .forEach(name -> options.put(name, String.join(",", invocation.values(name))));
    FLAGS.stream().filter(invocation::has).forEach(name -> options.put(name, ""));
    if (!new ReportOrder(options).isOfUses()) {
      // Of other reports the evidence says what was enforced, not which lines said it.
      options.remove(NotedHeads.HEAD);
    }
    ReportOrder order = new ReportOrder(options);
    order.requireView(WITHIN, "expiring");
    order.requireView(BETWEEN, "ever");
    return order;
  }

  private void requireView(String option, String view) throws Failure {
    if (has(option) && !view().equals(view)) {
      throw Failure.wrong(
          "`--" + option + "` is of the view `" + view + "`",
          "add `--view " + view + "`, or leave it out");
    }
  }

  /** What a report of policies alone says of itself that has no manifest. */
  static ReportOrder of(AuditScope scope, boolean hasHistory) {
    SortedMap<String, String> options = new TreeMap<>();
    scope.registry().ifPresent(name -> options.put(REGISTRY, name));
    scope.registry().ifPresent(name -> options.put(NO_LIVE, ""));
    scope.repository().ifPresent(name -> options.put(REPOSITORY, name.value()));
    scope.subject().ifPresent(subject -> options.put(SUBJECT, subject.toString()));
    if (!hasHistory) {
      options.put(NO_HISTORY, "");
    }
    return new ReportOrder(options);
  }

  /** The first of the options that no report has, or that has another value than a flag has. */
  Optional<String> stranger() {
    return options.entrySet().stream()
        .filter(
            one ->
                !VALUES.contains(one.getKey())
                    && !(FLAGS.contains(one.getKey()) && one.getValue().isEmpty()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** As it is typed; {@code everything} if nothing is left out. */
  @Override
  public String toString() {
    return options.isEmpty()
        ? "everything"
        : options.entrySet().stream()
            .map(one -> ("--" + one.getKey() + " " + one.getValue()).strip())
            .collect(Collectors.joining(" ", "`", "`"));
  }

  boolean has(String option) {
    return options.containsKey(option);
  }

  Optional<String> value(String option) {
    return Optional.ofNullable(options.get(option));
  }

  /** Which report it is. */
  String view() {
    return value(VIEW).orElse("access");
  }

  /** The registry that is asked what it allows; empty of policies alone. */
  Optional<String> liveRegistry() {
    return value(REGISTRY).filter(name -> !has(NO_LIVE) && ReportView.isLive(view()));
  }

  /** Whether it is made of what was done, besides policies. */
  boolean isOfUses() {
    return view().equals(UNUSED);
  }

  /** What part of the access it is about. */
  AuditScope scope() throws Failure {
    Optional<String> repository = value(REPOSITORY);
    Optional<String> subject = value(SUBJECT);
    Optional<RepositoryName> name =
        repository.isPresent()
            ? Optional.of(QuestionText.repository(repository.get()))
            : Optional.empty();
    Optional<Subject> who =
        subject.isPresent() ? Optional.of(QuestionText.subject(subject.get())) : Optional.empty();
    return new AuditScope(value(REGISTRY), name, who);
  }
}
