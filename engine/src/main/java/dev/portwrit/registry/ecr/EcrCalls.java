package dev.portwrit.registry.ecr;

import dev.portwrit.registry.CallCount;
import dev.portwrit.registry.Calls;
import dev.portwrit.registry.Pace;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.ecr.PageReader.Page;
import dev.portwrit.registry.ecr.PageReader.Pages;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.AuthorizationData;
import software.amazon.awssdk.services.ecr.model.DescribeRegistryResponse;
import software.amazon.awssdk.services.ecr.model.PullThroughCacheRule;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryCreationTemplate;
import software.amazon.awssdk.services.ecr.model.Tag;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** The calls that read, by their names in the API. */
final class EcrCalls implements AutoCloseable {
  /** The most that a page of ECR or IAM may hold. */
  static final int PAGE = 1_000;

  /** The most repositories that {@code DescribeRepositories} takes by their names. */
  static final int NAMES = 100;

  private static final Pattern SESSION =
      Pattern.compile("arn:([a-z-]+):sts::([0-9]{12}):assumed-role/([^/]+)/.+");

  private final EcrAddress address;
  private final AwsClients clients;
  private final Calls calls;

  EcrCalls(EcrAddress address, AwsClients clients, Pace pace) {
    this.address = address;
    this.clients = clients;
    this.calls = new Calls(pace, Failures::trouble);
  }

  EcrAddress address() {
    return address;
  }

  Calls counted() {
    return calls;
  }

  EcrClient ecr() {
    return clients.ecr();
  }

  AwsClients clients() {
    return clients;
  }

  CallCount count() {
    return calls.count();
  }

  /**
   * Makes sure that the credentials are of the account of the registry: with others IAM would be
   * read of the wrong one.
   *
   * @return the ARN of who asks
   */
  String checkAccount() throws RegistryException {
    GetCallerIdentityResponse caller;
    try {
      caller = calls.ask("GetCallerIdentity", () -> clients.sts().getCallerIdentity());
    } catch (RuntimeException e) {
      if (!Failures.isOfTheSdk(e)) {
        throw e;
      }
      throw Failures.fatal(address, "GetCallerIdentity", e);
    }
    if (!address.account().equals(caller.account())) {
      throw new RegistryException(
          RegistryException.Kind.SETTINGS,
          "registry `"
              + address.name()
              + "` is of account `"
              + address.account()
              + "`, and the credentials are of account `"
              + caller.account()
              + "`",
          "use credentials of that account, or name a role of it to take on");
    }
    return caller.arn();
  }

  /**
   * The role behind a session. The ARN of a session leaves the path of its role out, so IAM is
   * asked for it; where it says nothing the role is taken to have none.
   *
   * @param caller as {@link #checkAccount} gave it
   */
  String entityOf(String caller) {
    Matcher session = SESSION.matcher(caller);
    if (!session.matches()) {
      return caller;
    }
    String role = session.group(3);
    try {
      return calls.ask(
          "GetRole", () -> clients.iam().getRole(request -> request.roleName(role)).role().arn());
    } catch (RuntimeException e) {
      if (!Failures.isOfTheSdk(e)) {
        throw e;
      }
      return "arn:" + session.group(1) + ":iam::" + session.group(2) + ":role/" + role;
    }
  }

  /** Source: ECR API reference, GetAuthorizationToken: Base64 of a name and a password. */
  EcrToken token() throws RegistryException {
    try {
      List<AuthorizationData> given =
          calls.ask(
              "GetAuthorizationToken",
              () -> ecr().getAuthorizationToken(request -> {}).authorizationData());
      if (given.isEmpty() || given.get(0).authorizationToken() == null) {
        throw SdkClientException.create("the answer has no token");
      }
      AuthorizationData data = given.get(0);
      return new EcrToken(
          "Basic " + data.authorizationToken(), data.expiresAt(), URI.create(data.proxyEndpoint()));
    } catch (RuntimeException e) {
      if (!Failures.isOfTheSdk(e)) {
        throw e;
      }
      throw Failures.fatal(address, "GetAuthorizationToken", e);
    }
  }

  Pages<Repository> repositories() {
    return PageReader.read(
        "DescribeRepositories",
        token ->
            calls.ask(
                "DescribeRepositories",
                () -> {
                  var page =
                      ecr()
                          .describeRepositories(
                              request ->
                                  request
                                      .registryId(address.account())
                                      .maxResults(PAGE)
                                      .nextToken(token.orElse(null)));
                  return page(page.hasRepositories(), page.repositories(), page.nextToken());
                }));
  }

  /** An answer without its list is none: nothing says that the list is empty. */
  private static <T> Page<T> page(boolean isThere, List<T> items, @Nullable String next) {
    if (!isThere) {
      throw SdkClientException.create("the answer has no list");
    }
    return new Page<>(items, next);
  }

  List<Repository> repositories(List<String> names) {
    return calls.ask(
        "DescribeRepositories",
        () ->
            ecr()
                .describeRepositories(
                    request -> request.registryId(address.account()).repositoryNames(names))
                .repositories());
  }

  String repositoryPolicy(String repository) {
    return calls.ask(
        "GetRepositoryPolicy",
        () ->
            ecr()
                .getRepositoryPolicy(
                    request -> request.registryId(address.account()).repositoryName(repository))
                .policyText());
  }

  String lifecyclePolicy(String repository) {
    return calls.ask(
        "GetLifecyclePolicy",
        () ->
            ecr()
                .getLifecyclePolicy(
                    request -> request.registryId(address.account()).repositoryName(repository))
                .lifecyclePolicyText());
  }

  List<Tag> tags(String repositoryArn) {
    return calls.ask(
        "ListTagsForResource",
        () -> ecr().listTagsForResource(request -> request.resourceArn(repositoryArn)).tags());
  }

  String registryPolicy() {
    return calls.ask(
        "GetRegistryPolicy", () -> ecr().getRegistryPolicy(request -> {}).policyText());
  }

  @Nullable String registryPolicyScope() {
    return calls.ask(
        "GetAccountSetting",
        () -> ecr().getAccountSetting(request -> request.name("REGISTRY_POLICY_SCOPE")).value());
  }

  DescribeRegistryResponse registry() {
    return calls.ask("DescribeRegistry", () -> ecr().describeRegistry(request -> {}));
  }

  Pages<PullThroughCacheRule> pullThroughCaches() {
    return PageReader.read(
        "DescribePullThroughCacheRules",
        token ->
            calls.ask(
                "DescribePullThroughCacheRules",
                () -> {
                  var page =
                      ecr()
                          .describePullThroughCacheRules(
                              request -> request.maxResults(PAGE).nextToken(token.orElse(null)));
                  return page(
                      page.hasPullThroughCacheRules(),
                      page.pullThroughCacheRules(),
                      page.nextToken());
                }));
  }

  Pages<RepositoryCreationTemplate> creationTemplates() {
    return PageReader.read(
        "DescribeRepositoryCreationTemplates",
        token ->
            calls.ask(
                "DescribeRepositoryCreationTemplates",
                () -> {
                  var page =
                      ecr()
                          .describeRepositoryCreationTemplates(
                              request -> request.maxResults(PAGE).nextToken(token.orElse(null)));
                  return page(
                      page.hasRepositoryCreationTemplates(),
                      page.repositoryCreationTemplates(),
                      page.nextToken());
                }));
  }

  @Override
  public void close() {
    clients.close();
  }
}
