package dev.portwrit.registry.ecr;

import dev.portwrit.policy.Registry;
import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.LiveRegistry;
import dev.portwrit.registry.LiveWriter;
import dev.portwrit.registry.NativeForm;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.Scope;
import dev.portwrit.registry.ecr.twin.Faults.Fault;
import dev.portwrit.registry.ecr.twin.TwinAnswer;
import dev.portwrit.registry.ecr.twin.TwinMessage;
import dev.portwrit.registry.ecr.twin.TwinRepository;
import dev.portwrit.registry.ecr.twin.TwinService;
import dev.portwrit.registry.ecr.twin.TwinWorld;
import dev.portwrit.registry.twin.Judgement;
import dev.portwrit.registry.twin.Misbehaviour;
import dev.portwrit.registry.twin.RegistryTwin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * An account of AWS for the laws of applying. The program's own reader and writer talk to it by the
 * SDK, call by call, without a network between.
 */
final class EcrRegistryTwin implements RegistryTwin, LiveRegistry {
  private static final Map<String, String> OBJECTS_OF_WRITES =
      Map.of(
          "CreateRepository", EcrObjects.REPOSITORY,
          "PutImageTagMutability", EcrObjects.TAG_MUTABILITY,
          "SetRepositoryPolicy", EcrObjects.REPOSITORY_POLICY,
          "DeleteRepositoryPolicy", EcrObjects.REPOSITORY_POLICY);

  /** How a read fails: at once, or each time that it is tried. */
  private static final List<List<Fault>> FAILURES =
      List.of(
          List.of(Fault.DENIED),
          Collections.nCopies(4, Fault.BROKEN),
          Collections.nCopies(4, Fault.CUT),
          Collections.nCopies(4, Fault.HALVED));

  private final TwinService service = EcrLawAccount.service();
  private final EcrLawLane lane;
  private final EcrForm form;
  private final EcrDisturbance disturbance = new EcrDisturbance(service.world());
  private final List<Consumer<NativeState>> watchers = new ArrayList<>();
  private Misbehaviour misbehaviour = Misbehaviour.NONE;
  private int reads;
  private int writes;

  /** An empty registry, by way of a lane. */
  EcrRegistryTwin(Registry registry, EcrLawLane lane) {
    this.lane = lane;
    this.form = new EcrForm(registry, Optional.empty());
  }

  @Override
  public LiveRegistry registry() {
    return this;
  }

  @Override
  public NativeForm form() {
    return form;
  }

  @Override
  public LiveReader reader() {
    return lane.reader(this::answer);
  }

  @Override
  public LiveWriter writer() {
    return lane.writer(this::answer);
  }

  private TwinAnswer answer(TwinMessage message) throws IOException {
    String operation = TwinService.operation(message);
    String kind = OBJECTS_OF_WRITES.get(operation);
    return kind == null ? read(operation, message) : write(operation, kind, message);
  }

  private TwinAnswer read(String operation, TwinMessage message) throws IOException {
    reads++;
    List<Fault> faults =
        switch (misbehaviour.onRead(reads)) {
          case ANSWERED -> List.of();
          case FAILED -> FAILURES.get(reads % FAILURES.size());
          case CUT -> List.of(Fault.LAST_PAGE);
          case REPEATED -> List.of(Fault.SAME_PAGE);
        };
    service.faults().next(operation, faults.toArray(Fault[]::new));
    return service.answer(message);
  }

  private TwinAnswer write(String operation, String kind, TwinMessage message) throws IOException {
    writes++;
    String name = EcrLawJudge.read(message.body()).getString("repositoryName");
    Misbehaviour.Write fate = misbehaviour.onWrite(writes, new ObjectId(kind, name));
    if (fate == Misbehaviour.Write.CRASH_BEFORE) {
      throw new Misbehaviour.Crash();
    }
    fault(fate).ifPresent(fault -> service.faults().next(operation, fault));
    service.faults().lag(misbehaviour.lag(writes));
    TwinAnswer answer = service.answer(message);
    NativeState now = truth();
    watchers.forEach(watcher -> watcher.accept(now));
    if (fate == Misbehaviour.Write.CRASH_AFTER) {
      throw new Misbehaviour.Crash();
    }
    return answer;
  }

  private static Optional<Fault> fault(Misbehaviour.Write fate) {
    return switch (fate) {
      case REFUSED -> Optional.of(Fault.DENIED);
      case NOTHING -> Optional.of(Fault.IGNORED);
      case LOST -> Optional.of(Fault.CUT);
      case UNHEARD -> Optional.of(Fault.CUT_AFTER_EFFECT);
      case DONE, CRASH_BEFORE, CRASH_AFTER -> Optional.empty();
    };
  }

  @Override
  public NativeState truth() {
    NativeState.Builder state = NativeState.EMPTY.withAll(Identities.ALL).toBuilder();
    for (TwinRepository repository : service.world().repositories()) {
      if (repository.name().startsWith("acme/")) {
        EcrLawContents.put(state, repository);
      }
    }
    return state.build();
  }

  private record Held(NativeState truth) implements Moment {}

  @Override
  public Moment moment() {
    return new Held(truth());
  }

  @Override
  public void become(Moment moment) {
    NativeState truth = ((Held) moment).truth();
    TwinWorld world = service.world();
    List.copyOf(world.repositories()).forEach(one -> world.remove(one.name()));
    for (String name : truth.present(EcrObjects.REPOSITORY)) {
      EcrLawContents.make(world.with(name), truth);
    }
  }

  @Override
  public Judgement judge(NativeState state) {
    return EcrLawJudge.of(state);
  }

  @Override
  public void disturb(Random random) {
    disturbance.happen(random);
  }

  @Override
  public void misbehave(Misbehaviour other) {
    misbehaviour = other;
    service.faults().none();
    reads = 0;
    writes = 0;
  }

  @Override
  public void watch(Consumer<NativeState> watcher) {
    watchers.add(watcher);
  }

  @Override
  public int writes() {
    return writes;
  }

  @Override
  public int reads() {
    return reads;
  }

  /** What IAM gives, as it is read: the same in every world. */
  private static final class Identities {
    static final SortedMap<ObjectId, Reading> ALL = read();

    private static SortedMap<ObjectId, Reading> read() {
      EcrRegistryTwin twin =
          new EcrRegistryTwin(
              EcrLawAccount.registry(Registry.Mode.AUTHORITATIVE, 1), new EcrLawLane());
      SortedMap<ObjectId, Reading> identities = new TreeMap<>();
      try (LiveReader reader = twin.reader()) {
        identities.putAll(reader.read(Scope.ALL).objects());
      } catch (RegistryException e) {
        throw new IllegalStateException(e);
      }
      identities.keySet().removeIf(id -> !id.kind().equals(EcrObjects.IDENTITY));
      return identities;
    }
  }
}
