package dev.portwrit.gateway.server;

import dev.portwrit.gateway.webhook.WebhookSettings;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the operator says to a gateway, besides the workspace.
 *
 * @param registry the name of the registry in the workspace
 * @param network where the gateway is reached
 * @param files its users, and where it keeps what it must not forget
 * @param following how it follows the workspace
 * @param pace how long things may take
 * @param reach how the registry is reached
 * @param watching how it finds out what happened behind its back
 * @param webhooks how it tells others of pushes
 * @param variables the environment, for credentials of the form {@code env:NAME}
 * @param folder what credentials of the form {@code file:PATH} are relative to
 */
public record GatewaySettings(
    String registry,
    Network network,
    StateFiles files,
    Following following,
    Pace pace,
    RegistryReach reach,
    Watching watching,
    WebhookSettings webhooks,
    Map<String, String> variables,
    Path folder) {
  /** Copies the map. */
  public GatewaySettings {
    variables = Map.copyOf(variables);
  }

  /**
   * The same for a registry that is reached without further words.
   *
   * @param registry the name of the registry in the workspace
   * @param network where the gateway is reached
   * @param files its users, and where it keeps what it must not forget
   * @param following how it follows the workspace
   * @param pace how long things may take
   * @param variables the environment
   * @param folder what credentials of the form {@code file:PATH} are relative to
   */
  public GatewaySettings(
      String registry,
      Network network,
      StateFiles files,
      Following following,
      Pace pace,
      Map<String, String> variables,
      Path folder) {
    this(
        registry,
        network,
        files,
        following,
        pace,
        RegistryReach.DEFAULT,
        Watching.DEFAULT,
        WebhookSettings.DEFAULT,
        variables,
        folder);
  }

  /**
   * The same with a registry that is reached otherwise.
   *
   * @param other how
   * @return new settings
   */
  public GatewaySettings with(RegistryReach other) {
    return new GatewaySettings(
        registry, network, files, following, pace, other, watching, webhooks, variables, folder);
  }

  /**
   * The same, watching protected tags otherwise.
   *
   * @param other how
   * @return new settings
   */
  public GatewaySettings with(Watching other) {
    return new GatewaySettings(
        registry, network, files, following, pace, reach, other, webhooks, variables, folder);
  }

  /**
   * The same, telling others of pushes otherwise.
   *
   * @param other how
   * @return new settings
   */
  public GatewaySettings with(WebhookSettings other) {
    return new GatewaySettings(
        registry, network, files, following, pace, reach, watching, other, variables, folder);
  }
}
