package dev.portwrit.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.Registry;
import dev.portwrit.reference.RepositoryPattern;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HubOrganizationTest {
  private static Set<String> of(Map<String, String> prefix, String... patterns) {
    return HubOrganization.of(
        new Registry(
            new Place("hub.yaml", 1, 1),
            "hub",
            Registry.Type.DOCKER_HUB,
            Arrays.stream(patterns).map(RepositoryPattern::new).toList(),
            Registry.Mode.OBSERVE,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            prefix,
            Map.of()));
  }

  @Test
  void organization_isTheFirstSegment_asItIsRenamed() {
    assertThat(of(Map.of(), "acme/*")).containsExactly("acme");
    assertThat(of(Map.of(), "acme/api", "acme/web-*")).containsExactly("acme");
    assertThat(of(Map.of("acme/", "acmecorp/"), "acme/*")).containsExactly("acmecorp");
    assertThat(of(Map.of("acme/pay/", "acme/pay-"), "acme/pay/*")).containsExactly("acme");
  }

  @Test
  void longestRename_wins() {
    assertThat(of(Map.of("acme/", "a/", "acme/pay/", "b/"), "acme/pay/*")).containsExactly("b");
  }

  @Test
  void severalOrganizations_areAllNamed() {
    assertThat(of(Map.of(), "acme/*", "other/*")).containsExactly("acme", "other");
    assertThat(of(Map.of("acme/pay/", "paycorp/"), "acme/**")).containsExactly("acme", "paycorp");
  }

  @Test
  void organizationThatIsNoLiteral_isTold() {
    assertThat(of(Map.of(), "**")).containsExactly("**").noneMatch(HubOrganization::isLiteral);
    assertThat(of(Map.of(), "team-*/api")).noneMatch(HubOrganization::isLiteral);
    assertThat(of(Map.of(), "acme/*")).allMatch(HubOrganization::isLiteral);
  }
}
