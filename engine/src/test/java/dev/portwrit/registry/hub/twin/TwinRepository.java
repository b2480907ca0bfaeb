package dev.portwrit.registry.hub.twin;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A repository at the twin. */
public final class TwinRepository {
  final String name;
  boolean isPrivate = true;
  String description = "";
  String fullDescription = "";
  boolean immutable;
  List<String> rules = new ArrayList<>();
  final Map<Long, String> permissions = new TreeMap<>();
  final Map<String, String> tags = new TreeMap<>();
  final Map<String, Hook> webhooks = new TreeMap<>();

  /** A webhook, by its slug. */
  record Hook(String name, String url) {}

  TwinRepository(String name) {
    this.name = name;
  }

  TwinRepository copy() {
    TwinRepository copy = new TwinRepository(name);
    copy.isPrivate = isPrivate;
    copy.description = description;
    copy.fullDescription = fullDescription;
    copy.immutable = immutable;
    copy.rules = new ArrayList<>(rules);
    copy.permissions.putAll(permissions);
    copy.tags.putAll(tags);
    copy.webhooks.putAll(webhooks);
    return copy;
  }

  /**
   * What it is called.
   *
   * @return without the organization
   */
  public String name() {
    return name;
  }

  /**
   * Shows it to everybody.
   *
   * @return this
   */
  public TwinRepository open() {
    isPrivate = false;
    return this;
  }

  /**
   * Shows it only to those who may see it.
   *
   * @return this
   */
  public TwinRepository close() {
    isPrivate = true;
    return this;
  }

  /**
   * Keeps no tag any more.
   *
   * @return this
   */
  public TwinRepository releasing() {
    immutable = false;
    return this;
  }

  /**
   * Describes it.
   *
   * @param text the short description
   * @return this
   */
  public TwinRepository described(String text) {
    description = text;
    return this;
  }

  /**
   * Makes tags immutable.
   *
   * @param expressions of RE2; none for every tag
   * @return this
   */
  public TwinRepository keeping(String... expressions) {
    immutable = true;
    rules = new ArrayList<>(List.of(expressions));
    return this;
  }

  /**
   * Has a tag pushed, past everything.
   *
   * @param tag its name
   * @param digest what it points at
   * @return this
   */
  public TwinRepository tagged(String tag, String digest) {
    tags.put(tag, digest);
    return this;
  }

  /**
   * Adds a webhook.
   *
   * @param hook its name, which is its slug too
   * @param url where it tells
   * @return this
   */
  public TwinRepository telling(String hook, String url) {
    webhooks.put(hook, new Hook(hook, url));
    return this;
  }

  /**
   * Whether everybody may pull.
   *
   * @return true unless it is private
   */
  public boolean isPublic() {
    return !isPrivate;
  }

  /**
   * The short description.
   *
   * @return as it is
   */
  public String description() {
    return description;
  }

  /**
   * The rules about immutable tags.
   *
   * @return as they were given
   */
  public List<String> rules() {
    return List.copyOf(rules);
  }

  /**
   * Whether there are immutable tags.
   *
   * @return as it was set
   */
  public boolean isImmutable() {
    return immutable;
  }

  /**
   * Where webhooks tell.
   *
   * @return the addresses by the names of webhooks
   */
  public Map<String, String> webhooks() {
    Map<String, String> urls = new TreeMap<>();
    webhooks.values().forEach(hook -> urls.put(hook.name(), hook.url()));
    return urls;
  }

  /**
   * What a tag points at.
   *
   * @return by the names of tags
   */
  public Map<String, String> tags() {
    return Map.copyOf(tags);
  }

  /**
   * Whether a tag that is there may not be moved or deleted. Enabled without rules is taken for
   * every tag, which is inferred from the three settings of the page; whether an expression has to
   * match all of a tag is said nowhere: as with Go's {@code MatchString} it need not.
   *
   * <p>Source: Docker manuals, "Immutable tags on Docker Hub".
   *
   * @param tag its name
   * @return true if it may not
   */
  public boolean keeps(String tag) {
    return immutable
        && (rules.isEmpty()
            || rules.stream().anyMatch(rule -> Pattern.compile(rule).matcher(tag).find()));
  }
}
