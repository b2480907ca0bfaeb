package dev.portwrit.history;

import dev.portwrit.access.Access;
import dev.portwrit.access.Restriction;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import dev.portwrit.region.Box;
import dev.portwrit.region.Region;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a subject can do in the repositories of a pattern, by whatever rules.
 *
 * @param subject who
 * @param action what
 * @param repositories where
 * @param restrictions what protections take away there
 */
record Claim(
    Subject subject,
    Action action,
    RepositoryPattern repositories,
    List<Restriction> restrictions) {
  /** Of one policy the other three decide the restrictions. */
  record Key(Subject subject, Action action, RepositoryPattern repositories) {
    static Key of(Access access) {
      Subject everybody = new Subject.Anonymous();
      Subject subject = access.via().contains(everybody) ? everybody : access.subject();
      return new Key(subject, access.action(), access.repositories());
    }

    /** The same of another, if it is of somebody. */
    Key of(Subject somebody, Subject another) {
      return subject.equals(somebody) ? new Key(another, action, repositories) : this;
    }
  }

  static Claim of(Access access) {
    List<Restriction> refusing =
        access.restrictions().stream()
            .filter(some -> some.protection().enforcement() == Protection.Enforcement.DENY)
            .toList();
    return new Claim(access.subject(), access.action(), access.repositories(), refusing);
  }

  /** That of the key: restrictions are long, and follow from it. */
  @Override
  public int hashCode() {
    return key().hashCode();
  }

  Key key() {
    return new Key(subject, action, repositories);
  }

  /** All that says where it is, whatever the names and places of what limits it. */
  String region() {
    StringBuilder text = new StringBuilder();
    append(text, List.of(subject.toString(), action.toString(), repositories.value()));
    restrictions.stream().map(Claim::region).sorted().forEach(text::append);
    return text.toString();
  }

  private static String region(Restriction restriction) {
    StringBuilder text = new StringBuilder("without ");
    Protection protection = restriction.protection();
    append(text, names(protection.repositories()));
    append(text, tags(protection.tags()));
    restriction.released().stream()
        .map(
            exception -> {
              StringBuilder part = new StringBuilder("but ");
              append(part, names(exception.repositories()));
              append(part, tags(exception.tags()));
              return part.toString();
            })
        .sorted()
        .forEach(text::append);
    return text.toString();
  }

  private static List<String> names(List<RepositoryPattern> patterns) {
    return patterns.stream().map(RepositoryPattern::value).sorted().toList();
  }

  private static List<String> tags(List<TagPattern> patterns) {
    return patterns.stream().map(TagPattern::value).sorted().toList();
  }

  // With their number and lengths, so that no two lists have one text.
  private static void append(StringBuilder text, List<String> words) {
    text.append(words.size()).append(' ');
    words.forEach(word -> text.append(word.length()).append(' ').append(word).append(' '));
  }

  /** What a region has in common with it. */
  List<Region> within(Region region) {
    List<Region> parts = region.within(Box.of(repositories));
    for (Restriction restriction : restrictions) {
      parts = parts.stream().flatMap(part -> left(part, restriction)).toList();
    }
    return parts;
  }

  private static Stream<Region> left(Region part, Restriction restriction) {
    Protection protection = restriction.protection();
    Stream<Region> released =
        restriction.released().stream()
            .flatMap(exception -> boxes(exception.repositories(), exception.tags()))
            .flatMap(box -> part.within(box).stream());
    List<Box> taken = boxes(protection.repositories(), protection.tags()).toList();
    return Stream.concat(Stream.of(part.without(taken)), released);
  }

  private static Stream<Box> boxes(List<RepositoryPattern> repositories, List<TagPattern> tags) {
    return repositories.stream().flatMap(one -> tags.stream().map(tag -> Box.of(one, tag)));
  }
}
