package dev.portwrit.diagnostic;

/**
 * The stable codes of problems, with what each is about. A code is never given another meaning and
 * never used again once it is gone. Each has a golden case among the tests and a line in {@code
 * docs/diagnostics.md}.
 *
 * <p>The first two digits say what kind of problem it is: 00 the workspace as a whole, 01 the shape
 * and the values of a document, 02 the text of a file, 03 names, 04 rules between documents, 05
 * where policies come from, 06 guardrails, 07 expectations, 08 what a registry cannot say.
 */
public enum Code {
  /** There is no {@code portwrit.yaml}. */
  NO_WORKSPACE("PW0001"),
  /** There are more policy files than a workspace may have. */
  TOO_MANY_FILES("PW0002"),
  /** All files together are larger than a workspace may be. */
  WORKSPACE_TOO_LARGE("PW0003"),
  /** A file has more problems than are shown. */
  TOO_MANY_PROBLEMS("PW0004"),
  /** Protections, exceptions and registries name more patterns than can be compared. */
  TOO_MANY_COMPARISONS("PW0005"),

  /** The first key of a document is no kind of document. */
  UNKNOWN_DOCUMENT("PW0101"),
  /** A key that the document does not have. */
  UNKNOWN_KEY("PW0102"),
  /** A key that has to be there is not. */
  MISSING_KEY("PW0103"),
  /** A role that is none. */
  UNKNOWN_ROLE("PW0104"),
  /** A grant of {@code none}. */
  ROLE_NONE("PW0105"),
  /** A key or a dash with nothing behind it. */
  MISSING_VALUE("PW0106"),
  /** Text, a list or keys where something else belongs. */
  WRONG_SHAPE("PW0107"),
  /** Text that is not among the few that may stand there. */
  UNKNOWN_VALUE("PW0108"),
  /** A list or a text with nothing in it where something is needed. */
  EMPTY_VALUE("PW0109"),
  /** Text that is not a name. */
  NOT_A_NAME("PW0110"),
  /** Text that is not a subject. */
  NOT_A_SUBJECT("PW0111"),
  /** A subject of a kind that cannot stand there. */
  WRONG_SUBJECT("PW0112"),
  /** Text that is not the name of a repository. */
  NOT_A_REPOSITORY("PW0113"),
  /** Text that is not a pattern of repositories. */
  NOT_A_REPOSITORY_PATTERN("PW0114"),
  /** Text that is not a pattern of tags. */
  NOT_A_TAG_PATTERN("PW0115"),
  /** Text that is neither a date nor an instant. */
  NOT_A_DATE("PW0116"),
  /** More than {@code pull} for {@code anonymous}. */
  ANONYMOUS_ROLE("PW0117"),
  /** {@code to} on an immutable protection. */
  TO_ON_IMMUTABLE("PW0118"),
  /** A restricted protection without {@code to}. */
  RESTRICTED_WITHOUT_TO("PW0119"),
  /** Text that is not the address of a registry. */
  NOT_A_URL("PW0120"),
  /** A secret, or something else that is no reference to one, among the credentials. */
  LITERAL_SECRET("PW0121"),
  /** Text that is not the number of an AWS account. */
  NOT_AN_ACCOUNT("PW0122"),
  /** Text that is not an AWS region. */
  NOT_A_REGION("PW0123"),
  /** A key that registries of the type do not have. */
  KEY_NOT_OF_TYPE("PW0124"),
  /** Text that is neither a number nor a percentage. */
  NOT_A_BUDGET("PW0125"),
  /** A version of the language that is not known. */
  UNSUPPORTED_VERSION("PW0126"),
  /** A prefix that does not rename leading segments. */
  NOT_A_PREFIX("PW0127"),
  /** Settings of the workspace in another place than once in {@code portwrit.yaml}. */
  MISPLACED_SETTINGS("PW0128"),
  /** What should be a public key that signs commits is none. */
  NOT_A_SIGNING_KEY("PW0129"),
  /** Text that is not the ARN of an AWS role or user. */
  NOT_A_PRINCIPAL("PW0130"),
  /** Text that is not the address of a receiver of webhooks. */
  NOT_A_WEBHOOK("PW0131"),
  /** {@code restore} on a protection that lets somebody move the tag. */
  RESTORE_OF_WHAT_MOVES("PW0132"),

