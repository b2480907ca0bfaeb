package dev.portwrit.registry.ecr;

import dev.portwrit.registry.RegistryException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The SDK's clients of one registry: one way to send, one set of credentials. The SDK repeats
 * nothing, so that every call is counted and paced.
 */
final class AwsClients implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final EcrAddress address;
  private final Deque<SdkAutoCloseable> open = new ArrayDeque<>();
  private final SdkHttpClient http;
  private final AwsCredentialsProvider credentials;
  private final EcrClient ecr;
  private final StsClient sts;
  private final IamClient iam;

  private AwsClients(EcrAddress address, AwsCredentialsProvider own, SdkHttpClient http) {
    this.address = address;
    this.http = http;
    Optional<URI> others = address.urlOfOthers();
    this.credentials = address.role().map(role -> assumed(role, own, others)).orElse(own);
    this.ecr = build(EcrClient.builder(), credentials, address.url());
    this.sts = build(StsClient.builder(), credentials, others);
    this.iam = build(IamClient.builder(), credentials, others);
  }

  /** Clients with the credentials of the profile that policy names, or of the usual chain. */
  static AwsClients of(EcrAddress address) throws RegistryException {
    // The chain would let variables of the environment go before a profile, of whatever account.
    Optional<AwsCredentialsProvider> named =
        address.profile().map(ProfileCredentialsProvider::create);
    return of(address, named.orElseGet(() -> DefaultCredentialsProvider.builder().build()));
  }

  /** Clients with given credentials, which may be exchanged for those of a role. */
  static AwsClients of(EcrAddress address, AwsCredentialsProvider own) throws RegistryException {
    return of(address, own, new JdkHttpClient(TIMEOUT));
  }

  /** The same with another way to send. */
  static AwsClients of(EcrAddress address, AwsCredentialsProvider own, SdkHttpClient http)
      throws RegistryException {
    AwsClients clients = new AwsClients(address, own, http);
    try {
      clients.credentials.resolveCredentials();
    } catch (SdkException e) {
      clients.close();
      throw Failures.credentials(address, e);
    }
    return clients;
  }

  private AwsCredentialsProvider assumed(
      String role, AwsCredentialsProvider own, Optional<URI> others) {
    StsClient asking = build(StsClient.builder(), own, others);
    StsAssumeRoleCredentialsProvider provider =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(asking)
            .refreshRequest(request -> request.roleArn(role).roleSessionName("portwrit"))
            .build();
    open.push(provider);
    return provider;
  }

  private <
          B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C extends SdkAutoCloseable>
      C build(B builder, AwsCredentialsProvider as, Optional<URI> url) {
    builder
        .region(Region.of(address.region()))
        .credentialsProvider(as)
        .httpClient(http)
        .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()));
    url.ifPresent(builder::endpointOverride);
    C client = builder.build();
    open.push(client);
    return client;
  }

  EcrClient ecr() {
    return ecr;
  }

  StsClient sts() {
    return sts;
  }

  IamClient iam() {
    return iam;
  }

  @Override
  public void close() {
    open.forEach(SdkAutoCloseable::close);
  }
}
