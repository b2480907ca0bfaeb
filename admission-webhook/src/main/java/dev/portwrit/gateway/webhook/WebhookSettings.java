package dev.portwrit.gateway.webhook;

import dev.portwrit.gateway.upstream.TrustedCertificates;
import java.nio.file.Path;
import java.security.KeyStore;
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
 * @param authorities a file of certificates in PEM that are trusted for receivers besides Java's;
 *     empty for none. Read once, at the start
 * @param pace how long and how often
 */
public record WebhookSettings(
    Optional<WebhookSecret> secret,
    Set<String> allowed,
    Optional<Path> authorities,
    WebhookPace pace) {
  /** No secret, so nothing is sent. */
  public static final WebhookSettings DEFAULT =
      new WebhookSettings(Optional.empty(), Set.of(), Optional.empty(), WebhookPace.DEFAULT);

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
    return new WebhookSettings(Optional.of(with), allowed, authorities, pace);
  }

  /**
   * The same with other receivers that may be anywhere.
   *
   * @param receivers each as {@code host:port}
   * @return new settings
   */
  public WebhookSettings allowing(Set<String> receivers) {
    return new WebhookSettings(secret, receivers, authorities, pace);
  }

  /**
   * The same with authorities that receivers' certificates may be from besides.
   *
   * @param file certificates in PEM
   * @return new settings
   */
  public WebhookSettings trusting(Path file) {
    return new WebhookSettings(secret, allowed, Optional.of(file), pace);
  }

  /** The authorities to trust; empty for those of Java. */
  Optional<KeyStore> trusted() throws TrustedCertificates.UnusableException {
    return authorities.isPresent()
        ? Optional.of(TrustedCertificates.with(authorities.get()))
        : Optional.empty();
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
    try {
      trusted();
    } catch (TrustedCertificates.UnusableException e) {
      problems.add("`--webhook-ca`: " + e.getMessage());
    }
    return problems;
  }
}
