package dev.portwrit.registry.hub;

import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Settings;
import dev.portwrit.policy.Workspace;
import dev.portwrit.registry.CallCount;
import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.LiveRegistry;
import dev.portwrit.registry.LiveWriter;
import dev.portwrit.registry.NativeForm;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.Performed;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.Step;
import dev.portwrit.registry.hub.HubContents.Resource;
import dev.portwrit.registry.hub.twin.HubWorld;
import dev.portwrit.registry.hub.twin.TwinFaults.Fault;
import dev.portwrit.registry.hub.twin.TwinRepository;
import dev.portwrit.registry.hub.twin.TwinService;
import dev.portwrit.registry.hub.twin.TwinTruth;
import dev.portwrit.registry.twin.LawWorkspaces;
import dev.portwrit.registry.twin.Misbehaviour;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The twin of Docker Hub as applying meets it: asked without a network, one call at a time, by the
 * password of an owner who is the engine.
 */
public final class HubLawTwin implements LiveRegistry {
  private static final String ENGINE = "engine";
  private static final Workspace EMPTY =
      new Workspace(
          Settings.NONE,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of());
  private static final List<String> PERMISSIONS = List.of("read", "write", "admin");

  private final TwinService service;
  private final HubWorld world;
  private final HubConnection connection;
  private final NativeForm form;
  private final HubInterest interest;
  private final String organization;
  private Misbehaviour misbehaviour = Misbehaviour.NONE;
  private int reads;
  private int writes;

  /**
   * An organization in which the engine is the only owner.
   *
   * @param registry its definition
   * @param people who are members
   * @param secrets a folder for secrets of access tokens
   */
  public HubLawTwin(Registry registry, List<String> people, Path secrets) {
    HubFixture.HubTime time = new HubFixture.HubTime(LawWorkspaces.NOW);
    this.organization = HubOrganization.of(registry).iterator().next();
    this.service = new TwinService(organization, time);
    this.world = service.world();
    world.member(ENGINE, "owner");
    people.forEach(name -> world.member(name, "member"));
    HubCredentials credentials = new HubCredentials(ENGINE, "password-of-" + ENGINE);
    this.connection =
        new HubConnection(
            new HubAddress(registry.name(), URI.create("http://twin"), organization),
            this::send,
            credentials,
            Optional.of(new TokenFolder(secrets, file -> {})),
            time.pace(),
            time);
    HubRegistry served = HubRegistry.of(registry, EMPTY, credentials, connection);
    this.form = served.form();
    this.interest = served.interest();
    service.beforeEach(this::before);
  }

  /**
   * What is there.
   *
   * @return to be looked at and changed
   */
  public HubWorld world() {
    return world;
  }

  /**
   * What answers.
   *
   * @return to be told to misbehave
   */
  public TwinService service() {
    return service;
  }

  private HubWire.Answer send(
      String method, String path, Optional<String> bearer, Optional<String> body)
      throws IOException {
    TwinService.Reply reply =
        service.answer(method, path, bearer.map(token -> "Bearer " + token), body.orElse(""));
    if (reply.status() == 0) {
      throw new IOException("the connection broke off");
    }
    return new HubWire.Answer(
        reply.status(), HttpHeaders.of(Map.of(), (name, value) -> true), reply.text());
  }

  private void before(String call) {
    boolean isRead =
        (call.startsWith("List") || call.startsWith("Get")) && !call.equals("GetGroup");
    if (isRead) {
      reads++;
      if (misbehaviour.onRead(reads) == Misbehaviour.Read.FAILED) {
        service.faults().next(call, Fault.DENIED);
      }
    }
  }

  @Override
  public NativeForm form() {
    return form;
  }

  @Override
  public LiveReader reader() {
    return connection.reader(interest, 1);
  }

