package dev.portwrit.gateway.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.portwrit.gateway.write.InterleavedWorld.Faults;
import dev.portwrit.gateway.write.Interleavings.Report;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Two and three clients write one tag, or take away what it is made of, each through a gateway of
 * its own: every order of their steps is run.
 */
class EveryOrderTest {
  private static final List<Boolean> HELD_BEFORE = List.of(false, true);

  /** What matters most: one makes or moves a tag while another takes away what it is made of. */
  private static final List<List<ClientAct>> PAIRS =
      List.of(
          List.of(ClientAct.PUT_X, ClientAct.PUT_Y),
          List.of(ClientAct.PUT_X, ClientAct.PUT_X),
          List.of(ClientAct.PUT_X, ClientAct.DELETE_TAG),
          List.of(ClientAct.PUT_X, ClientAct.DELETE_MANIFEST_X),
          List.of(ClientAct.PUT_X, ClientAct.DELETE_LAYER_OF_X),
          List.of(ClientAct.MOVE_TO_X, ClientAct.PUT_D),
          List.of(ClientAct.MOVE_TO_X, ClientAct.DELETE_TAG),
          List.of(ClientAct.DELETE_TAG, ClientAct.PUT_D),
          List.of(ClientAct.DELETE_MANIFEST_D, ClientAct.PUT_D),
          List.of(ClientAct.DELETE_MANIFEST_X, ClientAct.PUT_X),
          List.of(ClientAct.DELETE_LAYER_OF_X, ClientAct.PUT_X));

  private static final Logger LOGGER =
      (Logger) LoggerFactory.getLogger("dev.portwrit.gateway.write");

  /** Thousands of writes are refused here, as they should be. */
  @BeforeAll
  static void beSilent() {
    LOGGER.setLevel(Level.OFF);
  }

  @AfterAll
  static void speakAgain() {
    LOGGER.setLevel(null);
  }

  private static Report ofPairs(Faults faults) throws Exception {
    Report all = Report.NOTHING;
    for (boolean isHeld : HELD_BEFORE) {
      for (ClientAct one : ClientAct.values()) {
        for (ClientAct other : ClientAct.values()) {
          all = all.plus(of(List.of(one, other), isHeld, faults));
        }
      }
    }
    return all;
  }

  private static Report of(List<ClientAct> acts, boolean isHeld, Faults faults) throws Exception {
    return Interleavings.all(() -> new InterleavedWorld(acts, isHeld, faults));
  }

  private static void print(String what, Report report) {
    System.out.println("EveryOrderTest: " + what + ": " + report);
  }

  @Test
  void twoClients_everyPairOfWrites_keepsEveryPromise() throws Exception {
    Report report = ofPairs(Faults.NONE);
    print("two clients", report);
    assertThat(report.orders()).isGreaterThan(1_000);
  }

  @Test
  void twoClients_ofWhomOneLosesItsLocksAtAnyStep_keepsEveryPromise() throws Exception {
    Report report = ofPairs(Faults.SESSION_ENDS);
    print("two clients, a session ends", report);
    assertThat(report.orders()).isGreaterThan(10_000);
  }

  @Test
  void twoClients_ofWhomOneLosesItsLocksAndARequestIsNotAnswered_keepsEveryPromise()
      throws Exception {
    Report report = Report.NOTHING;
    for (boolean isHeld : HELD_BEFORE) {
      for (List<ClientAct> pair : PAIRS) {
        report = report.plus(of(pair, isHeld, Faults.SESSION_ENDS_AND_NO_ANSWER));
      }
    }
    print("two clients, a session ends, a request is not answered", report);
    assertThat(report.orders()).isGreaterThan(10_000);
  }

  @Test
  void threeClients_ofWhomOneLosesItsLocksAtAnyStep_keepEveryPromise() throws Exception {
    Report report = Report.NOTHING;
    for (List<ClientAct> pair : PAIRS) {
      List<ClientAct> three = new ArrayList<>(pair);
      three.add(ClientAct.PUT_Y);
      report = report.plus(of(three, false, Faults.SESSION_ENDS));
    }
    print("three clients, a session ends", report);
    assertThat(report.orders()).isGreaterThan(10_000);
  }

  @Test
  void ordersThatAreNotRunToTheirEnd_areCounted() throws Exception {
    List<ClientAct> acts = List.of(ClientAct.PUT_X, ClientAct.DELETE_LAYER_OF_X);
    Report oneByOne =
        Interleavings.oneByOne(() -> new InterleavedWorld(acts, true, Faults.SESSION_ENDS));
    Report all = of(acts, true, Faults.SESSION_ENDS);
    print("one by one", oneByOne);
    assertThat(all.orders()).isEqualTo(oneByOne.orders());
    assertThat(all.runs()).isLessThan(oneByOne.runs());
  }

  @Test
  void gatewayThatLostItsLocks_callsWhatOthersDidNoDrift() throws Exception {
    Report report = of(List.of(ClientAct.PUT_X, ClientAct.MOVE_TO_X), true, Faults.SESSION_ENDS);
    assertThat(report.orders()).isGreaterThan(100);
  }

  @Test
  void twoClients_withLocksThatAreNotShared_breakAPromiseInSomeOrder() {
    assertBreaks(Faults.LOCKS_NOT_SHARED);
  }

  /** The ledger that is closed to whose session has ended is what the protocol stands on. */
  @Test
  void twoClients_withALedgerThatIsOpenToWhoLostItsLocks_breakAPromiseInSomeOrder() {
    assertBreaks(Faults.SESSION_ENDS_UNSEEN);
  }

  private static void assertBreaks(Faults faults) {
    assertThatThrownBy(() -> of(List.of(ClientAct.PUT_X, ClientAct.PUT_Y), false, faults))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("was moved by");
  }
}
