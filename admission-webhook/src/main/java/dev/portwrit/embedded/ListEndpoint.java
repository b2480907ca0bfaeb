package dev.portwrit.embedded;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.reference.RepositoryName;
import java.io.IOException;
import java.util.List;

/** Lists of names, a page at a time: the tags of a repository and the catalog. */
final class ListEndpoint {
  private final RepositoryFiles repositories;

  ListEndpoint(RepositoryFiles repositories) {
    this.repositories = repositories;
  }

  void catalog(Exchange exchange) throws IOException, RefusedException {
    Page page =
        Page.of(exchange, repositories.names().stream().map(RepositoryName::value).toList());
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    answer(exchange, "/v2/_catalog", body, "repositories", page);
  }

  void tags(Exchange exchange, Route route) throws IOException, RefusedException {
    RepositoryName name = Names.repository(route.name());
    if (!repositories.exists(name)) {
      throw new RefusedException(ErrorCode.NAME_UNKNOWN, "no repository `" + name + "`");
    }
    List<String> tags =
        exchange.shows(Vice.FORGETS_TAGS)
            ? List.of()
            : repositories.tags(name).stream().map(tag -> tag.value()).toList();
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", name.value());
    answer(exchange, "/v2/" + name + "/tags/list", body, "tags", Page.of(exchange, tags));
  }

  private static void answer(Exchange exchange, String path, ObjectNode body, String key, Page page)
      throws IOException, RefusedException {
    if (!exchange.method().equals("GET") && !exchange.isHead()) {
      throw Names.notAllowed(exchange.method());
    }
    page.items().forEach(body.putArray(key)::add);
    page.link(path, "").ifPresent(link -> exchange.set("Link", link));
    exchange.answerJson(200, "application/json", body);
  }
}
