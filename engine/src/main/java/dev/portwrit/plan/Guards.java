package dev.portwrit.plan;

import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.language.RequiredAdmins;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.RemovalBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says why a plan may not be applied, before its first write. */
public final class Guards {
  private static final int SHOWN = 3;

  private Guards() {}

  /**
   * Holds a plan against its restraints.
   *
   * @param plan the plan
   * @param engine the account by which Portwrit works there, if it is known
   * @param overrides what somebody allows besides
   * @param digest the digest that overrides must name: that of the plan, or of the saved one that
   *     it comes from
   * @return everything that is against it; empty if it may be applied
   */
  public static List<Refusal> refusals(
      Plan plan, Optional<String> engine, Overrides overrides, String digest) {
    List<Refusal> refusals = new ArrayList<>();
    admins(plan, refusals);
    if (plan.request().restraints().mode() == Registry.Mode.OBSERVE) {
      // Nothing is written, so only what the commit itself says is of interest.
      if (!plan.isEmpty()) {
        refusals.add(observe(plan));
      }
      return refusals;
    }
    refusals.addAll(LockoutGuard.refusals(plan, engine));
    if (!overrides.allow(Refusal.Kind.REMOVALS, digest)) {
      removals(plan, digest, refusals);
    }
    if (!overrides.allow(Refusal.Kind.PUBLIC, digest)) {
      opened(plan, digest, refusals);
    }
    return refusals;
  }

  private static Refusal observe(Plan plan) {
    String name = plan.request().registry().name();
    return new Refusal(
        Refusal.Kind.OBSERVE,
        "registry `" + name + "` is only observed: nothing was written",
        "commit `mode: additive` or `mode: authoritative` for it; it counts once this commit was"
            + " applied");
  }

  private static void admins(Plan plan, List<Refusal> refusals) {
    for (Diagnostic missing :
        RequiredAdmins.missing(
            plan.request().restraints().admins(), plan.request().index().workspace())) {
      refusals.add(
          new Refusal(
              Refusal.Kind.LOCKOUT,
              missing.message(),
              missing.help().orElse("let every admin keep `administer`")));
    }
  }

  private static void removals(Plan plan, String digest, List<Refusal> refusals) {
    RemovalBudget budget = plan.request().restraints().budget();
    int lost = plan.access().lost().size();
    long most = most(plan);
    if (exceedsBudget(plan)) {
      refusals.add(
          new Refusal(
              Refusal.Kind.REMOVALS,
              "the plan takes "
                  + lost
                  + " of "
                  + plan.access().before()
                  + " access edges, and `removal-budget` allows "
                  + budget
                  + (budget.percentage() ? ", which is " + most : ""),
              "change less at once; if this is meant, `--override removals=" + digest + "`"));
    }
  }

  /** Whether it takes more access edges than the budget allows of those that were read. */
  static boolean exceedsBudget(Plan plan) {
    return plan.access().lost().size() > most(plan);
  }

  private static long most(Plan plan) {
    RemovalBudget budget = plan.request().restraints().budget();
    return budget.percentage()
        ? (long) plan.access().before() * budget.amount() / 100
        : budget.amount();
  }

  private static void opened(Plan plan, String digest, List<Refusal> refusals) {
    Set<String> opened = plan.access().opened();
    if (!opened.isEmpty()) {
      refusals.add(
          new Refusal(
              Refusal.Kind.PUBLIC,
              "the plan opens " + listed(opened) + " to everybody",
              "if this is meant, `--override public=" + digest + "`"));
    }
  }

  static String listed(Set<String> names) {
    List<String> first = names.stream().limit(SHOWN).map(name -> "`" + name + "`").toList();
    int more = names.size() - first.size();
    return String.join(", ", first) + (more > 0 ? " and " + more + " more" : "");
  }
}
