package dev.portwrit.registry.hub;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryFindings;
import dev.portwrit.registry.hub.HubContents.Member;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who shall be in an organization, and as what. */
final class MemberTargets {
  private final HubContext context;
  private final String organization;
  private final NativeState live;
  private final boolean removes;
  private final RegistryFindings findings;
  private final SortedMap<ObjectId, Reading> targets = new TreeMap<>();

  MemberTargets(
      HubContext context,
      String organization,
      NativeState live,
      boolean removes,
      RegistryFindings findings) {
    this.context = context;
    this.organization = organization;
    this.live = live;
    this.removes = removes;
    this.findings = findings;
  }

  /**
   * The targets.
   *
   * @param wanted who shall be there, by Docker ID
   */
  SortedMap<ObjectId, Reading> of(Map<String, OrgRole> wanted) {
    wanted.forEach(this::want);
    if (context.managesMembers()) {
      if (removes) {
        live.present(HubObjects.MEMBER).stream()
            .filter(user -> !wanted.containsKey(user) && !context.keepsMember(user))
            .forEach(user -> targets.put(HubObjects.member(user), Reading.absent()));
        live.present(HubObjects.INVITATION).stream()
            .filter(who -> !who.contains("@"))
            .filter(who -> !wanted.containsKey(who) && !context.keepsMember(who))
            .forEach(who -> targets.put(HubObjects.invitation(who), Reading.absent()));
      }
      keepLastOwner();
    }
    return targets;
  }

  private void want(String user, OrgRole role) {
    ObjectId member = HubObjects.member(user);
    Reading there = live.at(member);
    if (there instanceof Reading.Absent) {
      invite(user, role);
    } else if (context.managesMembers() && !context.keepsMember(user)) {
      targets.put(member, become(there, role));
    }
  }

  private Reading become(Reading there, OrgRole role) {
    Optional<OrgRole> is = role(there);
    if (is.isEmpty()) {
      return there instanceof Reading.Unknown
          ? there
          : new Reading.Unknown("its role is none that is known");
    }
    boolean stays = is.get() == role || (!removes && is.get().compareTo(role) > 0);
    return stays ? there : new HubGaps(live).unless(Reading.present(new Member(role).text()));
  }

  private void invite(String user, OrgRole role) {
    ObjectId invitation = HubObjects.invitation(user);
    Reading pending = live.at(invitation);
    boolean isOurs = context.managesMembers() && !context.keepsMember(user);
    if (isOurs) {
      targets.put(
          invitation,
          pending instanceof Reading.Absent
              ? Reading.present(new Member(role).text())
              : become(pending, role));
    }
    String state =
        pending instanceof Reading.Present
            ? "is invited and has not accepted yet to be a member"
            : isOurs ? "is to be invited as a member" : "is no member";
    findings.warning(
        context.registry().place(),
        Code.HUB_INVITED,
        "`"
            + user
            + "` "
            + state
            + " of `"
            + organization
            + "` on Docker Hub, and has nothing there until then",
        isOurs
            ? "teams follow with the next sync after it is accepted"
            : "let whoever keeps the members add the person");
  }

  /** Somebody must stay who can mend things: an owner who is one now, or becomes one. */
  private void keepLastOwner() {
    List<String> owners =
        live.present(HubObjects.MEMBER).stream()
            .filter(user -> isOwner(live.at(HubObjects.member(user))))
            .toList();
    boolean someStay =
        live.present(HubObjects.MEMBER).stream()
            .map(HubObjects::member)
            .anyMatch(id -> isOwner(targets.getOrDefault(id, live.at(id))));
    if (owners.isEmpty() || someStay) {
      return;
    }
    for (String user : owners) {
      ObjectId id = HubObjects.member(user);
      targets.put(id, live.at(id));
    }
    findings.error(
        context.registry().place(),
        Code.HUB_OWNER,
        "no owner that policies name is a member of `"
            + organization
            + "` on Docker Hub yet, so that `"
            + String.join("`, `", owners)
            + "` stays owner there",
        "let an owner accept the invitation, or name one in `owners`");
  }

  private static boolean isOwner(Reading reading) {
    return role(reading).filter(OrgRole.OWNER::equals).isPresent();
  }

  private static Optional<OrgRole> role(Reading reading) {
    try {
      return reading instanceof Reading.Present present
          ? Optional.of(Member.read(present.content()).role())
          : Optional.empty();
    } catch (UnreadableContent e) {
      return Optional.empty();
    }
  }
}
