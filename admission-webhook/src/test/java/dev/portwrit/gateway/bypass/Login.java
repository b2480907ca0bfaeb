package dev.portwrit.gateway.bypass;

/**
 * What a request brings to say who it is from.
 *
 * @param credential of what kind
 * @param scope of a token; otherwise of no meaning
 */
record Login(Credential credential, Scope scope) {
  /** The kinds. */
  enum Credential {
    NONE,
    WRONG_PASSWORD,
    UNKNOWN_USER,
    GARBAGE,
    PASSWORD,
    TOKEN
  }

  /** What a token reaches, or what is wrong with it. */
  enum Scope {
    REACHING,
    EMPTY,
    NARROWER,
    WIDER,
    OTHER_REPOSITORY,
    EXPIRED,
    NOT_YET,
    BROKEN_SIGNATURE,
    OTHER_SUBJECT,
    OTHER_ACCESS,
    NO_ALGORITHM,
    OTHER_KEY,
    OTHER_REGISTRY,
    OTHER_PASSWORD;

    boolean isValid() {
      return switch (this) {
        case REACHING, EMPTY, NARROWER, WIDER, OTHER_REPOSITORY -> true;
        default -> false;
      };
    }
  }

  /** Whether it proves that the caller is who it says, and reaches so far. */
  boolean reaches(Caller caller, Right right) {
    return switch (credential) {
      case NONE, WRONG_PASSWORD, UNKNOWN_USER, GARBAGE -> false;
      case PASSWORD -> caller != Caller.NOBODY;
      case TOKEN ->
          scope.isValid()
              && switch (scope) {
                case REACHING, WIDER -> true;
                case NARROWER -> right == Right.PULL || right == Right.LOGIN;
                default -> right == Right.LOGIN;
              };
    };
  }

  @Override
  public String toString() {
    return credential == Credential.TOKEN ? "token " + scope : credential.toString();
  }
}
