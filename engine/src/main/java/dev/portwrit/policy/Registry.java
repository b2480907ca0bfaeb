package dev.portwrit.policy;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One remote endpoint in which governed repositories live.
 *
 * @param place where it is defined
 * @param name such as {@code hub}
 * @param type what kind of registry it is
 * @param repositories what lives there; at least one
 * @param mode what an apply may do to it
 * @param gateway whether clients reach it only through the gateway
 * @param url its address, empty where the type has one of its own
 * @param account for {@link Type#ECR} the twelve digits
 * @param region for {@link Type#ECR} such as {@code eu-west-1}
 * @param prefix how leading segments are renamed there, ours to its
 * @param credentials where each credential comes from, such as {@code username} to {@code
 *     env:HUB_USER}; never the secret itself
 * @param ecr what only {@link Type#ECR} has
 * @param hub what only {@link Type#DOCKER_HUB} has
 */
public record Registry(
    Place place,
    String name,
    Type type,
    List<RepositoryPattern> repositories,
    Mode mode,
    boolean gateway,
    Optional<URI> url,
    Optional<String> account,
    Optional<String> region,
    Map<String, String> prefix,
    Map<String, String> credentials,
    EcrSettings ecr,
    HubSettings hub) {
  /** The kinds of registries, by the names that policies use. */
  public enum Type {
    /** Docker Hub. */
    DOCKER_HUB,
    /** AWS Elastic Container Registry. */
    ECR,
    /** Harbor. */
    HARBOR,
    /** zot. */
    ZOT,
    /** The CNCF Distribution registry, and whatever only speaks the OCI API. */
    DISTRIBUTION;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What an apply may do. */
  public enum Mode {
    /** Only look. */
    OBSERVE,
    /** Look and add. */
    ADDITIVE,
    /** Look, add and remove. */
    AUTHORITATIVE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the collections. */
  public Registry {
    repositories = List.copyOf(repositories);
    prefix = Map.copyOf(prefix);
    credentials = Map.copyOf(credentials);
  }

  /**
   * A registry of which nothing is said that only one type has.
   *
   * @param place where it is defined
   * @param name such as {@code hub}
   * @param type what kind of registry it is
   * @param repositories what lives there; at least one
   * @param mode what an apply may do to it
   * @param gateway whether clients reach it only through the gateway
   * @param url its address, empty where the type has one of its own
   * @param account for {@link Type#ECR} the twelve digits
   * @param region for {@link Type#ECR} such as {@code eu-west-1}
   * @param prefix how leading segments are renamed there, ours to its
   * @param credentials where each credential comes from
   */
  public Registry(
      Place place,
      String name,
      Type type,
      List<RepositoryPattern> repositories,
      Mode mode,
      boolean gateway,
      Optional<URI> url,
      Optional<String> account,
      Optional<String> region,
      Map<String, String> prefix,
      Map<String, String> credentials) {
    this(
        place,
        name,
        type,
        repositories,
        mode,
        gateway,
        url,
        account,
        region,
        prefix,
        credentials,
        EcrSettings.DEFAULT,
        HubSettings.DEFAULT);
  }

  /**
   * Whether a repository lives in this registry.
   *
   * @param repository a repository, by the name that policies use
   * @return true if it matches {@link #repositories()}
   */
  public boolean holds(RepositoryName repository) {
    return repositories.stream().anyMatch(pattern -> pattern.matches(repository));
  }
}
