package dev.portwrit.gateway.server;

import dev.portwrit.gateway.sweep.NotificationSecret;
import dev.portwrit.gateway.sweep.WatchSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a gateway finds out what happened to protected tags behind its back.
 *
 * @param settings when it compares them by itself
 * @param notifications what the registry says to be heard when it tells of events; empty where it
 *     does not
 */
public record Watching(WatchSettings settings, Optional<NotificationSecret> notifications) {
  /** A sweep each hour, no notifications. */
  public static final Watching DEFAULT = new Watching(WatchSettings.DEFAULT, Optional.empty());

  /** Everything that is wrong with it at a gateway that is reached there, one line each. */
  List<String> problems(Network network) {
    List<String> problems = new ArrayList<>();
    notifications
        .flatMap(NotificationSecret::problem)
        .ifPresent(problem -> problems.add("what `--notifications` names " + problem));
    if (notifications.isPresent() && network.admin().isEmpty()) {
      problems.add("`--notifications` goes with `--admin`: the registry sends them there");
    }
    return problems;
  }

  /**
   * The same with another time between sweeps.
   *
   * @param period zero for no sweeps
   * @return new settings
   */
  public Watching every(Duration period) {
    return new Watching(settings.every(period), notifications);
  }

  /**
   * The same with notifications.
   *
   * @param secret what the registry says to be heard
   * @return new settings
   */
  public Watching hearing(NotificationSecret secret) {
    return new Watching(settings, Optional.of(secret));
  }
}
