package dev.portwrit.registry.ecr.twin;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What is there: an account of AWS with its IAM and one private registry. */
public final class TwinWorld {
  private static final Set<String> IN_V1 =
      Set.of("ecr:ReplicateImage", "ecr:BatchImportUpstreamImage", "ecr:CreateRepository");

  final String account;
  final String region;
  final Clock clock;
  final TwinIam iam;
  final Map<String, TwinRepository> repositories = new ConcurrentSkipListMap<>();
  final Map<String, Map<String, Object>> templates = new TreeMap<>();
  final Map<String, String> pullThroughCaches = new TreeMap<>();
  final List<String> replicatedTo = new ArrayList<>();
  Optional<String> registryPolicy = Optional.empty();
  String registryPolicyScope = "V2";
  String registryAddress;
  int mostOnAPage = 1_000;
  private final TwinJudge judge;

  TwinWorld(String account, String region, Clock clock) {
    this.account = account;
    this.region = region;
    this.clock = clock;
    this.iam = new TwinIam(account);
    this.judge = new TwinJudge(iam);
    this.registryAddress = "https://" + account + ".dkr.ecr." + region + ".amazonaws.com";
  }

  /**
   * The IAM of the account.
   *
   * @return to be changed
   */
  public TwinIam iam() {
    return iam;
  }

  /**
   * Who may do what with images.
   *
   * @return asked against what is there then
   */
  public DataPath data() {
    return new DataPath(this);
  }

  /**
   * Says how many a page has at most, whatever is asked for.
   *
   * <p>Source: IAM API reference, GetAccountAuthorizationDetails: there may be fewer than {@code
   * MaxItems} though there are more; ECR's {@code maxResults} is a most too.
   *
   * @param most from 1
   */
  public void pagesOf(int most) {
    mostOnAPage = most;
  }

  /**
   * Makes a repository past the API, or gives the one that is there.
   *
   * @param name its name
   * @return to be changed
   */
  public TwinRepository with(String name) {
    return repositories.computeIfAbsent(
        name, key -> new TwinRepository(key, new TwinRepository.Mutability("MUTABLE", List.of())));
  }

  /**
   * A repository.
   *
   * @param name its name
   * @return empty if there is none
   */
  public Optional<TwinRepository> repository(String name) {
    return Optional.ofNullable(repositories.get(name));
  }

  /**
   * All repositories.
   *
   * @return by their names
   */
  public Collection<TwinRepository> repositories() {
    return Collections.unmodifiableCollection(repositories.values());
  }

  /**
   * Takes a repository away past the API.
   *
   * @param name its name
   */
  public void remove(String name) {
    repositories.remove(name);
  }

  /**
   * Sets the policy of the registry past the API.
   *
   * @param text a policy document
   */
  public void registryPolicy(String text) {
    registryPolicy = Optional.of(text);
  }

  /**
   * Says what the policy of the registry reaches.
   *
   * @param value {@code V1} or {@code V2}
   */
  public void registryPolicyScope(String value) {
    registryPolicyScope = value;
  }

  /**
   * Makes a pull-through cache.
   *
   * @param prefix of its repositories
   * @param upstream the registry that it reads from
   */
  public void pullThroughCache(String prefix, String upstream) {
    pullThroughCaches.put(prefix, upstream);
  }

  /**
   * Lets images be copied to another region.
   *
   * @param destination the region
   */
  public void replicateTo(String destination) {
    replicatedTo.add(destination);
  }

  /**
   * Takes a principal away; policies that named it show its unique id from now on.
   *
   * <p>Source: IAM User Guide, "AWS JSON policy elements: Principal".
   *
   * @param arn its ARN
   */
  public void removePrincipal(String arn) {
    String id = iam.remove(arn);
    for (TwinRepository repository : repositories.values()) {
      repository
          .policy()
          .ifPresent(
              text -> repository.withPolicy(text.replace("\"" + arn + "\"", "\"" + id + "\"")));
    }
  }

  /**
   * Says where images are, which is not here.
   *
   * @param address of a registry that takes the tokens that are given out
   */
  public void imagesAt(URI address) {
    registryAddress = address.toString();
  }

  String arn(String repository) {
    return "arn:aws:ecr:" + region + ":" + account + ":repository/" + repository;
  }

  /**
   * The policies of resources that have a say.
   *
   * <p>Source: ECR User Guide, "Private registry permissions": in the scope V1 that of the registry
   * is enforced for three actions.
   */
  List<String> policiesOf(String repository, String action) {
    List<String> policies = new ArrayList<>();
    repository(repository).flatMap(TwinRepository::policy).ifPresent(policies::add);
    if (registryPolicyScope.equals("V2") || IN_V1.contains(action)) {
      registryPolicy.ifPresent(policies::add);
    }
    return policies;
  }

  boolean allows(String principal, String action, String resource, List<String> policies) {
    return allows(principal, action, resource, policies, clock.instant());
  }

  boolean allows(
      String principal, String action, String resource, List<String> policies, Instant at) {
    return judge.allows(
        new TwinRequest(principal, iam.entity(principal), action, resource, at), policies);
  }
}
