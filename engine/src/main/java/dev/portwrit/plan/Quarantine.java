package dev.portwrit.plan;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Service;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.User;
import dev.portwrit.policy.Workspace;
import dev.portwrit.registry.Desired;
import dev.portwrit.registry.NativeAccess.Edge;
import dev.portwrit.registry.NativeForm;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Plans objects anew without accounts that the registry does not know, as if policy named no
 * account for those subjects. It takes nothing that the plan itself does not take: an account that
 * the registry has somewhere is not given up since it was once said to be unknown. Not for several
 * threads.
 */
public final class Quarantine {
  private final NativeForm form;
  private final Plan plan;
  private final NativeState live;
  private final Map<Set<String>, Desired> known = new HashMap<>();

  /**
   * A quarantine with nobody in it.
   *
   * @param form the form of the registry
   * @param plan what is applied
   * @param live what it was made of
   */
  public Quarantine(NativeForm form, Plan plan, NativeState live) {
    this.form = form;
    this.plan = plan;
    this.live = live;
  }

  /**
   * The way of an object without some accounts.
   *
   * @param object which
   * @param now what it is now
   * @param accounts who is left out
   * @return the steps, none if there is nothing to do without them; empty if there is no such way
   */
  public Optional<List<Step>> steps(ObjectId object, Reading now, Set<String> accounts) {
    Desired desired = known.computeIfAbsent(Set.copyOf(accounts), this::desired);
    Reading target = desired.targets().get(object);
    if (target == null || target.isUnknown() || now.isUnknown()) {
      return Optional.empty();
    }
    Registry.Mode mode = plan.request().restraints().mode();
    List<Step> steps =
        target.equals(now) ? List.of() : Planner.allowed(form.steps(object, now, target), mode);
    return steps.isEmpty() || takesNoMore(object, now, steps.get(steps.size() - 1).after())
        ? Optional.of(steps)
        : Optional.empty();
  }

  private boolean takesNoMore(ObjectId object, Reading now, Reading end) {
    Set<Edge> allowed = new TreeSet<>();
    plan.access().lost().forEach(change -> allowed.add(change.edge()));
    return allowed.containsAll(
        EdgeSet.missing(form.access(live.with(object, now)), form.access(live.with(object, end))));
  }

  private Desired desired(Set<String> accounts) {
    PlanRequest request = plan.request();
    Workspace without = without(request.index().workspace(), request.registry().name(), accounts);
    return form.desired(PolicyIndex.of(without), live, request.restraints().mode(), request.now());
  }

  private static Workspace without(Workspace w, String registry, Set<String> accounts) {
    return new Workspace(
        w.settings(),
        w.organizations(),
        w.teams().stream()
            .map(
                t ->
                    new Team(
                        t.place(),
                        t.subject(),
                        t.description(),
                        t.members(),
                        kept(t.accounts(), registry, accounts)))
            .toList(),
        w.services().stream()
            .map(
                s ->
                    new Service(
                        s.place(),
                        s.subject(),
                        s.description(),
                        kept(s.accounts(), registry, accounts)))
            .toList(),
        w.users().stream()
            .map(
                u ->
                    new User(
                        u.place(),
                        u.subject(),
                        u.description(),
                        kept(u.accounts(), registry, accounts)))
            .toList(),
        w.repositories(),
        w.protections(),
        w.exceptions(),
        w.registries());
  }

  private static Map<String, String> kept(
      Map<String, String> all, String registry, Set<String> accounts) {
    String account = all.get(registry);
    if (account == null || !accounts.contains(account)) {
      return all;
    }
    Map<String, String> kept = new HashMap<>(all);
    kept.remove(registry);
    return kept;
  }
}
