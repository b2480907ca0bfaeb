package dev.portwrit.gateway.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the operator says of webhooks.
 *
 * @param secret what events are signed with; without it none is sent
 * @param allowed receivers, each as {@code host:port}, that may be on this machine or another that
 *     only it can reach, and that may be told over clear HTTP
 * @param pace how long and how often
 */
public record WebhookSettings(
    Optional<WebhookSecret> secret, Set<String> allowed, WebhookPace pace) {
  /** No secret, so nothing is sent. */
  public static final WebhookSettings DEFAULT =
      new WebhookSettings(Optional.empty(), Set.of(), WebhookPace.DEFAULT);

  /** Copies the set, in lower case. */
  public WebhookSettings {
    Set<String> lower = new TreeSet<>();
    allowed.forEach(one -> lower.add(one.toLowerCase(Locale.ROOT)));
    allowed = Set.copyOf(lower);
  }

  /**
   * The same, signed.
   *
   * @param with what
   * @return new settings
   */
  public WebhookSettings signed(WebhookSecret with) {
    return new WebhookSettings(Optional.of(with), allowed, pace);
  }

  /**
   * The same with other receivers that may be anywhere.
   *
   * @param receivers each as {@code host:port}
   * @return new settings
   */
  public WebhookSettings allowing(Set<String> receivers) {
    return new WebhookSettings(secret, receivers, pace);
  }

  /**
   * Everything that is wrong with it.
   *
   * @return one line each, without a secret
   */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    secret
        .flatMap(WebhookSecret::problem)
        .ifPresent(problem -> problems.add("what `--webhook-secret` names " + problem));
    for (String one : allowed) {
      if (!one.matches("(\\[[0-9a-f:.]+\\]|[a-z0-9.-]+):[0-9]{1,5}")) {
        problems.add("`--webhook-allow`: `" + one + "` is no `HOST:PORT`");
      }
    }
    return problems;
  }
}
