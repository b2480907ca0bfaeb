package dev.portwrit.registry.hub;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where an organization is.
 *
 * @param registry the name of the registry in policies, for messages
 * @param api the address of the Hub API
 * @param organization the namespace
 */
record HubAddress(String registry, URI api, String organization) {
  /** Where Docker Hub is. */
  static final URI HUB = URI.create("https://hub.docker.com");

  /** The path of the organization itself, and of what is below it. */
  String organization(String... below) {
    return path("/v2/orgs/" + segment(organization), below);
  }

  /** The path of the audit log. */
  String auditLog() {
    return "/v2/auditlogs/" + segment(organization);
  }

  /** The path of all repositories. */
  String repositories() {
    return "/v2/namespaces/" + segment(organization) + "/repositories";
  }

  /**
   * The path of a repository that is documented, and of what is below it.
   *
   * @param repository {@code ORGANIZATION/NAME}
   */
  String repository(String repository, String... below) {
    return path(repositories() + "/" + segment(shortName(repository)), below);
  }

  /**
   * The path by which the pages of Hub themselves and Docker's Terraform provider reach it, and
   * which is closed to tokens of organizations.
   *
   * <p>Source: docker/terraform-provider-docker, internal/hubclient/client_repository.go.
   *
   * @param repository {@code ORGANIZATION/NAME}
   */
  String older(String repository, String... below) {
    String name =
        "/v2/repositories/" + segment(organization) + "/" + segment(shortName(repository));
    return path(name, below) + "/";
  }

  private static String shortName(String repository) {
    return repository.substring(repository.indexOf('/') + 1);
  }

  private static String path(String start, String... below) {
    StringBuilder path = new StringBuilder(start);
    for (String name : below) {
      path.append('/').append(segment(name));
    }
    return path.toString();
  }

  /** One segment of a path, or one value of a query. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
