package dev.portwrit.gateway.bypass;

import dev.portwrit.gateway.bypass.Login.Credential;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One attempt and how it is dressed up.
 *
 * @param number of the case in its run
 * @param isControl whether it was drawn to succeed
 * @param encodedPath the path of the attempt in that encoding
 */
record BypassCase(
    long number,
    boolean isControl,
    Caller caller,
    Login login,
    Attempt attempt,
    PathForm path,
    Encoding encoding,
    String encodedPath,
    QueryForm query,
    HeaderForm header,
    Framing framing,
    Protocol protocol) {
  private static final byte[] UNASKED = Content.bytes("hello");

  /** Who it is from: a second login is the first where there is no other. */
  Caller sender() {
    return isOwnersByHeader() ? Caller.OWNER : caller;
  }

  /** The login that counts. */
  Login proof() {
    return isOwnersByHeader() ? new Login(Credential.PASSWORD, login.scope()) : login;
  }

  private boolean hasLogin() {
    return login.credential() != Credential.NONE
        && !(login.credential() == Credential.PASSWORD && caller == Caller.NOBODY);
  }

  private boolean isOwnersByHeader() {
    return header == HeaderForm.TWO_LOGINS && !hasLogin();
  }

  /** What each form says of the answer. */
  List<Verdict> verdicts() {
    boolean hasTwoLogins = header == HeaderForm.TWO_LOGINS && hasLogin();
    return List.of(
        path.verdict(encodedPath, protocol),
        query.verdict(attempt),
        hasTwoLogins ? Verdict.REFUSED : header.verdict(attempt),
        framing.verdict(attempt));
  }

  /** The request; the same number gives the same one, but for what the gateway draws itself. */
  WireRequest request(World world) throws IOException {
    String target = path.apply(encodedPath, world.origin) + query.apply(attempt.query());
    List<Field> headers = new ArrayList<>();
    world
        .logins
        .header(caller, login, attempt.repository())
        .ifPresent(value -> headers.add(new Field("Authorization", value)));
    headers.addAll(attempt.headers());
    header.addTo(headers);
    byte[] body = attempt.hasBody() || framing == Framing.LENGTH ? attempt.body() : UNASKED;
    return new WireRequest(attempt.method(), target, world.authority, headers, body, framing);
  }

  @Override
  public String toString() {
    return "case %d: %s with %s: %s (%s %s%s), path %s, encoding %s, query %s, header %s, body %s, %s%s"
        .formatted(
            number,
            caller,
            login,
            attempt.name(),
            attempt.method(),
            attempt.path(),
            attempt.query().isEmpty() ? "" : "?" + attempt.query(),
            path,
            encoding,
            query,
            header,
            framing,
            protocol,
            isControl ? ", must succeed" : "");
  }
}
