package dev.portwrit.registry.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.registry.Performed;
import dev.portwrit.registry.hub.HubObjects.InRepository;
import dev.portwrit.registry.hub.HubWriter.Change;

/** Changes webhooks. Their paths are in no document; clients of others use these. */
final class WebhookChanges {
  private static final String PIPELINE = "webhook_pipeline";

  private final HubCalls calls;
  private final HubQueries queries;

  WebhookChanges(HubCalls calls, HubQueries queries) {
    this.calls = calls;
    this.queries = queries;
  }

  Performed ofWebhook(Change change) throws HubFailure, UnreadableContent {
    InRepository object = InRepository.of(change.object());
    if (change.removes()) {
      for (JsonNode one : queries.webhooks(object.repository())) {
        if (HubQueries.text(one, "name").equals(object.name())) {
          calls.delete(
              "DeleteWebhook",
              calls.detail(object.repository(), PIPELINE, HubQueries.text(one, "slug")));
        }
      }
      return new Performed.Accepted();
    }
    if (!change.makes()) {
      return change.noWay();
    }
    String url = HubContents.Webhook.read(change.goal()).url();
    ObjectNode body = HubWriter.body();
    body.put("name", object.name())
        .put("expect_final_callback", false)
        .put("registry", "registry-1.docker.io")
        .putArray("webhooks")
        .addObject()
        .put("name", object.name())
        .put("hook_url", url);
    try {
      calls.change("CreateWebhook", "POST", calls.detail(object.repository(), PIPELINE), body);
    } catch (HubFailure e) {
      throw e.without(url);
    }
    return new Performed.Accepted();
  }
}
