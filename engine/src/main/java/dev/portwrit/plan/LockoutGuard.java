package dev.portwrit.plan;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Subject;
import dev.portwrit.registry.Accounts;
import dev.portwrit.registry.NativeAccess.Edge;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Refuses to lock out who must be able to mend things: the engine itself, those of {@code admins},
 * and all owners of a repository at once. Behind a gateway people need no account of the registry,
 * so only the engine counts there.
 */
final class LockoutGuard {
  // The engine reads and governs. Policies may close the writing of images to it as to others.
  private static final Set<Action> NEEDED = EnumSet.of(Action.PULL, Action.ADMINISTER);

  private LockoutGuard() {}

  static List<Refusal> refusals(Plan plan, Optional<String> engine) {
    List<Refusal> refusals = new ArrayList<>();
    engine.ifPresent(account -> engine(plan, account, refusals));
    if (!plan.request().registry().gateway()) {
      admins(plan, refusals);
      owners(plan, refusals);
    }
    return refusals;
  }

  private static void engine(Plan plan, String account, List<Refusal> refusals) {
    Set<String> repositories = new TreeSet<>();
    for (EdgeChange change : plan.access().lost()) {
      if (change.edge().account().equals(account) && NEEDED.contains(change.edge().action())) {
        repositories.add(change.edge().repository());
      }
    }
    if (!repositories.isEmpty()) {
      refusals.add(
          lockout(
              "the plan takes access to "
                  + Guards.listed(repositories)
                  + " from `"
                  + account
                  + "`, by which Portwrit itself works",
              "give that account the role that it has now"));
    }
  }

  private static void admins(Plan plan, List<Refusal> refusals) {
    for (Member admin : plan.request().restraints().admins()) {
      Set<String> repositories = new TreeSet<>();
      for (EdgeChange change : plan.access().lost()) {
        if (administers(change) && change.subjects().contains(admin.subject())) {
          repositories.add(change.edge().repository());
        }
      }
      if (!repositories.isEmpty()) {
        refusals.add(
            lockout(
                "the plan takes `administer` of "
                    + Guards.listed(repositories)
                    + " from `"
                    + admin.subject()
                    + "`, whom `admins` names",
                "let the admin keep it, or apply a commit without the admin first"));
      }
    }
  }

  // Those who are owners, or were, lose what they administer there, and no owner has it then.
  private static void owners(Plan plan, List<Refusal> refusals) {
    Set<String> accounts = new HashSet<>(ownersNow(plan));
    plan.request().applied().ifPresent(one -> accounts.addAll(owners(plan, one.index())));
    Set<String> losing = new TreeSet<>();
    for (EdgeChange change : plan.access().lost()) {
      if (administers(change) && accounts.contains(change.edge().account())) {
        losing.add(change.edge().repository());
      }
    }
    losing.removeAll(administeredByOwners(plan));
    if (!losing.isEmpty()) {
      refusals.add(
          lockout(
              "the plan takes `administer` of "
                  + Guards.listed(losing)
                  + " from the last owner who has it",
              "let one owner keep an account that administers it"));
    }
  }

  private static Set<String> administeredByOwners(Plan plan) {
    Set<String> owners = ownersNow(plan);
    Set<String> repositories = new HashSet<>();
    for (Edge edge : plan.access().then().edges()) {
      if (edge.action() == Action.ADMINISTER && owners.contains(edge.account())) {
        repositories.add(edge.repository());
      }
    }
    return repositories;
  }

  private static Set<String> ownersNow(Plan plan) {
    return owners(plan, plan.request().index());
  }

  // What they are called in the registry.
  private static Set<String> owners(Plan plan, PolicyIndex index) {
    Accounts accounts = Accounts.of(index.workspace(), plan.request().registry().name());
    Set<String> owners = new HashSet<>();
    for (Organization one : index.workspace().organizations()) {
      for (Member owner : one.owners()) {
        Subject subject = owner.subject();
        accounts.of(subject).ifPresent(owners::add);
      }
    }
    return owners;
  }

  private static boolean administers(EdgeChange change) {
    return change.edge().action() == Action.ADMINISTER;
  }

  private static Refusal lockout(String message, String help) {
    return new Refusal(Refusal.Kind.LOCKOUT, message, help);
  }
}
