package dev.portwrit.language;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.policy.Names;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.RepositoryPattern;
import dev.portwrit.reference.TagPattern;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a text in a policy has to look like: how the compiler checks it, and what the JSON Schema
 * says of it.
 */
enum TextForm {
  /** Any text. */
  FREE("", text -> Optional.empty()),
  /** Text with something in it. */
  SAYING("\\S", TextForm::saying),
  /** A name without an organization. */
  NAME("^" + Patterns.NAME + "$", TextForm::name),
  /** A name with or without an organization. */
  OWNED_NAME("^" + Patterns.OWNED + "$", TextForm::ownedName),
  /** A person. */
  PERSON(
      "^(user:)?" + Patterns.NAME + "$", text -> SubjectForm.member(text, SubjectForm.Kind.USER)),
  /** A member of a team. */
  TEAM_MEMBER(
      "^(user:)?" + Patterns.NAME + "$|^(team|service):" + Patterns.OWNED + "$",
      text ->
          SubjectForm.member(
              text, SubjectForm.Kind.USER, SubjectForm.Kind.TEAM, SubjectForm.Kind.SERVICE)),
  /** Somebody who is given a role. */
  SUBJECT("^anonymous$|" + Patterns.SUBJECT, SubjectForm::subject),
  /** Somebody whom a protection lets pass. */
  KNOWN_SUBJECT(Patterns.SUBJECT, SubjectForm::knownSubject),
  /** The name of a repository. */
  REPOSITORY("^[a-z0-9][a-z0-9._/-]*$", TextForm::repository),
  /** A pattern of repositories. */
  REPOSITORY_PATTERN("^[a-z0-9*][a-z0-9*._/-]*$", TextForm::repositoryPattern),
  /** A pattern of tags. */
  TAG_PATTERN("^(/.+/|[A-Za-z0-9_*][A-Za-z0-9_.*-]*)$", TextForm::tagPattern),
  /** A date or an instant. */
  EXPIRY("^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt].+)?$", ExpiryForm::flaw),
  /** A number or a percentage. */
  BUDGET("^[0-9]{1,9}%?$", BudgetForm::flaw),
  /** A public key that signs commits. */
  SIGNING_KEY("^\\s*(ssh-|ecdsa-|sk-|-----BEGIN PGP PUBLIC KEY BLOCK-----)", SigningKeyForm::flaw),
  /** The address of a registry. */
  URL("^https?://[^/@?#]+/?$", UrlForm::flaw),
  /** The address of a receiver of webhooks. */
  WEBHOOK("^https?://[^/@?#\\s]+([/?][^#\\s]*)?$", WebhookForm::flaw),
  /** The address of a webhook that a registry has. */
  NATIVE_WEBHOOK("^https://[^/@?#\\s]+([/?][^#\\s]*)?$", WebhookForm::nativeFlaw),
  /** Where a secret comes from. */
  CREDENTIAL("^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$", TextForm::credential),
  /** The number of an AWS account. */
  ACCOUNT("^[0-9]{12}$", TextForm::account),
  /** An AWS region. */
  REGION("^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$", TextForm::region),
  /** The ARN of a role or user. */
  AWS_PRINCIPAL(
      "^arn:aws[a-z-]*:iam::[0-9]{12}:(role|user)/[A-Za-z0-9+=,.@_/-]+$", TextForm::awsPrincipal),
  /** The ARN of a role. */
  AWS_ROLE("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", TextForm::awsRole),
  /** Leading segments of names, with the slash at their end. */
  PREFIX("^[a-z0-9][a-z0-9._/-]*/$", TextForm::prefix),
  /** How names begin, at the end of a segment or of a word of it; or nothing. */
  NEW_PREFIX("^([a-z0-9][a-z0-9._/-]*[/._-])?$", TextForm::newPrefix);

  /** The regular expressions that several forms share; constants of an enum cannot come first. */
  private static final class Patterns {
    static final String NAME = "[A-Za-z0-9._+@-]{1,128}";
    static final String OWNED = "(" + NAME + "/)?" + NAME;
    static final String SUBJECT =
        "^(user|organization):" + NAME + "$|^(team|service):" + OWNED + "$";
  }

  private final String pattern;

  // The functions keep nothing; their type cannot say so.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Function<String, Optional<Flaw>> check;

  TextForm(String pattern, Function<String, Optional<Flaw>> check) {
    this.pattern = pattern;
    this.check = check;
  }

  /**
   * What is necessary and can be said by a regular expression (ECMA 262); empty if nothing can. It
   * may let more pass than {@link #flaw}.
   */
  String pattern() {
    return pattern;
  }

