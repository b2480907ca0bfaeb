package dev.portwrit.decision;

import dev.portwrit.diagnostic.Printable;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Tag;
import dev.portwrit.reference.TagPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells of each protection that reaches a repository whether it lets a question pass, and why. */
final class ProtectionExplainer {
  private final Memberships memberships;
  private final List<ProtectionException> exceptionsByPlace;
  private final Question question;

  ProtectionExplainer(
      Memberships memberships, List<ProtectionException> exceptionsByPlace, Question question) {
    this.memberships = memberships;
    this.exceptionsByPlace = exceptionsByPlace;
    this.question = question;
  }

  /** The protections as one step, or nothing where none can have a say. */
  Optional<Step> explain(List<Protection> reaching) {
    if (!Guard.canConcern(question.action()) || reaching.isEmpty()) {
      return Optional.empty();
    }
    List<Step> steps = reaching.stream().map(this::step).toList();
    if (steps.stream().anyMatch(step -> step.mark() == Step.Mark.NO)) {
      return heading(Step.Mark.NO, "a protection refuses it", steps);
    }
    return steps.stream().anyMatch(step -> step.mark() == Step.Mark.UNKNOWN)
        ? heading(Step.Mark.UNKNOWN, "a protection may refuse it, depending on the tag", steps)
        : heading(Step.Mark.YES, "every protection lets it pass", steps);
  }

  private static Optional<Step> heading(Step.Mark mark, String text, List<Step> steps) {
    return Optional.of(new Step(mark, text, Optional.empty(), steps));
  }

  private Step step(Protection protection) {
    if (!protection.rule().concerns(question.action())) {
      return step(protection, Step.Mark.YES, "does not refuse `%s`".formatted(question.action()));
    }
    if (question.tag().isEmpty()) {
      return step(protection, Step.Mark.UNKNOWN, "refuses some for the tags " + tags(protection));
    }
    Tag tag = question.tag().get();
    if (protection.tags().stream().noneMatch(pattern -> pattern.matches(tag))) {
      return step(
          protection,
          Step.Mark.YES,
          "is for the tags %s, not `%s`".formatted(tags(protection), tag));
    }
    Optional<List<Subject>> way = way(protection.to());
    if (way.isPresent()) {
      return step(
          protection, Step.Mark.YES, "names `%s`".formatted(RoleExplainer.chain(way.get())));
    }
    return covering(protection, tag);
  }

  private Step covering(Protection protection, Tag tag) {
    List<Step> exceptions = new ArrayList<>();
    for (ProtectionException exception : exceptionsByPlace) {
      if (exception.protection().equals(protection.fullName())) {
        exceptions.add(exception(exception, tag));
      }
    }
    boolean released = exceptions.stream().anyMatch(step -> step.mark() == Step.Mark.YES);
    boolean denies = protection.enforcement() == Protection.Enforcement.DENY;
    String why =
        switch (protection.rule()) {
          case IMMUTABLE -> "once `%s` is there, nobody moves or deletes it".formatted(tag);
          case RESTRICTED -> "only %s may do that to `%s`".formatted(names(protection.to()), tag);
        };
    String text =
        released ? why + "; an exception releases" : denies ? why : why + "; it only warns";
    return step(protection, Step.Mark.of(released || !denies), text, exceptions);
  }

  private Step exception(ProtectionException exception, Tag tag) {
    Optional<List<Subject>> way = way(exception.to());
    boolean covers = exception.covers(question.repository(), tag);
    boolean inForce = exception.expires().isInForceAt(question.now());
    String text;
    if (way.isEmpty()) {
      text = "is for %s, not `%s`".formatted(names(exception.to()), question.subject());
    } else if (!covers) {
      text = "does not reach `%s:%s`".formatted(question.repository(), tag);
    } else if (!inForce) {
      text = "expired, its end was %s".formatted(exception.expires());
    } else {
      text =
          "releases `%s` until %s: %s"
              .formatted(
                  RoleExplainer.chain(way.get()),
                  exception.expires(),
                  Printable.escape(exception.reason()));
    }
    return Step.at(
        exception.place(),
        Step.Mark.of(way.isPresent() && covers && inForce),
        "exception `%s`: %s".formatted(exception.fullName(), text));
  }

  private Optional<List<Subject>> way(List<Member> to) {
    return to.stream()
        .map(member -> memberships.path(question.subject(), member.subject()))
        .filter(way -> !way.isEmpty())
        .findFirst();
  }

  private static Step step(Protection protection, Step.Mark mark, String text) {
    return step(protection, mark, text, List.of());
  }

  private static Step step(
      Protection protection, Step.Mark mark, String text, List<Step> exceptions) {
    String name = "`protection %s (%s)`".formatted(protection.fullName(), protection.rule());
    return Step.at(protection.place(), mark, name + ": " + text, exceptions);
  }

  private static String tags(Protection protection) {
    return protection.tags().stream()
        .map(TagPattern::value)
        .collect(Collectors.joining("`, `", "`", "`"));
  }

  private static String names(List<Member> to) {
    return to.stream()
        .map(member -> "`" + member.subject() + "`")
        .collect(Collectors.joining(", "));
  }
}
