package dev.portwrit.registry.hub;

import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Workspace;
import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.LiveRegistry;
import dev.portwrit.registry.LiveWriter;
import dev.portwrit.registry.NativeForm;
import dev.portwrit.registry.NativeNames;
import dev.portwrit.registry.Pace;
import dev.portwrit.registry.RegistryException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A registry of Docker Hub, which is one organization, as a workspace defines it. */
public final class HubRegistry implements LiveRegistry {
  private final NativeForm form;
  private final HubConnection connection;
  private final HubInterest interest;

  private HubRegistry(NativeForm form, HubConnection connection, HubInterest interest) {
    this.form = form;
    this.connection = connection;
    this.interest = interest;
  }

  /**
   * The form of a registry that nobody is asked about.
   *
   * @param registry its definition, of type Docker Hub
   * @return the form; nobody is known to be the engine
   */
  public static NativeForm unasked(Registry registry) {
    return new HubForm(registry, Optional.empty());
  }

  /**
   * The registry, to be looked at. Nothing is asked yet.
   *
   * @param registry its definition, of type Docker Hub
   * @param workspace the policies that define it, which say what of it is worth a call
   * @param credentials what to log in with
   * @param clock when logins end
   * @return a registry that has no writer
   * @throws RegistryException if the definition is not of one organization, or the credentials are
   *     of another
   */
  public static HubRegistry of(
      Registry registry, Workspace workspace, HubCredentials credentials, Clock clock)
      throws RegistryException {
    return of(registry, workspace, credentials, Optional.empty(), clock);
  }

  /**
   * The registry, to be written to. Nothing is asked yet.
   *
   * @param registry its definition, of type Docker Hub
   * @param workspace the policies that define it, which say what of it is worth a call
   * @param credentials what to log in with
   * @param secrets the folder for secrets of new access tokens, each in a file for its owner alone;
   *     made when there is one
   * @param told hears of each such file
   * @param clock when logins end
   * @return the registry
   * @throws RegistryException if the definition is not of one organization, or the credentials are
   *     of another
   */
  public static HubRegistry of(
      Registry registry,
      Workspace workspace,
      HubCredentials credentials,
      Path secrets,
      Consumer<Path> told,
      Clock clock)
      throws RegistryException {
    return of(registry, workspace, credentials, Optional.of(new TokenFolder(secrets, told)), clock);
  }

  private static HubRegistry of(
      Registry registry,
      Workspace workspace,
      HubCredentials credentials,
      Optional<TokenFolder> secrets,
      Clock clock)
      throws RegistryException {
    HubAddress address =
        new HubAddress(
            registry.name(), registry.url().orElse(HubAddress.HUB), organization(registry));
    requireMatch(address, credentials);
    return of(
        registry,
        workspace,
        credentials,
        new HubConnection(address, credentials, secrets, Pace.ofMachine(), clock));
  }

  static HubRegistry of(
      Registry registry,
      Workspace workspace,
      HubCredentials credentials,
      HubConnection connection) {
    NativeNames names = new NativeNames(registry);
    // They give nobody access: where no policy says anything of them they are not worth a call.
    boolean isPerson = credentials.kind() != HubCredentials.Kind.ORGANIZATION_TOKEN;
    // No token may list tokens: where policy asks for none, that is no reason to do nothing.
    boolean seesTokens = isPerson || HubRoster.hasServices(workspace, registry);
    return new HubRegistry(
        new HubForm(
            registry,
            isPerson ? Optional.of(credentials.username()) : Optional.empty(),
            seesTokens),
        connection,
        new HubInterest(
            name -> names.ours(name).isPresent(),
            name ->
                names
                    .ours(name)
                    .filter(ours -> !workspace.nativeWebhooks(ours).isEmpty())
                    .isPresent(),
            seesTokens));
  }

  private static String organization(Registry registry) throws RegistryException {
    Set<String> organizations = HubOrganization.of(registry);
    if (organizations.size() == 1 && organizations.stream().allMatch(HubOrganization::isLiteral)) {
      return organizations.iterator().next();
    }
    throw new RegistryException(
        RegistryException.Kind.SETTINGS,
        "registry `"
            + registry.name()
            + "` is not one organization of Docker Hub: the first segments of its repositories are `"
            + String.join("`, `", organizations)
            + "`",
        "define one registry for each organization, with `repositories` such as `acme/*`");
  }

  private static void requireMatch(HubAddress address, HubCredentials credentials)
      throws RegistryException {
    boolean isOfAnother =
        credentials.kind() == HubCredentials.Kind.ORGANIZATION_TOKEN
            && !credentials.username().equals(address.organization());
    if (isOfAnother) {
      throw new RegistryException(
          RegistryException.Kind.SETTINGS,
          "registry `"
              + address.registry()
              + "`: an organization access token goes with the name of its organization, and"
              + " `username` is not `"
              + address.organization()
              + "`",
          "let `username` be the organization, or use a person's password");
    }
  }

  HubInterest interest() {
    return interest;
  }

  @Override
  public NativeForm form() {
    return form;
  }

  @Override
  public LiveReader reader() {
    return connection.reader(interest);
  }

  @Override
  public LiveWriter writer() throws RegistryException {
    return connection.writer();
  }
}
