package dev.portwrit.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.hub.HubContents.AccessToken;
import dev.portwrit.registry.hub.HubContents.ImmutableTags;
import dev.portwrit.registry.hub.HubContents.Member;
import dev.portwrit.registry.hub.HubContents.Repository;
import dev.portwrit.registry.hub.HubContents.Resource;
import dev.portwrit.registry.hub.HubContents.TeamPermission;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HubContentsTest {
  @Test
  void text_ofEachContent_isReadBackAsItWas() throws UnreadableContent {
    AccessToken token =
        new AccessToken(
            true,
            "for ci",
            Optional.of(Instant.parse("2027-01-31T00:00:00Z")),
            new TreeSet<>(
                Set.of(
                    new Resource(
                        "TYPE_REPO",
                        "acme/api",
                        new TreeSet<>(Set.of("scope-image-push", "scope-image-pull"))))));
    assertThat(token.text())
        .isEqualTo(
            "{\"active\":true,\"description\":\"for ci\",\"expires\":\"2027-01-31T00:00:00Z\","
                + "\"resources\":[{\"path\":\"acme/api\",\"scopes\":[\"scope-image-push\"],\"type\":\"TYPE_REPO\"}]}");
    assertThat(AccessToken.read(token.text())).isEqualTo(token);
    assertThat(new Member(OrgRole.EDITOR).text()).isEqualTo("{\"role\":\"editor\"}");
    assertThat(Member.read("{\"role\":\"Owner\"}").role()).isEqualTo(OrgRole.OWNER);
    assertThat(new Repository("an \"api\"", false).text())
        .isEqualTo("{\"description\":\"an \\\"api\\\"\",\"visibility\":\"private\"}");
    assertThat(Repository.read(new Repository("", true).text()).isPublic()).isTrue();
    assertThat(TeamPermission.read("{\"permission\":\"write\"}").permission())
        .isEqualTo(Permission.WRITE);
    ImmutableTags tags = new ImmutableTags(true, new TreeSet<>(Set.of("^v.*$", "^a$")));
    assertThat(tags.text()).isEqualTo("{\"enabled\":true,\"rules\":[\"^a$\",\"^v.*$\"]}");
    assertThat(ImmutableTags.read(tags.text())).isEqualTo(tags);
  }

  @Test
  void read_whatIsNotKnown_isNeverTakenForTheLeast() {
    assertThatThrownBy(() -> Member.read("{\"role\":\"auditor\"}"))
        .isInstanceOf(UnreadableContent.class);
    assertThatThrownBy(() -> TeamPermission.read("{}")).isInstanceOf(UnreadableContent.class);
    assertThatThrownBy(() -> Repository.read("[]")).isInstanceOf(UnreadableContent.class);
    assertThatThrownBy(() -> ImmutableTags.read("{\"enabled\":1,\"rules\":[]}"))
        .isInstanceOf(UnreadableContent.class);
  }

  @Test
  void names_ofObjects_areTakenApartAsTheyWerePutTogether() {
    assertThat(HubObjects.member("Bob")).isEqualTo(new ObjectId("member", "bob"));
    assertThat(HubObjects.TeamMember.of(HubObjects.teamMember("pay", "Bob")))
        .isEqualTo(new HubObjects.TeamMember("pay", "bob"));
    assertThat(HubObjects.InRepository.of(HubObjects.webhook("acme/api", "to a/b")))
        .isEqualTo(new HubObjects.InRepository("acme/api", "to a/b"));
  }
}
