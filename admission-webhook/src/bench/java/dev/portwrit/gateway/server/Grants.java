package dev.portwrit.gateway.server;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The same grants in the words of the gateway and of its peers: one for each repository, which lets
 * one user push and pull there, the users by turns.
 *
 * @param count how many
 * @param people how many users
 */
record Grants(int count, int people) {
  private static final int COST = 5;

  /** The user whom a grant is for. */
  String user(int grant) {
    return "user-" + grant % people;
  }

  /** The repository that it is about. */
  String repository(int grant) {
    return "acme/app-" + grant;
  }

  /** The users' file, of bcrypt hashes. */
  String users() {
    return IntStream.range(0, people)
        .mapToObj(i -> user(i) + ":" + hash(user(i)) + "\n")
        .collect(Collectors.joining());
  }

  /** A policy of the gateway's. */
  String policy() {
    String members = IntStream.range(0, people).mapToObj(this::user).collect(Collectors.joining(", "));
    return "organization: acme\nowners: [ada]\nmembers: [%s]\n".formatted(members)
        + IntStream.range(0, count).mapToObj(this::document).collect(Collectors.joining());
  }

  private String document(int grant) {
    return """
        ---
        repository: %s
        grants:
          - {role: push, to: [user:%s]}
        """
        .formatted(repository(grant), user(grant));
  }

  /** The users and the list of docker_auth's configuration. */
  String dockerAuth() {
    String accounts =
        IntStream.range(0, people)
            .mapToObj(i -> "  \"%s\": {password: \"%s\"}\n".formatted(user(i), hash(user(i))))
            .collect(Collectors.joining());
    return "users:\n"
        + accounts
        + "acl:\n"
        + IntStream.range(0, count).mapToObj(this::entry).collect(Collectors.joining());
  }

  private String entry(int grant) {
    return "  - {match: {account: \"%s\", name: \"%s\"}, actions: [\"pull\", \"push\"]}\n"
        .formatted(user(grant), repository(grant));
  }

  /** The part of zot's configuration that says who may do what. */
  String zot() {
    String repositories =
        IntStream.range(0, count).mapToObj(this::zotPolicy).collect(Collectors.joining(",\n"));
    return "\"accessControl\": {\"repositories\": {" + repositories + "}}";
  }

  private String zotPolicy(int grant) {
    return """
        "%s": {"policies": [{"users": ["%s"], "actions": ["read", "create", "update"]}]}\
        """
        .formatted(repository(grant), user(grant));
  }

  private static String hash(String user) {
    return BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(COST, (user + "-pw").toCharArray());
  }

}
