package dev.portwrit.gateway;

import dev.portwrit.embedded.Credentials;
import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.neighbour.Buildah;
import dev.portwrit.neighbour.ClientHome;
import dev.portwrit.neighbour.Cosign;
import dev.portwrit.neighbour.Crane;
import dev.portwrit.neighbour.Htpasswd;
import dev.portwrit.neighbour.Oras;
import dev.portwrit.neighbour.Podman;
import dev.portwrit.neighbour.Regctl;
import dev.portwrit.neighbour.RegistryKind;
import dev.portwrit.neighbour.RunningRegistry;
import dev.portwrit.neighbour.Skopeo;
import dev.portwrit.neighbour.SmallImages;
import dev.portwrit.reference.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A gateway in front of a real registry that asks for a login, with policies, users and clients.
 * Every user's password is the name turned round; {@code mallory} is a user whom no policy knows.
 */
final class GatewayScene implements AutoCloseable {
  private static final Credentials UPSTREAM_LOGIN = new Credentials("gateway", "upstream-secret");

  private final Path folder;
  private final RunningRegistry upstream;
  private final AcmeWorkspace workspace;
  private final RunningGateway gateway;
  private final SmallImages images;

  private GatewayScene(
      Path folder, RunningRegistry upstream, AcmeWorkspace workspace, RunningGateway gateway) {
    this.folder = folder;
    this.upstream = upstream;
    this.workspace = workspace;
    this.gateway = gateway;
    this.images = new SmallImages(folder.resolve("images"), 1);
  }

  static GatewayScene before(RegistryKind kind, Path folder) throws IOException {
    RunningRegistry upstream = kind.start(folder.resolve("upstream"), UPSTREAM_LOGIN);
    try {
      Path username = Files.writeString(folder.resolve("username"), UPSTREAM_LOGIN.username());
      Path password = Files.writeString(folder.resolve("password"), UPSTREAM_LOGIN.password());
      AcmeWorkspace workspace =
          AcmeWorkspace.in(folder.resolve("policies"), kind, upstream.url(), username, password);
      Path users = Htpasswd.write(folder.resolve("users"), logins());
      RunningGateway gateway =
          RunningGateway.start(workspace.folder(), "local", users, folder.resolve("ledger"));
      return new GatewayScene(folder, upstream, workspace, gateway);
    } catch (IOException | RuntimeException e) {
      upstream.close();
      throw e;
    }
  }

  /** Host and port of the gateway. */
  String address() {
    return gateway.address();
  }

  /** Host and port of the gateway's admin port. */
  String adminAddress() {
    return gateway.adminAddress();
  }

  /** Ends the gateway, and nothing else. */
  void stopGateway() {
    gateway.close();
  }

  /** What the gateway says to the registry behind it to be let in. */
  static String upstreamAuthorization() {
    return UPSTREAM_LOGIN.authorization();
  }

  /** Host and port of the registry behind it, which no client should see. */
  String upstreamAddress() {
    return upstream.url().getAuthority();
  }

  /** A reference through the gateway, such as {@code acme/pay/api:v1}. */
  String at(String reference) {
    return address() + "/" + reference;
  }

  SmallImages images() {
    return images;
  }

  AcmeWorkspace workspace() {
    return workspace;
  }

  Path folder() {
    return folder;
  }

  Crane crane(String user) {
    return new Crane(home(user));
  }

  Skopeo skopeo(String user) {
    return new Skopeo(home(user));
  }

  Podman podman(String user) {
    return new Podman(home(user));
  }

  Buildah buildah(String user) {
    return new Buildah(home(user));
  }

  Oras oras(String user) {
    return new Oras(home(user));
  }

  Regctl regctl(String user) {
    return new Regctl(home(user), address());
  }

  /** Cosign with a new key of that user; once in a test. */
  Cosign cosign(String user) {
    return new Cosign(home(user));
  }

  Crane anonymousCrane() {
    return new Crane(new ClientHome(folder.resolve("home-of-nobody")));
  }

  /** A home with a user's login for the gateway. */
  ClientHome home(String user) {
    return new ClientHome(folder.resolve("home-of-" + user.replace('/', '-')))
        .withLogin(address(), user, password(user));
  }

  /** Plain requests through the gateway, each with a user's name and password. */
  RegistryClient http(String user) {
    String login = new Credentials(user, password(user)).authorization();
    return new RegistryClient(URI.create("http://" + address()), "Authorization", login);
  }

  /** Plain requests through the gateway without a login. */
  RegistryClient http() {
    return new RegistryClient(URI.create("http://" + address()));
  }

  /** Plain requests to the registry behind the gateway, with the gateway's own login. */
  RegistryClient behind() {
    return new RegistryClient(upstream.url(), "Authorization", UPSTREAM_LOGIN.authorization());
  }

  /** The digest that a reference has in the registry behind the gateway, by its bytes. */
  Optional<Digest> behind(String repository, String reference)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        behind()
            .send(
                "GET",
                "/v2/" + repository + "/manifests/" + reference,
                "Accept",
                RegistryClient.ANY_MANIFEST);
    return switch (answer.statusCode()) {
      case 200 -> Optional.of(Digest.sha256(answer.body()));
      case 404 -> Optional.empty();
      default -> throw new AssertionError(answer + " " + RegistryClient.text(answer));
    };
  }

  static String password(String user) {
    return new StringBuilder(user).reverse().toString();
  }

  private static Credentials[] logins() {
    return Stream.of("ada", "bob", "cy", "dee", "eve", "uma", "mallory", "acme/ci")
        .map(user -> new Credentials(user, password(user)))
        .toArray(Credentials[]::new);
  }

  /** Ends the registry while the gateway goes on. */
  void stopRegistry() {
    upstream.close();
  }

  @Override
  public void close() {
    gateway.close();
    upstream.close();
  }
}
