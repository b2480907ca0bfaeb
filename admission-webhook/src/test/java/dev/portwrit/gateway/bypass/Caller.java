package dev.portwrit.gateway.bypass;

/** The people of the world, and what its policy lets them do. */
enum Caller {
  /** Owns the organization, and alone may read the vault. */
  OWNER,
  /** May delete in {@code acme/pay/**}. */
  KEEPER,
  /** May push in {@code acme/pay/**}: the attacker with a foot in the door. */
  PUSHER,
  /** May pull in {@code acme/pay/**}. */
  READER,
  /** Has a password and no grant. */
  OUTER,
  /** Has no password, and a token without a name at best. */
  NOBODY;

  /** As policies and logins write it. */
  String id() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  boolean may(Right right, String repository) {
    if (!repository.startsWith("acme/")) {
      // Not one of the registry's: nobody may do anything there.
      return right == Right.LOGIN;
    }
    return switch (this) {
      case OWNER -> true;
      case KEEPER -> isOrdinary(repository) || mayAnybody(right, repository);
      case PUSHER ->
          (isOrdinary(repository) && right != Right.DELETE) || mayAnybody(right, repository);
      case READER ->
          (isOrdinary(repository) && right == Right.PULL) || mayAnybody(right, repository);
      case OUTER, NOBODY -> mayAnybody(right, repository);
    };
  }

  private static boolean isOrdinary(String repository) {
    return repository.startsWith("acme/pay/");
  }

  private static boolean mayAnybody(Right right, String repository) {
    return right == Right.LOGIN || (right == Right.PULL && repository.startsWith("acme/pub/"));
  }
}
