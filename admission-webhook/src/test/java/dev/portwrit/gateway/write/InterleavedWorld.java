package dev.portwrit.gateway.write;

import static dev.portwrit.gateway.write.RealWorld.API;
import static dev.portwrit.gateway.write.RealWorld.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.admission.LedgerState.Deleted;
import dev.portwrit.admission.LedgerState.Held;
import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.admission.TagState;
import dev.portwrit.gateway.decisionlog.DecisionRecord;
import dev.portwrit.gateway.ledger.InProcessLocks;
import dev.portwrit.gateway.ledger.Ledger;
import dev.portwrit.gateway.ledger.LedgerEntry;
import dev.portwrit.gateway.ledger.LedgerException;
import dev.portwrit.gateway.ledger.MemoryLedger;
import dev.portwrit.gateway.ledger.RepositoryLocks;
import dev.portwrit.gateway.upstream.Upstream;
import dev.portwrit.gateway.upstream.UpstreamAnswer.Answered;
import dev.portwrit.gateway.write.MemoryRegistry.Fate;
import dev.portwrit.gateway.write.SteppedClient.Step;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.Tag;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run: clients, each before a gateway of its own, with one ledger and one registry, in an order
 * that a test chooses step by step.
 */
final class InterleavedWorld implements AutoCloseable {
  private static final WritePolicy POLICY =
      PolicyTexts.policy(PolicyTexts.ALL + PolicyTexts.EXCEPTION);

  final SteppingClock clock = new SteppingClock();
  final Promises promises =
      new Promises((subject, tag) -> subject.equals(RealWorld.CY) && tag.value().equals("v1"));
  final MemoryRegistry registry = new MemoryRegistry(API, promises);
  final ManifestBytes d = registry.image("D");
  final ManifestBytes x = registry.image("X");
  final ManifestBytes y = registry.image("Y");
  private final MemoryLedger ledger = new MemoryLedger();
  private final SteppedLocks locks;
  private final List<SteppedClient> clients = new ArrayList<>();
  private final List<String> drifts = new ArrayList<>();
  private final Faults faults;
  private int endedSessions;
  private int strangeAnswers;
  private boolean timePassed;

  /**
   * What may go wrong in a run, besides the order.
   *
   * @param areLocksShared false if gateways do not see each other's locks
   * @param isFenced false if the ledger takes writes of those whose session has ended
   * @param endedSessions how many sessions of the first client may end, at any instant
   * @param strangeAnswers how many requests may be done without an answer, later, or never
   */
  record Faults(boolean areLocksShared, boolean isFenced, int endedSessions, int strangeAnswers) {
    static final Faults NONE = new Faults(true, true, 0, 0);
    static final Faults SESSION_ENDS = new Faults(true, true, 1, 0);
    static final Faults SESSION_ENDS_UNSEEN = new Faults(true, false, 1, 0);
    static final Faults SESSION_ENDS_AND_NO_ANSWER = new Faults(true, true, 1, 1);
    static final Faults LOCKS_NOT_SHARED = new Faults(false, true, 0, 0);
  }

  /** One thing that may happen next. */
  record Option(String name, Runnable act) {}

  InterleavedWorld(List<ClientAct> acts, boolean isHeld, Faults faults) {
    this.faults = faults;
    this.locks = new SteppedLocks(faults.areLocksShared());
    promises.watch(registry);
    registry.outside(x);
    if (isHeld) {
      ManifestWrites before = new ManifestWrites(whole());
      assertThat(ClientAct.PUT_D.run(this, before)).isInstanceOf(WriteOutcome.Done.class);
    }
    for (ClientAct act : acts) {
      clients.add(client((char) ('A' + clients.size()) + ":" + act, act));
    }
  }

  private SteppedClient client(String name, ClientAct act) {
    // The ports are made when the client has begun and knows itself.
    SteppedClient[] self = new SteppedClient[1];
    SteppedClient client = new SteppedClient(name, () -> act.run(this, writes(self[0])).toString());
    self[0] = client;
    return client;
  }

  private ManifestWrites writes(SteppedClient client) {
    return new ManifestWrites(
        parts(
            stepped(client, Ledger.class, ledger),
            locks.of(client),
            stepped(client, Upstream.class, registry),
            stepped(client, DecisionSink.class, this::note)));
  }

  /** Those of a gateway without steps, for before and after. */
  private WriteParts whole() {
    return parts(ledger, new InProcessLocks(), registry, this::note);
  }

  /** Nobody reaches this registry past the gateways, so none may say that somebody did. */
  private void note(DecisionRecord decision) {
    decision.cause().filter(remark -> remark.contains("must be")).ifPresent(drifts::add);
  }

  private WriteParts parts(
      Ledger own, RepositoryLocks ownLocks, Upstream upstream, DecisionSink log) {
    return new WriteParts(
        () -> POLICY,
        own,
        ownLocks,
        upstream,
        log,
        PushGuardrail.none(),
        WriteSettings.DEFAULT,
        clock);
  }

