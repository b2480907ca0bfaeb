package dev.portwrit.language;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Problems;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.NativeWebhook;
import dev.portwrit.policy.NativeWebhooks;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Webhook;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.syntax.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the documents {@code repository} and {@code repositories} with what they give and whom they
 * tell.
 */
final class RepositoriesReader {
  private static final String NATIVE = "native-webhooks";

  private final Problems problems;

  RepositoriesReader(Problems problems) {
    this.problems = problems;
  }

  Optional<Draft> read(DocumentKind kind, Values values) {
    boolean declared = kind == DocumentKind.REPOSITORY;
    Optional<Node.Scalar> text = values.text(kind.head());
    Optional<RepositoryPattern> pattern =
        text.flatMap(
            name ->
                declared
                    ? RepositoryName.parse(name.text()).map(RepositoryPattern::of)
                    : RepositoryPattern.parse(name.text()));
    List<Draft.Grant> grants = grants(values);
    if (text.isEmpty() || pattern.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Draft.Repositories(
            values.place(),
            new Placed<>(pattern.get(), text.get().place()),
            declared,
            values.textOrNothing("description"),
            values.text("visibility").filter(v -> v.text().equals("public")).map(Node::place),
            grants,
            values.list(
                "webhooks",
                one -> WebhookForm.parse(one.text()).map(url -> new Webhook(one.place(), url))),
            nativeWebhooks(values)));
  }

  private static Optional<NativeWebhooks> nativeWebhooks(Values values) {
    return values
        .placeOfKey(NATIVE)
        .map(
            place ->
                new NativeWebhooks(
                    place,
                    values.texts(NATIVE).stream()
                        .filter(one -> !one.key().text().isBlank())
                        .flatMap(
                            one ->
                                WebhookForm.parseNative(one.text())
                                    .map(
                                        url ->
                                            new NativeWebhook(
                                                one.key().place(), one.key().text(), url))
                                    .stream())
                        .toList()));
  }

  private List<Draft.Grant> grants(Values values) {
    List<Draft.Grant> grants = new ArrayList<>();
    for (Values grant : values.mappings("grants")) {
      Role role = grant.word("role", Role.values()).orElse(Role.PULL);
      List<Mention> to = grant.list("to", Mention::subject);
      if (role != Role.PULL) {
        to.forEach(one -> checkAnonymous(one, role));
      }
      Optional<Expiry> expires =
          grant.text("expires").flatMap(text -> ExpiryForm.parse(text.text()));
      grants.add(new Draft.Grant(grant.place(), role, to, expires, grant.textOrNothing("reason")));
    }
    return grants;
  }

  private void checkAnonymous(Mention one, Role role) {
    if (one instanceof Mention.Full full && isAnonymous(full.member())) {
      problems.error(
          one.place(),
          Code.ANONYMOUS_ROLE,
          "`anonymous` cannot be given `" + role + "`",
          "everybody can be given `pull` and nothing else");
    }
  }

  private static boolean isAnonymous(Member member) {
    return member.subject() instanceof Subject.Anonymous;
  }
}
