package dev.portwrit.language;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what the subjects in policies stand for, and reports those that stand for nothing. */
final class SubjectResolver {
  /** What to do about somebody who is on no roster. */
  static final String NOBODY = "put them on a roster, or mend the name";

  private final Definitions definitions;
  private final Findings findings;
  private final Set<Subject> known = new HashSet<>();

  SubjectResolver(Definitions definitions, Findings findings) {
    this.definitions = definitions;
    this.findings = findings;
  }

  /** The subjects in a {@code to}. */
  List<Member> resolve(List<Mention> mentions) {
    List<Member> members = new ArrayList<>(mentions.size());
    for (Mention mention : mentions) {
      Optional<Member> found = full(mention);
      found.ifPresent(this::check);
      found.ifPresent(members::add);
    }
    return members;
  }

  /** The members of a team: a person among them is on the roster of the team's organization. */
  List<Member> resolveMembers(List<Mention> mentions, String organization) {
    List<Member> members = new ArrayList<>(mentions.size());
    for (Mention mention : mentions) {
      Optional<Member> found = full(mention);
      if (found.isPresent() && found.get().subject() instanceof Subject.User user) {
        checkRoster(user.name(), organization, mention.place());
      } else {
        found.ifPresent(this::check);
      }
      found.ifPresent(members::add);
    }
    return members;
  }

  /** Reports people who are on no roster. */
  void checkPeople(List<Member> people) {
    people.forEach(this::check);
  }

  private Optional<Member> full(Mention mention) {
    if (mention instanceof Mention.Full full) {
      return Optional.of(full.member());
    }
    Mention.ShortName name = (Mention.ShortName) mention;
    Optional<String> organization = definitions.organizationOf(name.place().file());
    if (organization.isEmpty()) {
      definitions.reportShort(name.kind().toString(), name.name(), name.place());
    }
    return organization.map(name::in);
  }

  // Most subjects are named again and again: what was found to be there is not looked for again.
  private void check(Member member) {
    Subject subject = member.subject();
    if (!known.contains(subject) && isDefined(member)) {
      known.add(subject);
    }
  }

  /** Whether a subject is there; if not, that is reported. */
  private boolean isDefined(Member member) {
    Subject subject = member.subject();
    Place place = member.place();
    if (subject instanceof Subject.User user) {
      return isOnSomeRoster(user.name(), place);
    }
    if (subject instanceof Subject.Team team) {
      String name = team.organization() + "/" + team.name();
      return isAmong(definitions.teams().keySet(), name, "team", Code.UNKNOWN_TEAM, place);
    }
    if (subject instanceof Subject.Service service) {
      String name = service.organization() + "/" + service.name();
      return isAmong(definitions.services().keySet(), name, "service", Code.UNKNOWN_SERVICE, place);
    }
    if (subject instanceof Subject.Organization organization) {
      return isAmong(
          definitions.organizations().keySet(),
          organization.name(),
          "organization",
          Code.UNKNOWN_ORGANIZATION,
          place);
    }
    return true;
  }

  private boolean isAmong(Set<String> defined, String name, String noun, Code code, Place place) {
    if (defined.contains(name)) {
      return true;
    }
    String message = "nothing defines the " + noun + " " + Printable.quote(name);
    findings.unknown(place, code, message, name, defined);
    return false;
  }

  private boolean isOnSomeRoster(String name, Place place) {
    if (definitions.rosters().mayBeOnSome(name)) {
      return true;
    }
    findings.unknown(
        place,
        Code.UNKNOWN_USER,
        "user " + Printable.quote(name) + " is on the roster of no organization",
        name,
        definitions.rosters().everybody().keySet(),
        NOBODY);
    return false;
  }

  private void checkRoster(String name, String organization, Place place) {
    if (definitions.organizations().containsKey(organization)
        && !definitions.rosters().mayBeOn(organization, name)) {
      findings.unknown(
          place,
          Code.NOT_ON_ROSTER,
          "user "
              + Printable.quote(name)
              + " is not on the roster of organization "
              + Printable.quote(organization),
          name,
          definitions.rosters().of(organization),
          NOBODY);
    }
  }
}