  @Override
  public LiveWriter writer() {
    try {
      return new Writer(connection.writer());
    } catch (RegistryException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What is really there.
   *
   * @return with nothing unknown
   */
  public NativeState truth() {
    NativeState.Builder state = NativeState.EMPTY.toBuilder();
    TwinTruth truth = TwinTruth.of(world);
    truth.members().forEach(one -> state.put(HubObjects.member(one.name()), role(one.value())));
    truth
        .invitations()
        .forEach(one -> state.put(HubObjects.invitation(one.name()), role(one.value())));
    truth
        .teams()
        .forEach(
            one ->
                state.put(
                    HubObjects.team(one.name()),
                    Reading.present(new HubContents.Team(one.value()).text())));
    for (String name : truth.teamMembers()) {
      int slash = name.indexOf('/');
      state.put(
          HubObjects.teamMember(name.substring(0, slash), name.substring(slash + 1)),
          Reading.present(HubContents.EMPTY));
    }
    truth.repositories().forEach(one -> put(state, one));
    for (TwinTruth.Pair one : truth.permissions()) {
      int slash = one.name().indexOf('/');
      String repository = organization + "/" + one.name().substring(0, slash);
      if (interest.isOurs().test(repository)) {
        state.put(
            HubObjects.teamPermission(repository, one.name().substring(slash + 1)),
            Reading.present(
                new HubContents.TeamPermission(Permission.parse(one.value()).orElseThrow())
                    .text()));
      }
    }
    truth.tokens().forEach(one -> put(state, one));
    return state.build();
  }

  private static Reading role(String text) {
    return Reading.present(new HubContents.Member(OrgRole.parse(text).orElseThrow()).text());
  }

  private void put(NativeState.Builder state, TwinRepository one) {
    String name = organization + "/" + one.name();
    if (!interest.isOurs().test(name)) {
      return;
    }
    state.put(
        HubObjects.repository(name),
        Reading.present(new HubContents.Repository(one.description(), one.isPublic()).text()));
    if (one.isImmutable()) {
      state.put(
          HubObjects.immutableTags(name),
          Reading.present(new HubContents.ImmutableTags(true, new TreeSet<>(one.rules())).text()));
    }
  }

  private static void put(NativeState.Builder state, TwinTruth.TruthOfToken one) {
    SortedSet<Resource> resources = new TreeSet<>();
    for (String text : one.resources()) {
      List<String> words = List.of(text.split(" ", -1));
      resources.add(
          new Resource(words.get(0), words.get(1), new TreeSet<>(words.subList(2, words.size()))));
    }
    state.put(
        HubObjects.accessToken(one.label()),
        Reading.present(
            new HubContents.AccessToken(
                    one.active(), one.description(), one.expires().map(Instant::parse), resources)
                .text()));
  }

  /**
   * Somebody else changes something that policy governs.
   *
   * @param random by which it is drawn
   */
  public void disturb(Random random) {
    TwinTruth truth = TwinTruth.of(world);
    if (truth.repositories().isEmpty()) {
      return;
    }
    TwinRepository repository =
        truth.repositories().get(random.nextInt(truth.repositories().size()));
    String team = truth.teams().get(random.nextInt(truth.teams().size())).name();
    String somebody = truth.members().get(random.nextInt(truth.members().size())).name();
    switch (random.nextInt(6)) {
      case 0 ->
          world.permit(
              repository.name(), team, PERMISSIONS.get(random.nextInt(PERMISSIONS.size())));
      case 1 -> world.forbid(repository.name(), team);
      case 2 -> repository.keeping("^other-" + random.nextInt(3) + "$");
      case 3 -> {
        if (!team.equals("owners")) {
          world.team(team, "", somebody);
        }
      }
      case 4 -> {
        if (!somebody.equals(ENGINE)) {
          world.member(somebody, random.nextBoolean() ? "editor" : "member");
        }
      }
      default -> repository.described("somebody was here");
    }
  }

  /**
   * How it misbehaves from now on.
   *
   * @param other calls are counted from 1 again
   */
  public void misbehave(Misbehaviour other) {
    misbehaviour = other;
    reads = 0;
    writes = 0;
    service.faults().none();
    world.lag(0);
  }

  /**
   * Hears of the truth after every effect.
   *
   * @param watcher takes it
   */
  public void watch(Consumer<NativeState> watcher) {
    service.afterEachWrite(call -> watcher.accept(truth()));
  }

  /**
   * How many calls that write were made.
   *
   * @return since it was told to misbehave
   */
  public int writes() {
    return writes;
  }

  /**
   * How many calls that read were made.
   *
   * @return since it was told to misbehave
   */
  public int reads() {
    return reads;
  }

  private final class Writer implements LiveWriter {
    private final LiveWriter writer;

    Writer(LiveWriter writer) {
      this.writer = writer;
    }

    @Override
    public Performed perform(Step step) {
      writes++;
      Misbehaviour.Write fate = misbehaviour.onWrite(writes, step.object());
      if (misbehaviour.lag(writes) > 0) {
        world.lag(misbehaviour.lag(writes));
      }
      switch (fate) {
        case CRASH_BEFORE -> throw new Misbehaviour.Crash();
        case NOTHING -> {
          return new Performed.Accepted();
        }
        case REFUSED -> service.faults().nextWrite(Fault.DENIED);
        case LOST -> service.faults().nextWrite(Fault.CUT);
        case UNHEARD -> service.faults().nextWrite(Fault.CUT_AFTER_EFFECT);
        case DONE, CRASH_AFTER -> {}
      }
      Performed performed = writer.perform(step);
      if (fate == Misbehaviour.Write.CRASH_AFTER) {
        throw new Misbehaviour.Crash();
      }
      return performed;
    }

    @Override
    public CallCount calls() {
      return writer.calls();
    }

    @Override
    public void close() {
      writer.close();
    }
  }
}
