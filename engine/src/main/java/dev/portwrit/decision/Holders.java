package dev.portwrit.decision;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/** Finds everybody for whom the answer is yes, by sets instead of one question each. */
final class Holders {
  private final Principals principals;
  private final Memberships memberships;
  private final RuleIndex rules;

  Holders(Principals principals, Memberships memberships, RuleIndex rules) {
    this.principals = principals;
    this.memberships = memberships;
    this.rules = rules;
  }

  List<Subject> of(Action action, RepositoryName repository, Optional<Tag> tag, Instant now) {
    RoaringBitmap holders = withRole(action, repository, now);
    if (tag.isPresent()) {
      for (Guard guard : rules.guardsOn(repository)) {
        if (guard.denies() && guard.concerns(action, tag.get())) {
          RoaringBitmap passing = new RoaringBitmap();
          guard.passing(repository, tag.get(), now).forEach(n -> add(n, passing));
          holders.and(passing);
        }
      }
    }
    return principals.sorted(holders);
  }

  private RoaringBitmap withRole(Action action, RepositoryName repository, Instant now) {
    RoaringBitmap holders = new RoaringBitmap();
    for (Entitlement entitlement : rules.entitlementsOn(repository)) {
      if (entitlement.role().holds(action) && entitlement.isInForceAt(now)) {
        add(principals.of(entitlement.subject()).number(), holders);
      }
    }
    return holders;
  }

  // Whatever is given to everybody is given to those who do not log in, too.
  private void add(int subject, RoaringBitmap set) {
    if (subject == Principals.EVERYBODY) {
      set.add(Principals.EVERYBODY);
    }
    set.or(memberships.individualsIn(subject));
  }
}
