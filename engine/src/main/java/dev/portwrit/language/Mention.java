package dev.portwrit.language;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Subject;
import dev.portwrit.syntax.Node;
import java.util.Optional;

/** A subject where a policy names it, before short names are resolved. */
sealed interface Mention {
  /** Where it is written. */
  Place place();

  /** A subject that is named in full. */
  record Full(Member member) implements Mention {
    @Override
    public Place place() {
      return member.place();
    }
  }

  /** A team or a service that is named without its organization. */
  record ShortName(SubjectForm.Kind kind, String name, Place place) implements Mention {
    /** The subject, once the organization is known. */
    Member in(String organization) {
      Subject subject =
          kind == SubjectForm.Kind.TEAM
              ? new Subject.Team(organization, name)
              : new Subject.Service(organization, name);
      return new Member(subject, place);
    }
  }

  /** Reads a subject that starts with its kind, or is {@code anonymous}; empty if it is none. */
  static Optional<Mention> subject(Node.Scalar node) {
    String text = node.text();
    Optional<Subject> full = Subject.parse(text);
    if (full.isPresent()) {
      return Optional.of(new Full(new Member(full.get(), node.place())));
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    String name = text.substring(colon + 1);
    return SubjectForm.Kind.parse(text.substring(0, colon))
        .filter(kind -> kind.mayBeFull() && SubjectForm.isShortOrFullName(name))
        .map(kind -> new ShortName(kind, name, node.place()));
  }

  /** Reads an entry of a list of members, where a bare name is a user; empty if it is none. */
  static Optional<Mention> member(Node.Scalar node) {
    return person(node).<Mention>map(Full::new).or(() -> subject(node));
  }

  /** Reads an entry of a list of people; empty if it is none. */
  static Optional<Member> person(Node.Scalar node) {
    String text = node.text();
    boolean bare = text.indexOf(':') < 0 && !text.equals(SubjectForm.ANONYMOUS);
    return Subject.parse(bare ? "user:" + text : text)
        .filter(Subject.User.class::isInstance)
        .map(user -> new Member(user, node.place()));
  }
}