  /** A file is not well-formed YAML or JSON. */
  MALFORMED("PW0201"),
  /** A file is not UTF-8. */
  NOT_UTF8("PW0202"),
  /** A control character, or one that turns the direction of reading. */
  CONTROL_CHARACTER("PW0203"),
  /** A key that the mapping has already. */
  DUPLICATE_KEY("PW0204"),
  /** A YAML tag. */
  YAML_TAG("PW0205"),
  /** A YAML merge key. */
  MERGE_KEY("PW0206"),
  /** An alias of an anchor that does not stand before it. */
  UNKNOWN_ANCHOR("PW0207"),
  /** A key that is not text. */
  KEY_NOT_TEXT("PW0208"),
  /** A file is larger than a file may be. */
  FILE_TOO_LARGE("PW0209"),
  /** A file nests deeper than it may. */
  TOO_DEEP("PW0210"),
  /** A file holds more values than it may, aliases counted as what they stand for. */
  TOO_MANY_VALUES("PW0211"),
  /** A file holds more documents than it may. */
  TOO_MANY_DOCUMENTS("PW0212"),

  /** A thing that is defined twice. */
  DEFINED_TWICE("PW0301"),
  /** Two names that differ only in case. */
  DIFFERS_IN_CASE("PW0302"),
  /** An organization that nothing defines. */
  UNKNOWN_ORGANIZATION("PW0303"),
  /** A team that nothing defines. */
  UNKNOWN_TEAM("PW0304"),
  /** A service that nothing defines. */
  UNKNOWN_SERVICE("PW0305"),
  /** A person who is on no roster. */
  UNKNOWN_USER("PW0306"),
  /** A person in a team who is not on the roster of the team's organization. */
  NOT_ON_ROSTER("PW0307"),
  /** A protection that nothing defines. */
  UNKNOWN_PROTECTION("PW0308"),
  /** A registry that nothing defines. */
  UNKNOWN_REGISTRY("PW0309"),
  /** A guardrail that does not exist, or settings for one that is not in force. */
  UNKNOWN_GUARDRAIL("PW0310"),
  /** A short name where more than one organization could be meant, or none. */
  SHORT_NAME("PW0311"),

  /** A cycle of teams. */
  TEAM_CYCLE("PW0401"),
  /** A name that two organizations own. */
  NAMESPACE_SHARED("PW0402"),
  /** A pattern that leaves the namespaces it has to lie in. */
  OUTSIDE_NAMESPACE("PW0403"),
  /** An exception for something that its protection does not cover. */
  NO_OVERLAP("PW0404"),
  /** A required admin who does not administer everything. */
  ADMIN_MISSING("PW0405"),
  /** A regular expression that a registry cannot keep. */
  EXPRESSION_NOT_KEPT("PW0406"),
  /** Webhooks that the registries of the repositories do not have. */
  WEBHOOK_NOT_CALLED("PW0407"),

  /** A symbolic link stands among the policies. */
  SYMBOLIC_LINK("PW0501"),
  /** A submodule stands among the policies. */
  SUBMODULE("PW0502"),
  /** Two paths differ only in case. */
  PATH_CASE("PW0503"),
  /** A path is not UTF-8 text, or has characters that no report can show. */
  PATH_TEXT("PW0504"),
  /** There are more names, or folders nest deeper, than is looked at. */
  FOLDERS_TOO_LARGE("PW0505"),
  /** A pipe, a device or the like has the name of a policy file. */
  SPECIAL_FILE("PW0506"),
  /** There is no such folder or repository, or its address is of a kind that is not taken. */
  SOURCE_UNKNOWN("PW0510"),
  /** No commit has that name, or none is that old. */
  REVISION_UNKNOWN("PW0511"),
  /** The history that is asked about is not in this clone. */
  HISTORY_SHALLOW("PW0512"),
  /** The repository at the other end does not answer. */
  SOURCE_UNREACHABLE("PW0513"),
  /** The repository at the other end does not let us in. */
  SOURCE_ACCESS("PW0514"),
  /** A file or a Git object could not be read. */
  SOURCE_UNREADABLE("PW0515"),
  /** A guardrail could not be evaluated, which refuses. */
  GUARDRAIL_UNDETERMINED("PW0600"),
  /** The guardrail {@code expiring-user-grants}: a grant to a person does not expire soon. */
  EXPIRING_USER_GRANTS("PW0601"),
  /** The guardrail {@code release-annotations}: a release does not say its source or revision. */
  RELEASE_ANNOTATIONS("PW0602"),

