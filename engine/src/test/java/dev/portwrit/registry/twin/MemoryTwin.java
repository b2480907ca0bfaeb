package dev.portwrit.registry.twin;

import dev.portwrit.policy.Action;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Role;
import dev.portwrit.reference.Tag;
import dev.portwrit.registry.CallCount;
import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.LiveRegistry;
import dev.portwrit.registry.LiveWriter;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeAccess.Edge;
import dev.portwrit.registry.NativeForm;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Performed;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.Scope;
import dev.portwrit.registry.Step;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The registry of {@link MemoryForm}. It lists repositories in pages of two, reads the rest object
 * by object, shows a write late where it is told to, and refuses accounts that it does not know.
 */
public final class MemoryTwin implements RegistryTwin, LiveRegistry {
  private static final int PAGE = 2;
  private static final Set<Action> ON_TAGS = EnumSet.of(Action.OVERWRITE, Action.DELETE);
  private static final List<Tag> TAGS = LawWorkspaces.TAGS_TO_ASK_ABOUT;
  private static final Set<String> ACCOUNTS =
      Set.of(
          "ada",
          "bob",
          "cy",
          "dee",
          "acme/ci",
          "acme/pay",
          "acme/web",
          "stranger",
          "x-scanner",
          NativeAccess.EVERYBODY);

  private record Old(Reading reading, int looks) {}

  private final NativeForm form;
  private final SortedMap<ObjectId, Reading> objects = new TreeMap<>();
  private final Map<ObjectId, Old> shown = new HashMap<>();
  private final Set<String> unknownAccounts = new HashSet<>();
  private final SortedMap<String, Long> calls = new TreeMap<>();
  private final List<Consumer<NativeState>> watchers = new ArrayList<>();
  private Misbehaviour misbehaviour = Misbehaviour.NONE;
  private int reads;
  private int writes;
  private int writers;

  /** An empty registry. */
  public MemoryTwin(Registry registry) {
    this.form = new MemoryForm(registry);
  }

  /** Makes an object what it shall be, past everything. */
  public MemoryTwin put(String kind, String name, String content) {
    objects.put(new ObjectId(kind, name), Reading.present(content));
    return this;
  }

  /** Accounts that it refuses in any content. */
  public MemoryTwin forget(String... accounts) {
    unknownAccounts.addAll(List.of(accounts));
    return this;
  }

  /** How many ways to write were asked for. */
  public int writers() {
    return writers;
  }

  /** An object as it is. */
  public Reading at(String kind, String name) {
    return truth().at(new ObjectId(kind, name));
  }

  @Override
  public LiveRegistry registry() {
    return this;
  }

  @Override
  public NativeState truth() {
    return NativeState.EMPTY.withAll(objects);
  }

  private record Held(NativeState truth) implements Moment {}

  @Override
  public Moment moment() {
    return new Held(truth());
  }

  @Override
  public void become(Moment moment) {
    objects.clear();
    shown.clear();
    objects.putAll(((Held) moment).truth().objects());
  }

  @Override
  public Judgement judge(NativeState state) {
    NativeAccess access = form.access(state);
    Set<String> allowed = new HashSet<>();
    Set<String> free = new HashSet<>();
    Set<String> kept = new HashSet<>();
    for (String repository : repositories(access)) {
      for (Action action : Action.values()) {
        List<Tag> tags = ON_TAGS.contains(action) ? TAGS : List.of();
        for (Tag tag : tags) {
          if (access.keeps(repository, tag, action)) {
            kept.add(repository + ":" + tag + " " + action);
          }
        }
        for (String account : ACCOUNTS) {
          if (access.allows(account, action, repository, LawWorkspaces.NOW)) {
            allowed.add(account + " " + action + " " + repository);
            tags.stream()
                .filter(tag -> !access.keeps(repository, tag, action))
                .forEach(tag -> free.add(account + " " + action + " " + repository + ":" + tag));
          }
        }
      }
    }
    return new Judgement(allowed, free, kept);
  }

  private static Set<String> repositories(NativeAccess access) {
    Set<String> repositories = new TreeSet<>();
    for (Edge edge : access.edges()) {
      if (!ACCOUNTS.contains(edge.account())) {
        throw new IllegalStateException(edge.account() + " is not asked about");
      }
      repositories.add(edge.repository());
    }
    access.protections().forEach(lock -> repositories.add(lock.repository()));
    return repositories;
  }

  @Override
  public void misbehave(Misbehaviour other) {
    misbehaviour = other;
    reads = 0;
    writes = 0;
  }

  @Override
  public void watch(Consumer<NativeState> watcher) {
    watchers.add(watcher);
  }

  @Override
  public int reads() {
    return reads;
  }

  @Override
  public int writes() {
    return writes;
  }

