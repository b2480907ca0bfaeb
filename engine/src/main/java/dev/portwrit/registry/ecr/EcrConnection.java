package dev.portwrit.registry.ecr;

import dev.portwrit.policy.Registry;
import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.LiveWriter;
import dev.portwrit.registry.Pace;
import dev.portwrit.registry.RegistryException;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The ways to one registry of ECR: what reads it and what writes it share its pace. */
public final class EcrConnection {
  private final EcrAddress address;
  private final Pace pace;
  private final Credentials credentials;

  /** Where credentials come from, each time that clients are made. */
  private interface Credentials {
    AwsClients clients(EcrAddress address) throws RegistryException;
  }

  private EcrConnection(EcrAddress address, Pace pace, Credentials credentials) {
    this.address = address;
    this.pace = pace;
    this.credentials = credentials;
  }

  /**
   * A connection with the credentials of the usual chain of AWS. Nothing is asked yet.
   *
   * @param registry the registry as policy defines it
   * @return the connection
   * @throws RegistryException if the definition lacks something
   */
  public static EcrConnection of(Registry registry) throws RegistryException {
    return new EcrConnection(EcrAddress.of(registry), Pace.ofMachine(), AwsClients::of);
  }

  /** A connection with an access key, for tests. */
  static EcrConnection of(EcrAddress address, Pace pace, String key, String secret) {
    AwsCredentialsProvider fixed =
        StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret));
    return new EcrConnection(address, pace, to -> AwsClients.of(to, fixed));
  }

  /**
   * Looks for credentials and gives what reads all repositories.
   *
   * @param interest what of it is worth a call
   * @return a reader, to be closed
   * @throws RegistryException if there are no credentials
   */
  LiveReader reader(EcrInterest interest) throws RegistryException {
    return new EcrReader(calls(), interest);
  }

  /**
   * Looks for credentials and gives what writes.
   *
   * @return a writer, to be closed
   * @throws RegistryException if there are no credentials, or they are of another account
   */
  LiveWriter writer() throws RegistryException {
    EcrCalls calls = calls();
    try {
      return new EcrWriter(calls);
    } catch (RegistryException e) {
      calls.close();
      throw e;
    }
  }

  /**
   * Who Portwrit is there, which no policy may lock out.
   *
   * @return the ARN of the user whose credentials are used, or of the role that was taken on
   * @throws RegistryException if there are no credentials, or they are of another account
   */
  public String caller() throws RegistryException {
    try (EcrCalls calls = calls()) {
      return calls.entityOf(calls.checkAccount());
    }
  }

  /**
   * Asks for a login at the registry itself. It holds wherever the identity that asks may go, also
   * in registries of other accounts.
   *
   * @return a token for twelve hours
   * @throws RegistryException if there is none to be had
   */
  public EcrToken token() throws RegistryException {
    try (EcrCalls calls = calls()) {
      return calls.token();
    }
  }

  /**
   * Where clients push and pull: by the documentation of AWS, and where a {@code url} stands for
   * the API, where a token says.
   *
   * @return an address without a path
   * @throws RegistryException if it had to be asked for and was not told
   */
  public URI registryAddress() throws RegistryException {
    return address.url().isPresent() ? token().registry() : address.registry();
  }

  EcrCalls calls() throws RegistryException {
    return new EcrCalls(address, credentials.clients(address), pace);
  }
}