  /** An expectation has another shape than expectations have. */
  EXPECTATION_SHAPE("PW0701"),
  /** The question of an expectation is none. */
  EXPECTATION_QUESTION("PW0702"),
  /** The expected answer is none that its question can have. */
  EXPECTATION_ANSWER("PW0703"),
  /** The answer is another than the expected one. */
  EXPECTATION_NOT_MET("PW0704"),

  /** Somebody is given something and has no account in the registry. */
  NATIVE_NO_ACCOUNT("PW0801"),
  /** An account that the registry cannot name. */
  NATIVE_ACCOUNT("PW0802"),
  /** An account of several who are not given the same. */
  NATIVE_SHARED_ACCOUNT("PW0803"),
  /** A repository name that the registry cannot have, or that two would have. */
  NATIVE_NAME("PW0804"),
  /** Everybody may pull, and the registry lets nobody without an account. */
  NATIVE_PUBLIC("PW0805"),
  /** Patterns of protected tags that the registry cannot keep. */
  NATIVE_TAGS("PW0806"),
  /** The registry keeps tags of signing tools too. */
  NATIVE_SIGNING_TAGS("PW0807"),
  /** A restricted protection, which the registry cannot keep. */
  NATIVE_RESTRICTED("PW0808"),
  /** An exception, which the registry cannot make. */
  NATIVE_EXCEPTION("PW0809"),
  /** Protected tags can be deleted natively, or others cannot. */
  NATIVE_DELETION("PW0810"),
  /** More is natively allowed than policy says. */
  NATIVE_WIDER("PW0811"),
  /** What policy says is larger than the registry takes. */
  NATIVE_TOO_LARGE("PW0812"),
  /** Something native could not be told. */
  NATIVE_UNKNOWN("PW0813"),
  /** The registry itself removes tags that a protection keeps. */
  NATIVE_LIFECYCLE("PW0814"),
  /** A way into the registry past what policy says. */
  NATIVE_WAY_IN("PW0815"),
  /** It is not known by what account the engine or the gateway comes. */
  NATIVE_ENGINE("PW0816"),
  /** Something native that no policy can say. */
  NATIVE_NOT_IMPORTED("PW0817"),
  /** The policy of a registry does not reach what it speaks of. */
  NATIVE_SCOPE("PW0818"),
  /** Somebody is given something and cannot log in to the registry. */
  NATIVE_LOGIN("PW0819"),

  /** The repositories of a registry are not those of one organization on Docker Hub. */
  HUB_ORGANIZATION("PW0901"),
  /** A role between what Docker Hub can permit a team. */
  HUB_MAINTAIN("PW0902"),
  /** Who administers a repository on Docker Hub can end what keeps its tags. */
  HUB_ADMIN("PW0903"),
  /** An owner on Docker Hub stays whom policy does not name. */
  HUB_OWNER("PW0904"),
  /** Somebody is no member on Docker Hub yet. */
  HUB_INVITED("PW0905"),
  /** A grant that ends, which Docker Hub does not do by itself. */
  HUB_EXPIRY("PW0906"),
  /** An access token that cannot be made what policy says. */
  HUB_TOKEN("PW0907"),
  /** A new repository, open to some until its tags are kept. */
  HUB_NEW("PW0908"),
  /** A webhook on Docker Hub that is not as policies say. */
  HUB_WEBHOOK("PW0909"),

  /** An author of a change gains access by it. */
  SELF_GRANT("PW1001"),
  /** Who made a change, or whether they gain by it, could not be told. */
  AUTHOR_UNKNOWN("PW1002");

  private final String text;

  Code(String text) {
    this.text = text;
  }

  /**
   * The code as it is printed.
   *
   * @return such as {@code PW0104}
   */
  @Override
  public String toString() {
    return text;
  }
}
