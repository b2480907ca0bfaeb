package dev.portwrit.plan;

import dev.portwrit.registry.Authorship;
import dev.portwrit.registry.CallCount;
import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.NativeForm;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.Scope;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * A way to look at a registry that cannot write to it: all that a plan, a search for drift and an
 * import may hold.
 *
 * @param form what the registry is asked and means
 * @param reader reads it
 */
public record Survey(NativeForm form, LiveReader reader) implements AutoCloseable {
  /**
   * Reads all that lives there by policy.
   *
   * @return what is there
   * @throws RegistryException if nothing can be read at all
   */
  public NativeState read() throws RegistryException {
    return reader.read(Scope.ALL);
  }

  /**
   * Reads one of the repositories, and all that gives accounts something in it.
   *
   * @param repository the name as the registry has it
   * @return what is there
   * @throws RegistryException if nothing can be read at all
   */
  public NativeState readFor(String repository) throws RegistryException {
    return reader.read(Scope.among(repository::equals));
  }

  /**
   * Reads also what policies say nothing of.
   *
   * @return what is there
   * @throws RegistryException if nothing can be read at all
   */
  public NativeState readToImport() throws RegistryException {
    return reader.read(Scope.TO_IMPORT);
  }

  /**
   * Reads and plans.
   *
   * @param request what shall be
   * @return what would be done
   * @throws RegistryException if nothing can be read at all
   */
  public Plan plan(PlanRequest request) throws RegistryException {
    return new Planner(form).plan(request, read());
  }

  /**
   * Plans what a change touches, and reads nothing else. Without a commit that was applied before,
   * and where the change concerns every repository at once, everything is read.
   *
   * @param request what shall be
   * @return the plan of a part, or of the whole
   * @throws RegistryException if nothing can be read at all
   */
  public ChangePlan planOfChange(PlanRequest request) throws RegistryException {
    if (request.applied().isEmpty()) {
      return ChangePlan.ofAll(plan(request));
    }
    TouchedNames touched =
        new TouchedNames(
            form.touched(request.applied().get().index(), request.index(), request.now()));
    NativeState live = reader.read(Scope.among(touched));
    NativeForm part = form.within(touched, touched.left());
    Plan plan = new Planner(part).plan(request, live);
    boolean reachesAll =
        plan.objects().stream()
            .anyMatch(object -> form.concerns(object.id()).contains(NativeForm.EVERYWHERE));
    return reachesAll
        ? ChangePlan.ofAll(plan(request))
        : new ChangePlan(plan, Optional.of(touched.counted()));
  }

  /**
   * Who made what differs what it is, as far as the registry itself remembers.
   *
   * @param plan a plan of it
   * @param from since when
   * @param to until when
   * @return the authorship of each object of the plan
   */
  public SortedMap<ObjectId, Authorship> origins(Plan plan, Instant from, Instant to) {
    return reader
        .history()
        .origins(
            plan.objects().stream().map(PlannedObject::id).collect(Collectors.toSet()), from, to);
  }

  /**
   * What looking cost so far.
   *
   * @return the calls by their names
   */
  public CallCount calls() {
    return reader.calls();
  }

  @Override
  public void close() {
    reader.close();
  }
}