  @Override
  public void disturb(Random random) {
    List<String> repositories = truth().present(MemoryForm.REPOSITORY);
    if (repositories.isEmpty()) {
      return;
    }
    String repository = repositories.get(random.nextInt(repositories.size()));
    Role role = MemoryForm.ROLES.get(random.nextInt(MemoryForm.ROLES.size()));
    String account = List.of("bob", "cy", "stranger", "x-scanner").get(random.nextInt(4));
    switch (random.nextInt(4)) {
      case 0 -> {
        SortedMap<String, Role> roles = Contents.roles(at(MemoryForm.GRANTS, repository));
        roles.put(account, role);
        set(MemoryForm.GRANTS, repository, Contents.ofRoles(roles));
      }
      case 1 -> set(MemoryForm.GRANTS, repository, Reading.absent());
      case 2 -> {
        SortedMap<String, SortedSet<String>> bundle =
            Contents.bundle(at(MemoryForm.BUNDLE, role.toString()));
        bundle.computeIfAbsent(account, key -> new TreeSet<>()).add(repository);
        set(MemoryForm.BUNDLE, role.toString(), Contents.ofBundle(bundle));
      }
      default -> {
        SortedSet<String> tags = new TreeSet<>(List.of("other-" + random.nextInt(3)));
        set(MemoryForm.TAG_LOCK, repository, Contents.ofTags(tags));
      }
    }
  }

  private void set(String kind, String name, Reading reading) {
    ObjectId id = new ObjectId(kind, name);
    shown.remove(id);
    if (reading instanceof Reading.Absent) {
      objects.remove(id);
    } else {
      objects.put(id, reading);
    }
  }

  @Override
  public NativeForm form() {
    return form;
  }

  @Override
  public LiveReader reader() {
    return new Reader();
  }

  @Override
  public LiveWriter writer() {
    writers++;
    return new Writer();
  }

  private Misbehaviour.Read fate(String call) {
    calls.merge(call, 1L, Long::sum);
    reads++;
    return misbehaviour.onRead(reads);
  }

  private Reading show(ObjectId id) {
    Reading now = objects.getOrDefault(id, Reading.absent());
    Old old = shown.get(id);
    if (old == null) {
      return now;
    }
    shown.compute(
        id, (key, it) -> old.looks() <= 1 ? null : new Old(old.reading(), old.looks() - 1));
    return old.reading();
  }

  private final class Reader implements LiveReader {
    @Override
    public NativeState read(Scope scope) {
      NativeState.Builder state = new NativeState.Builder();
      List<String> names = new ArrayList<>();
      List<String> all =
          truth().present(MemoryForm.REPOSITORY).stream().filter(scope::includes).toList();
      for (int from = 0; from == 0 || from < all.size(); from += PAGE) {
        Misbehaviour.Read fate = fate("List");
        if (fate == Misbehaviour.Read.FAILED || fate == Misbehaviour.Read.REPEATED) {
          state.gap(MemoryForm.REPOSITORY, "a page did not come");
          break;
        }
        names.addAll(all.subList(from, Math.min(all.size(), from + PAGE)));
        if (fate == Misbehaviour.Read.CUT) {
          break;
        }
      }
      for (String name : names) {
        state.put(new ObjectId(MemoryForm.REPOSITORY, name), Reading.present("{}"));
        put(state, new ObjectId(MemoryForm.GRANTS, name));
        put(state, new ObjectId(MemoryForm.TAG_LOCK, name));
      }
      for (Role role : MemoryForm.ROLES) {
        put(state, new ObjectId(MemoryForm.BUNDLE, role.toString()));
      }
      return state.build();
    }

    private void put(NativeState.Builder state, ObjectId id) {
      state.put(id, read(id));
    }

    @Override
    public Reading read(ObjectId object) {
      return fate("Get") == Misbehaviour.Read.FAILED ? new Reading.Unknown("500") : show(object);
    }

    @Override
    public CallCount calls() {
      return new CallCount(calls);
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  private final class Writer implements LiveWriter {
    @Override
    public Performed perform(Step step) {
      calls.merge(step.call(), 1L, Long::sum);
      writes++;
      Misbehaviour.Write fate = misbehaviour.onWrite(writes, step.object());
      switch (fate) {
        case CRASH_BEFORE -> throw new Misbehaviour.Crash();
        case REFUSED -> {
          return new Performed.Refused("not today");
        }
        case NOTHING -> {
          return new Performed.Accepted();
        }
        case LOST -> {
          return new Performed.Unclear("no answer came");
        }
        case DONE, UNHEARD, CRASH_AFTER -> {}
      }
      for (String account : unknownAccounts) {
        if (step.after() instanceof Reading.Present present
            && present.content().contains("\"" + account + "\"")) {
          return new Performed.UnknownAccount(account, "no such account");
        }
      }
      Reading before = objects.getOrDefault(step.object(), Reading.absent());
      set(step.object().kind(), step.object().name(), step.after());
      int lag = misbehaviour.lag(writes);
      if (lag > 0) {
        shown.put(step.object(), new Old(before, lag));
      }
      NativeState now = truth();
      watchers.forEach(watcher -> watcher.accept(now));
      if (fate == Misbehaviour.Write.CRASH_AFTER) {
        throw new Misbehaviour.Crash();
      }
      return fate == Misbehaviour.Write.UNHEARD
          ? new Performed.Unclear("no answer came")
          : new Performed.Accepted();
    }

    @Override
    public CallCount calls() {
      return new CallCount(calls);
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
