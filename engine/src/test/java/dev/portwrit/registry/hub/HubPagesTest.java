package dev.portwrit.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.hub.twin.TwinFaults.Fault;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubPagesTest {
  @TempDir Path folder;
  private HubFixture hub;

  @BeforeEach
  void start() {
    hub = new HubFixture(folder);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void teams(int count) {
    // Owners are a team too.
    for (int number = 1; number < count; number++) {
      hub.world.team("team-%03d".formatted(number), "");
    }
  }

  private int pagesAsked() {
    return Collections.frequency(hub.twin.calls(), "ListGroups");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 99, 100, 101, 200, 250})
  void listing_isReadToItsTrueEnd(int count) throws RegistryException {
    teams(count);
    NativeState state = hub.read();
    assertThat(state.isComplete()).isTrue();
    assertThat(state.present(HubObjects.TEAM)).hasSize(count);
    assertThat(pagesAsked()).isEqualTo((count + 99) / 100);
  }

  @Test
  void pagePastTheEnd_is404_andTheListingIsReadAgain() throws RegistryException {
    teams(101);
    AtomicInteger pages = new AtomicInteger();
    hub.twin
        .service()
        .beforeEach(
            call -> {
              if (call.equals("ListGroups") && pages.incrementAndGet() == 2) {
                hub.world.dissolve("team-050");
              }
            });
    NativeState state = hub.read();
    assertThat(state.isComplete()).isTrue();
    assertThat(state.present(HubObjects.TEAM)).hasSize(100).contains("team-100");
    assertThat(pagesAsked()).as("two pages, then one again").isEqualTo(3);
  }

  @Test
  void listingThatNeverStandsStill_isUnknown() throws RegistryException {
    teams(100);
    AtomicInteger pages = new AtomicInteger();
    hub.twin
        .service()
        .beforeEach(
            call -> {
              if (!call.equals("ListGroups")) {
                return;
              }
              if (pages.incrementAndGet() % 2 == 0) {
                hub.world.dissolve("zz-comes-and-goes");
              } else {
                hub.world.team("zz-comes-and-goes", "");
              }
            });
    NativeState state = hub.read();
    assertThat(state.at(HubObjects.team("other")))
        .isInstanceOfSatisfying(
            Reading.Unknown.class,
            unknown -> assertThat(unknown.reason()).contains("it changed while it was read"));
  }

  @Test
  void pageThatSaysThatItIsTheLast_andIsNot_isUnknown() throws RegistryException {
    teams(150);
    hub.twin.faults().always("ListGroups", Fault.LAST_PAGE);
    assertThat(hub.read().at(HubObjects.team("team-149")))
        .isEqualTo(
            new Reading.Unknown("`ListGroups` gave 100 of 150: it changed while it was read"));
  }

  @Test
  void pageThatComesAgainAndAgain_isUnknown() throws RegistryException {
    teams(250);
    hub.twin.faults().always("ListGroups", Fault.SAME_PAGE);
    assertThat(hub.read().at(HubObjects.team("team-249")))
        .isEqualTo(
            new Reading.Unknown(
                "`ListGroups` gave the same page again, so that others are missing"));
  }

  @Test
  void pageThatDoesNotCome_leavesTheRestUnknown() throws RegistryException {
    teams(150);
    AtomicInteger pages = new AtomicInteger();
    hub.twin
        .service()
        .beforeEach(
            call -> {
              if (call.equals("ListGroups") && pages.incrementAndGet() == 2) {
                hub.twin.faults().always("ListGroups", Fault.BROKEN);
              }
            });
    NativeState state = hub.read();
    assertThat(state.at(HubObjects.team("team-010"))).isInstanceOf(Reading.Present.class);
    assertThat(state.at(HubObjects.team("team-149")))
        .isEqualTo(new Reading.Unknown("`ListGroups` was answered `500`"));
  }
}