  /** A port of which each call is a step; the ledger is closed to whose session has ended. */
  private <T> T stepped(SteppedClient client, Class<T> port, T real) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              client.step(new Step(port.getSimpleName() + "." + method.getName(), () -> true));
              if (port.equals(Ledger.class) && faults.isFenced() && locks.hasEnded(client)) {
                client.saw("fenced");
                throw new LedgerException("the session has ended");
              }
              try {
                Object answer = method.invoke(real, arguments);
                client.saw(words(answer));
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private static String words(@Nullable Object answer) {
    if (answer instanceof TagState.At at) {
      return at.manifest().digest().value();
    }
    return answer instanceof Answered answered ? "" + answered.status() : String.valueOf(answer);
  }

  /** All that may happen now; empty when everybody is done. */
  List<Option> options() {
    List<Option> options = new ArrayList<>();
    for (SteppedClient client : clients) {
      if (!client.isPossible()) {
        continue;
      }
      Step step = client.next();
      String name = client.name + " " + (step == null ? "" : step.call());
      options.add(new Option(name, () -> go(client, Fate.ANSWERED)));
      if (step != null && step.isWrite() && strangeAnswers < faults.strangeAnswers()) {
        for (Fate fate : List.of(Fate.UNANSWERED, Fate.LATE, Fate.LOST)) {
          options.add(new Option(name + " " + fate, () -> goStrangely(client, fate)));
        }
      }
    }
    if (options.isEmpty()) {
      return options;
    }
    SteppedClient first = clients.get(0);
    if (endedSessions < faults.endedSessions() && locks.has(first)) {
      options.add(new Option("the session of " + first.name + " ends", () -> end(first)));
    }
    if (registry.isUnderWay()) {
      options.add(new Option("the late request lands", registry::land));
    }
    // What is sent is sent soon after the last look at the clock.
    boolean somebodySends =
        clients.stream().map(SteppedClient::next).anyMatch(step -> step != null && step.isWrite());
    if (faults.strangeAnswers() > 0 && !timePassed && !registry.isUnderWay() && !somebodySends) {
      options.add(new Option("three minutes pass", this::passTime));
    }
    return options;
  }

  private void go(SteppedClient client, Fate fate) {
    registry.fate(() -> fate);
    client.go();
  }

  private void goStrangely(SteppedClient client, Fate fate) {
    strangeAnswers++;
    go(client, fate);
    registry.fate(() -> Fate.ANSWERED);
  }

  private void end(SteppedClient client) {
    endedSessions++;
    locks.endSession(client);
  }

  private void passTime() {
    timePassed = true;
    clock.advance(Duration.ofMinutes(3));
  }

  /** Everything that the future depends on, in words. */
  String fingerprint() {
    StringBuilder text = new StringBuilder();
    text.append(ledger).append(registry.fingerprint()).append(promises.fingerprint());
    text.append(locks.fingerprint())
        .append(endedSessions)
        .append(strangeAnswers)
        .append(timePassed);
    for (SteppedClient client : clients) {
      text.append('|').append(client.next() == null).append(client.seen());
    }
    return text.toString();
  }

  /** What must be true when everybody is done. */
  void check(String order) throws LedgerException {
    requireAllDone(order);
    assertThat(promises.broken()).as(order).isEmpty();
    registry.fate(() -> Fate.ANSWERED);
    registry.land();
    clock.advance(Duration.ofMinutes(3));
    assertThat(new Recovery(whole()).run()).as(order).isZero();
    assertThat(promises.broken()).as(order).isEmpty();
    agrees(order);
    Map<Tag, Digest> tags = registry.tags();
    WriteOutcome again =
        new ManifestWrites(whole()).put(BOB, API, new Reference.ByTag(ClientAct.V1), List.of(), y);
    assertThat(again).as(order).isNotInstanceOf(WriteOutcome.Unavailable.class);
    Optional<Digest> before = Optional.ofNullable(tags.get(ClientAct.V1));
    before.ifPresent(there -> assertThat(registry.tag("v1")).as(order).contains(there));
    assertThat(drifts).as(order).isEmpty();
  }

  private void requireAllDone(String order) {
    assertThat(clients).as(order + " and then nobody can go on").allMatch(c -> c.next() == null);
  }

  /** Whatever the ledger holds the registry has, whole. */
  private void agrees(String order) throws LedgerException {
    for (LedgerEntry entry : ledger.entries(API)) {
      Optional<Digest> there = registry.tag(entry.tag().value());
      if (entry.state() instanceof Held held) {
        assertThat(there).as(order).contains(held.digest());
        assertThat(registry.isWhole(held.digest())).as(order).isTrue();
      } else {
        assertThat(entry.state()).as(order).isInstanceOf(Deleted.class);
        assertThat(there).as(order).isEmpty();
      }
    }
  }

  @Override
  public void close() {
    clients.forEach(SteppedClient::abandon);
  }
}
