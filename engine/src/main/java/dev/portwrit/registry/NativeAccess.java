package dev.portwrit.registry;

import dev.portwrit.policy.Action;
import dev.portwrit.reference.Tag;
import dev.portwrit.reference.TagPattern;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a native state allows, by the registry's own rules of evaluation.
 *
 * @param edges who may do what, ordered
 * @param protections the tags that the registry itself keeps from changing, ordered
 * @param unknown what could not be told, one line each; while there is any, edges may be missing
 */
public record NativeAccess(List<Edge> edges, List<TagLock> protections, List<String> unknown) {
  /**
   * What stands for a repository where somebody may log in and that alone; no repository is called
   * so.
   */
  public static final String LOGIN = "(login)";

  /** The account of an edge that everybody has. */
  public static final String EVERYBODY = "*";

  /**
   * Somebody may do something in a repository.
   *
   * @param account who, as the registry names accounts, or {@link #EVERYBODY}
   * @param action what
   * @param repository the name as the registry has it, or {@link #LOGIN}
   * @param until when the registry itself ends it; empty if it does not
   */
  public record Edge(String account, Action action, String repository, Optional<Instant> until)
      implements Comparable<Edge> {
    @Override
    public int compareTo(Edge other) {
      int by = account.compareTo(other.account);
      by = by != 0 ? by : repository.compareTo(other.repository);
      by = by != 0 ? by : action.compareTo(other.action);
      return by != 0 ? by : until.orElse(Instant.MAX).compareTo(other.until.orElse(Instant.MAX));
    }
  }

  /**
   * Tags that nobody may change, whatever edges say.
   *
   * @param repository the name as the registry has it
   * @param tags the patterns that are kept
   * @param except what of them is not
   * @param closed {@link Action#OVERWRITE}, {@link Action#DELETE} or both
   */
  public record TagLock(
      String repository, List<TagPattern> tags, List<TagPattern> except, Set<Action> closed) {
    /** Copies the collections. */
    public TagLock {
      tags = List.copyOf(tags);
      except = List.copyOf(except);
      closed = Set.copyOf(closed);
    }

    /**
     * Whether it keeps a tag.
     *
     * @param tag a tag of the repository
     * @return true if a pattern matches and no exception does
     */
    public boolean keeps(Tag tag) {
      return tags.stream().anyMatch(pattern -> pattern.matches(tag))
          && except.stream().noneMatch(pattern -> pattern.matches(tag));
    }
  }

  /** Orders the edges and copies the lists. */
  public NativeAccess {
    edges = edges.stream().sorted().distinct().toList();
    protections = List.copyOf(protections);
    unknown = List.copyOf(unknown);
  }

  /**
   * Whether somebody may do something, tags apart.
   *
   * @param account an account of the registry
   * @param action what
   * @param repository the name as the registry has it
   * @param at the instant that is asked about
   * @return true if an edge of the account or of everybody says so
   */
  public boolean allows(String account, Action action, String repository, Instant at) {
    return edges.stream()
        .anyMatch(
            edge ->
                edge.action() == action
                    && edge.repository().equals(repository)
                    && (edge.account().equals(account) || edge.account().equals(EVERYBODY))
                    && edge.until().map(at::isBefore).orElse(true));
  }

  /**
   * Whether the registry itself keeps a tag from something.
   *
   * @param repository the name as the registry has it
   * @param tag a tag in it
   * @param action {@link Action#OVERWRITE} or {@link Action#DELETE}
   * @return true if a lock says so
   */
  public boolean keeps(String repository, Tag tag, Action action) {
    return protections.stream()
        .anyMatch(
            lock ->
                lock.repository().equals(repository)
                    && lock.closed().contains(action)
                    && lock.keeps(tag));
  }
}
