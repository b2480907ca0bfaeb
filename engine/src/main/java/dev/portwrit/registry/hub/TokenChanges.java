package dev.portwrit.registry.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.diagnostic.IoReason;
import dev.portwrit.registry.Performed;
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
    JsonNode made =
        calls.change(
            "CreateOrgAccessToken", "POST", calls.address().organization("access-tokens"), body);
    String secret = HubQueries.text(made, "token");
    try {
      if (secret.isEmpty()) {
        return new Performed.Unclear("Docker Hub did not tell the secret of the token");
      }
      secrets.keep(file, secret);
      return new Performed.Accepted();
    } catch (IOException e) {
      return new Performed.Unclear(
          "the secret of the token could not be kept in `"
              + file
              + "`: "
              + IoReason.of(e)
              + "; delete the token and apply again");
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
