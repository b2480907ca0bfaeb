package dev.portwrit.registry.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.diagnostic.IoReason;
import dev.portwrit.registry.Performed;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.hub.HubWriter.Change;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;

/** Changes access tokens of an organization. */
final class TokenChanges {
  private final HubCalls calls;
  private final HubQueries queries;
  private final TokenFolder secrets;

  TokenChanges(HubCalls calls, HubQueries queries, TokenFolder secrets) {
    this.calls = calls;
    this.queries = queries;
    this.secrets = secrets;
  }

  Performed ofAccessToken(Change change) throws HubFailure, UnreadableContent {
    if (change.makes()) {
      return create(change);
    }
    List<String> ids =
        queries.accessTokens().orThrow().stream()
            .filter(one -> HubQueries.text(one, "label").equals(change.name()))
            .map(one -> HubQueries.text(one, "id"))
            .toList();
    if (ids.size() != 1) {
      return new Performed.Refused(
          "there are " + ids.size() + " access tokens `" + change.name() + "`");
    }
    String path = calls.address().organization("access-tokens", ids.get(0));
    if (change.removes()) {
      calls.delete("DeleteAccessToken", path);
      return new Performed.Accepted();
    }
    HubContents.AccessToken from = HubContents.AccessToken.read(change.from().orElseThrow());
    HubContents.AccessToken to = HubContents.AccessToken.read(change.goal());
    if (!from.expires().equals(to.expires())) {
      return new Performed.Refused(
          "Docker Hub cannot change when an access token ends: delete `"
              + change.name()
              + "` and apply again");
    }
    calls.change(
        "UpdateAccessToken", "PATCH", path, body(change.name(), to).put("is_active", to.active()));
    return new Performed.Accepted();
  }

  private Performed create(Change change) throws HubFailure, UnreadableContent {
    HubContents.AccessToken to = HubContents.AccessToken.read(change.goal());
    Path file;
    try {
      file = secrets.prepare(change.name());
    } catch (FileAlreadyExistsException e) {
      return new Performed.Refused(
          "`" + e.getFile() + "` holds a secret already; it is not overwritten: move it away");
    } catch (IOException e) {
      return new Performed.Refused(
          "there is no place for its secret in `"
              + secrets.file(change.name())
              + "`: "
              + IoReason.of(e));
    }
    ObjectNode body = body(change.name(), to);
    to.expires().ifPresent(end -> body.put("expires_at", end.toString()));
    try {
      return kept(file, calls.change("CreateOrgAccessToken", "POST", tokens(), body));
    } catch (HubFailure e) {
      return e.isUnclear() ? takenBack(change, calls.reason(e)) : refused(file, e);
    }
  }

  private String tokens() {
    return calls.address().organization("access-tokens");
  }

  private Performed refused(Path file, HubFailure e) {
    secrets.drop(file);
    return new Performed.Refused(calls.reason(e));
  }

  private Performed kept(Path file, JsonNode made) throws HubFailure {
    String secret = HubQueries.text(made, "token");
    if (secret.isEmpty()) {
      throw HubFailure.garbled("CreateOrgAccessToken", "it has no secret");
    }
    try {
      secrets.keep(file, secret);
      return new Performed.Accepted();
    } catch (IOException e) {
      throw HubFailure.noAnswer(
          "CreateOrgAccessToken", "the secret could not be kept: " + IoReason.of(e));
    }
  }

  /**
   * A token whose secret nobody has is of no use, and would be taken for done: the one that was
   * just made is deleted, and made again by who tries again.
   */
  private Performed takenBack(Change change, String reason) {
    try {
      for (JsonNode one : queries.accessTokens().orThrow()) {
        if (HubQueries.text(one, "label").equals(change.name())) {
          String id = HubQueries.text(one, "id");
          Reading there = HubReadings.accessToken(queries.accessToken(id));
          if (there.equals(Reading.present(change.goal()))) {
            calls.delete("DeleteAccessToken", calls.address().organization("access-tokens", id));
          }
        }
      }
      return new Performed.Unclear(reason);
    } catch (HubFailure e) {
      return new Performed.Unclear(
          reason
              + "; if `"
              + change.name()
              + "` was made, its secret is lost: delete it, and apply again");
    }
  }

  private static ObjectNode body(String label, HubContents.AccessToken to) {
    ObjectNode body = HubWriter.body().put("label", label).put("description", to.description());
    ArrayNode resources = body.putArray("resources");
    for (HubContents.Resource resource : to.resources()) {
      ObjectNode one = resources.addObject();
      one.put("type", resource.type()).put("path", resource.path());
      resource.scopes().forEach(one.putArray("scopes")::add);
    }
    return body;
  }
}
