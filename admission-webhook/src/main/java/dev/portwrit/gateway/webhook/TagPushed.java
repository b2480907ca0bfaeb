package dev.portwrit.gateway.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.gateway.exchange.Json;
import dev.portwrit.gateway.write.Pushed;
import java.nio.charset.StandardCharsets;

/** The event that a tag was pushed, as CloudEvents write it in JSON. */
final class TagPushed {
  static final String MEDIA_TYPE = "application/cloudevents+json";
  private static final String TYPE = "dev.portwrit.tag.pushed";

  private TagPushed() {}

  /**
   * The text of an event.
   *
   * @param id of this event alone
   * @param registry the name that policies have for the registry
   */
  static String json(String id, String registry, Pushed pushed) {
    ObjectNode event = Json.object();
    event.put("specversion", "1.0");
    event.put("id", id);
    event.put("source", "urn:portwrit:registry:" + registry);
    event.put("type", TYPE);
    event.put("subject", pushed.repository() + ":" + pushed.tag());
    event.put("time", pushed.at().toString());
    event.put("datacontenttype", "application/json");
    ObjectNode data = event.putObject("data");
    data.put("registry", registry);
    data.put("repository", pushed.repository().value());
    data.put("tag", pushed.tag().value());
    data.put("digest", pushed.digest().value());
    data.put("mediaType", pushed.mediaType());
    pushed.by().ifPresent(subject -> data.put("pushedBy", subject.toString()));
    data.put("policy", pushed.policyVersion());
    return new String(Json.bytes(event), StandardCharsets.UTF_8);
  }
}
