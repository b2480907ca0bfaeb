package dev.portwrit.model;

import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Grant;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A workspace of which some grants and exceptions end at another instant, or not at all. */
public final class OtherEnds {
  private final Random random;

  private OtherEnds(int salt) {
    this.random = new Random(salt);
  }

  /** Most that end, end otherwise; some that do not, do. */
  public static Workspace of(Workspace was, int salt) {
    return new OtherEnds(salt).changed(was);
  }

  private Workspace changed(Workspace was) {
    List<RepositoryRule> rules = new ArrayList<>();
    for (RepositoryRule rule : was.repositories()) {
      List<Grant> grants = new ArrayList<>();
      for (Grant one : rule.grants()) {
        grants.add(new Grant(one.place(), one.role(), one.to(), end(one.expires()), one.reason()));
      }
      rules.add(
          new RepositoryRule(
              rule.place(),
              rule.pattern(),
              rule.declared(),
              rule.description(),
              rule.publicPlace(),
              grants));
    }
    return new Workspace(
        was.settings(),
        was.organizations(),
        was.teams(),
        was.services(),
        was.users(),
        rules,
        was.protections(),
        was.exceptions().stream().map(this::changed).toList(),
        was.registries());
  }

  private Optional<Expiry> end(Optional<Expiry> was) {
    return switch (random.nextInt(4)) {
      case 0 -> was;
      case 1 -> Optional.empty();
      default -> Optional.of(another());
    };
  }

  private Expiry another() {
    return Vocabulary.pick(Vocabulary.EXPIRIES, random.nextInt(100));
  }

  private ProtectionException changed(ProtectionException was) {
    return new ProtectionException(
        was.place(),
        was.organization(),
        was.name(),
        was.protection(),
        was.repositories(),
        was.tags(),
        was.to(),
        random.nextBoolean() ? was.expires() : another(),
        was.reason());
  }
}
