package dev.portwrit.registry.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.registry.CallCount;
import dev.portwrit.registry.Calls;
import dev.portwrit.registry.Pace;
import dev.portwrit.registry.RegistryException;
import java.util.Optional;
import java.util.function.Function;

/** Calls of the Hub API by their names: logged in, at its pace, and again where that may help. */
final class HubCalls {
  private final HubAddress address;
  private final HubHttp http;
  private final HubSession session;
  private final Calls calls;

  HubCalls(HubAddress address, HubHttp http, HubSession session, Pace pace) {
    this.address = address;
    this.http = http;
    this.session = session;
    this.calls = new Calls(pace, HubFailure::trouble);
  }

  private JsonNode login(JsonNode body) throws HubFailure {
    return calls.ask(
        HubSession.CALL,
        () ->
            http.send(
                HubSession.CALL, "POST", "/v2/auth/token", Optional.empty(), Optional.of(body)));
  }

  HubAddress address() {
    return address;
  }

  HubCredentials credentials() {
    return session.credentials();
  }

  /** What only the older paths take, for those whom they take. */
  String detail(String repository, String... below) {
    return credentials().kind() == HubCredentials.Kind.ORGANIZATION_TOKEN
        ? address.repository(repository, below)
        : address.older(repository, below);
  }

  CallCount count() {
    return calls.count();
  }

  /** Makes sure that Hub lets us in. */
  void logIn() throws RegistryException {
    try {
      session.token(this::login);
    } catch (HubFailure e) {
      throw fatal(e);
    }
  }

  /** Asks for one object. */
  JsonNode get(String call, String path) throws HubFailure {
    return calls.ask(call, () -> authorized(call, "GET", path, Optional.empty()));
  }

  /** Asks by a request that has a body, and changes nothing. */
  JsonNode ask(String call, String path, ObjectNode body) throws HubFailure {
    return calls.ask(call, () -> authorized(call, "POST", path, Optional.of(body)));
  }

  /** Asks for a listing, to its end. */
  HubPages.Listing list(String call, String path, Function<JsonNode, String> key) {
    String first =
        path + (path.contains("?") ? "&" : "?") + "page_size=" + HubPages.SIZE + "&page=";
    return HubPages.read(call, number -> get(call, first + number), key);
  }

  /** Changes something, once. */
  JsonNode change(String call, String method, String path, ObjectNode body) throws HubFailure {
    return calls.change(call, () -> authorized(call, method, path, Optional.of(body)));
  }

  /** Changes something by a request without a body, once. */
  void delete(String call, String path) throws HubFailure {
    calls.change(call, () -> authorized(call, "DELETE", path, Optional.empty()));
  }

  /** A token may end early; what it was refused for was not done, so another may be tried. */
  private JsonNode authorized(String call, String method, String path, Optional<JsonNode> body)
      throws HubFailure {
    String token = session.token(this::login);
    try {
      return http.send(call, method, path, Optional.of(token), body);
    } catch (HubFailure e) {
      if (e.kind() != HubFailure.Kind.CREDENTIALS) {
        throw e;
      }
      session.giveUp(token);
      return http.send(call, method, path, Optional.of(session.token(this::login)), body);
    }
  }

  /** What went wrong, with what would help. */
  String reason(HubFailure e) {
    return e.kind() == HubFailure.Kind.DENIED
        ? e.reason() + "; " + HubScopes.need(e.call(), credentials().kind())
        : e.reason();
  }

  /** That nothing can be read at all. */
  RegistryException fatal(HubFailure e) {
    String message = "registry `" + address.registry() + "`: " + reason(e);
    return switch (e.kind()) {
      case CREDENTIALS ->
          new RegistryException(
              RegistryException.Kind.CREDENTIALS,
              message,
              "check the name and the secret: an organization access token goes with the name of"
                  + " the organization, others with a Docker ID; they may have expired");
      case DENIED ->
          new RegistryException(
              RegistryException.Kind.DENIED,
              message,
              "docs/hub.md lists what each kind of credentials may call");
      case NOT_FOUND ->
          new RegistryException(
              RegistryException.Kind.SETTINGS,
              "registry `"
                  + address.registry()
                  + "`: there is no organization `"
                  + address.organization()
                  + "`, or it is not to be seen with these credentials",
              "check `repositories` and `prefix`: the first segment there is the organization");
      case NO_ANSWER, BROKEN, GARBLED, TOO_MANY, CONFLICT, REFUSED ->
          new RegistryException(
              RegistryException.Kind.UNREACHABLE,
              message,
              address.api().equals(HubAddress.HUB)
                  ? "check the network, and the status page of Docker"
                  : "check the `url` of the registry, and that something listens there");
    };
  }
}
