package dev.portwrit.registry.hub;

import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Settings;
import dev.portwrit.policy.Workspace;
import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.LiveRegistry;
import dev.portwrit.registry.LiveWriter;
import dev.portwrit.registry.NativeForm;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.hub.HubContents.Resource;
import dev.portwrit.registry.hub.twin.HubWorld;
import dev.portwrit.registry.hub.twin.TwinFaults.Fault;
import dev.portwrit.registry.hub.twin.TwinRepository;
import dev.portwrit.registry.hub.twin.TwinService;
import dev.portwrit.registry.hub.twin.TwinTruth;
import dev.portwrit.registry.twin.Judgement;
import dev.portwrit.registry.twin.LawWorkspaces;
import dev.portwrit.registry.twin.Misbehaviour;
import dev.portwrit.registry.twin.RegistryTwin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The twin of Docker Hub as applying meets it: asked without a network, one call at a time, by the
 * password of an owner who is the engine.
 */
public final class HubLawTwin implements RegistryTwin, LiveRegistry {
  /** The owner by whose password everything is asked. */
  static final String ENGINE = "engine";

  /** What is not taken for done unless the answer says what was made. */
  private static final List<String> TELLING = List.of("CreateOrgAccessToken", "CreateInvite");

  /** How a read fails: at once, or each time that it is tried. */
  private static final List<List<Fault>> FAILURES =
      List.of(
          List.of(Fault.DENIED),
          Collections.nCopies(4, Fault.BROKEN),
          Collections.nCopies(4, Fault.CUT),
          Collections.nCopies(4, Fault.HALVED),
          Collections.nCopies(4, Fault.ITEM_LOST));

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

  private final TwinService service;
  private final HubWorld world;
  private final HubConnection connection;
  private final NativeForm form;
  private final HubInterest interest;
  private final String organization;
  private final HubDisturbance disturbance;
  private final Set<String> ruled = new TreeSet<>();
  private boolean endsAfterIt;
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
    this.disturbance = new HubDisturbance(world, organization);
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
    if (endsAfterIt) {
      endsAfterIt = false;
      throw new Misbehaviour.Crash();
    }
    if (reply.status() == 0) {
      throw new IOException("the connection broke off");
    }
    return new HubWire.Answer(
        reply.status(), HttpHeaders.of(Map.of(), (name, value) -> true), reply.text());
  }

  private void before(String call) {
    if (call.startsWith("List") || call.startsWith("Get") || call.startsWith("Verify")) {
      reads++;
      switch (misbehaviour.onRead(reads)) {
        case FAILED ->
            service
                .faults()
                .next(call, FAILURES.get(reads % FAILURES.size()).toArray(Fault[]::new));
        case CUT -> service.faults().next(call, Fault.LAST_PAGE);
        case REPEATED -> service.faults().next(call, Fault.PAGE_AGAIN, Fault.PAGE_AGAIN);
        case ANSWERED -> {}
      }
    } else if (!call.equals("CreateAccessToken")) {
      beforeWrite(call);
    }
  }

  private void beforeWrite(String call) {
    writes++;
    world.lag(misbehaviour.lag(writes));
    switch (misbehaviour.onWrite(writes, new ObjectId("call", call))) {
      case CRASH_BEFORE -> throw new Misbehaviour.Crash();
      case CRASH_AFTER -> endsAfterIt = true;
      case NOTHING ->
          service.faults().nextWrite(TELLING.contains(call) ? Fault.DENIED : Fault.IGNORED);
      case REFUSED -> service.faults().nextWrite(Fault.DENIED);
      case LOST -> service.faults().nextWrite(Fault.CUT);
      case UNHEARD -> service.faults().nextWrite(Fault.CUT_AFTER_EFFECT);
      case DONE -> {}
    }
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
    return connection.reader(interest, 1);
  }

  @Override
  public LiveWriter writer() {
    try {
      return connection.writer();
    } catch (RegistryException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public NativeState truth() {
    NativeState.Builder state = NativeState.EMPTY.toBuilder();
    TwinTruth truth = TwinTruth.of(world);
    truth.members().forEach(one -> state.put(HubObjects.member(one.name()), role(one.value())));
    truth.invitations().stream()
        .sorted(Comparator.comparing(one -> OrgRole.parse(one.value()).orElseThrow()))
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

  private record Held(HubWorld.Moment of) implements Moment {}

  @Override
  public Moment moment() {
    return new Held(world.moment());
  }

  @Override
  public void become(Moment moment) {
    world.become(((Held) moment).of());
  }

  @Override
  public Judgement judge(NativeState state) {
    return HubLawJudge.of(organization, state, ruled);
  }

  @Override
  public void disturb(Random random) {
    disturbance.happen(random);
  }

  @Override
  public void misbehave(Misbehaviour other) {
    world
        .members()
        .forEach(
            (name, role) -> {
              if (!role.equals("member")) {
                ruled.add(name);
              }
            });
    misbehaviour = other;
    endsAfterIt = false;
    reads = 0;
    writes = 0;
    service.faults().none();
    world.lag(0);
  }

  @Override
  public void watch(Consumer<NativeState> watcher) {
    service.afterEachWrite(call -> watcher.accept(truth()));
  }

  @Override
  public int writes() {
    return writes;
  }

  @Override
  public int reads() {
    return reads;
  }
}