  /** What is wrong with a text; empty if nothing is. */
  Optional<Flaw> flaw(String text) {
    return check.apply(text);
  }

  private static Optional<Flaw> saying(String text) {
    return unless(
        !text.isBlank(), Code.EMPTY_VALUE, "there is nothing in this text", "write something");
  }

  private static Optional<Flaw> name(String text) {
    return unless(
        Names.isName(text),
        Code.NOT_A_NAME,
        "name " + Printable.quote(text) + " is not a name",
        "names are made of letters, digits and `.`, `_`, `-`, `+`, `@`");
  }

  private static Optional<Flaw> ownedName(String text) {
    return unless(
        SubjectForm.isShortOrFullName(text),
        Code.NOT_A_NAME,
        "name " + Printable.quote(text) + " is not a name",
        "write `ORGANIZATION/NAME`; names are made of letters, digits and `.`, `_`, `-`, `+`, `@`");
  }

  private static Optional<Flaw> repository(String text) {
    return unless(
        RepositoryName.parse(text).isPresent(),
        Code.NOT_A_REPOSITORY,
        "repository " + Printable.quote(text) + " is not the name of a repository",
        text.indexOf('*') >= 0
            ? "a pattern belongs into a document `repositories`"
            : "names of repositories are lower-case letters, digits and single `.`, `_`, `-`"
                + " between them, in segments with `/`");
  }

  private static Optional<Flaw> repositoryPattern(String text) {
    return unless(
        RepositoryPattern.parse(text).isPresent(),
        Code.NOT_A_REPOSITORY_PATTERN,
        "pattern " + Printable.quote(text) + " is not a pattern of repositories",
        "patterns are names of repositories with `*` inside a segment and `**` as a whole one");
  }

  private static Optional<Flaw> tagPattern(String text) {
    return unless(
        TagPattern.parse(text).isPresent(),
        Code.NOT_A_TAG_PATTERN,
        "pattern " + Printable.quote(text) + " is not a pattern of tags",
        text.startsWith("/")
            ? "between slashes stands a regular expression of RE2"
            : "patterns are tags with `*`, or a regular expression between slashes");
  }

  // Neither the text nor a part of it is shown: it may well be the secret.
  private static Optional<Flaw> credential(String text) {
    return unless(
        text.matches("env:[A-Za-z_][A-Za-z0-9_]*|file:[^\\s].*"),
        Code.LITERAL_SECRET,
        "a credential is never written here",
        "write `env:NAME` or `file:PATH`, and change the secret if this was one");
  }

  private static Optional<Flaw> account(String text) {
    return unless(
        text.matches("[0-9]{12}"),
        Code.NOT_AN_ACCOUNT,
        "account " + Printable.quote(text) + " is not the number of an AWS account",
        "write its twelve digits");
  }

  private static Optional<Flaw> region(String text) {
    return unless(
        text.matches(REGION.pattern),
        Code.NOT_A_REGION,
        "region " + Printable.quote(text) + " is not an AWS region",
        "write it like `eu-west-1`");
  }

  private static Optional<Flaw> awsPrincipal(String text) {
    return unless(
        text.matches(AWS_PRINCIPAL.pattern),
        Code.NOT_A_PRINCIPAL,
        "text " + Printable.quote(text) + " is not the ARN of a role or user",
        "write it like `arn:aws:iam::123456789012:role/portwrit`");
  }

  private static Optional<Flaw> awsRole(String text) {
    return unless(
        text.matches(AWS_ROLE.pattern),
        Code.NOT_A_PRINCIPAL,
        "text " + Printable.quote(text) + " is not the ARN of a role",
        "write it like `arn:aws:iam::123456789012:role/portwrit`");
  }

  private static Optional<Flaw> prefix(String text) {
    boolean good =
        text.endsWith("/")
            && RepositoryName.parse(text.substring(0, text.length() - 1)).isPresent();
    return unless(
        good,
        Code.NOT_A_PREFIX,
        "prefix " + Printable.quote(text) + " is not the begin of names of repositories",
        "write leading segments with the slash behind them, such as `acme/`");
  }

  private static Optional<Flaw> newPrefix(String text) {
    boolean good =
        text.isEmpty()
            || ("/._-".indexOf(text.charAt(text.length() - 1)) >= 0
                && RepositoryName.parse(text + "a").isPresent());
    return unless(
        good,
        Code.NOT_A_PREFIX,
        "prefix " + Printable.quote(text) + " is not the begin of names of repositories",
        "write how names begin, such as `acme/`, or `acme/pay-` to make one segment of two");
  }

  private static Optional<Flaw> unless(boolean good, Code code, String message, String help) {
    return good ? Optional.empty() : Optional.of(new Flaw(code, message, help));
  }
}
