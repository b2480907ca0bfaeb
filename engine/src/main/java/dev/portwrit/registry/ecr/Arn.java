package dev.portwrit.registry.ecr;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amazon Resource Names: six parts with colons between them, of which the last may have more. */
final class Arn {
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final Pattern PRINCIPAL =
      Pattern.compile(
          "arn:(?<partition>aws[a-z-]*):(iam::(?<iam>[0-9]{12}):(?<kind>root|user/.+|role/.+)"
              + "|sts::(?<sts>[0-9]{12}):(assumed-role/[^/]+/.+|federated-user/.+))");
  // What IAM shows where a user or a role was deleted that a policy still names.
  private static final Pattern DELETED = Pattern.compile("A[A-Z]{3}[A-Z0-9]{12,}");
  private static final Pattern SESSION =
      Pattern.compile("arn:(aws[a-z-]*):sts::([0-9]{12}):assumed-role/([^/]+)/.+");

  private Arn() {}

  /** The partition that a region lies in. */
  static String partition(String region) {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  static String repository(String region, String account, String name) {
    return "arn:" + partition(region) + ":ecr:" + region + ":" + account + ":repository/" + name;
  }

  /** The twelve digits of an account stand for the account, whose name ends in {@code :root}. */
  static String canonicalPrincipal(String name) {
    return ACCOUNT.matcher(name).matches() ? "arn:aws:iam::" + name + ":root" : name;
  }

  /** Whether a policy can name it as a principal; a group it cannot. */
  static boolean isPrincipal(String name) {
    return PRINCIPAL.matcher(name).matches() && name.indexOf('*') < 0 && name.indexOf('?') < 0;
  }

  static boolean isDeletedPrincipal(String name) {
    return DELETED.matcher(name).matches();
  }

  /** Whether it stands for an account with everybody in it. */
  static boolean isAccount(String principal) {
    return principal.endsWith(":root") && isPrincipal(principal);
  }

  /** Whether it is a role, a user or a group of an account, to which policies can be attached. */
  static boolean isEntityOf(String account, String arn) {
    return arn.matches("arn:aws[a-z-]*:iam::" + account + ":(role|user|group)/[A-Za-z0-9+=,.@_/-]+")
        && !arn.endsWith("/");
  }

  static boolean isGroup(String arn) {
    return arn.contains(":group/");
  }

  /** The account that a principal is in. */
  static Optional<String> accountOf(String principal) {
    Matcher parts = PRINCIPAL.matcher(principal);
    if (!parts.matches()) {
      return Optional.empty();
    }
    return Optional.ofNullable(
        parts.group("iam") == null ? parts.group("sts") : parts.group("iam"));
  }

  /** The role that a session is of, as far as its name tells: the path is not in it. */
  static Optional<String> roleOf(String session) {
    Matcher parts = SESSION.matcher(session);
    return parts.matches()
        ? Optional.of(
            "arn:" + parts.group(1) + ":iam::" + parts.group(2) + ":role/" + parts.group(3))
        : Optional.empty();
  }

  /** The last word of a name, such as {@code ci} of {@code …:role/build/ci}. */
  static String lastSegment(String principal) {
    return principal.substring(
        Math.max(principal.lastIndexOf('/'), principal.lastIndexOf(':')) + 1);
  }

  /** Its parts; empty if it has fewer than six. */
  static Optional<List<String>> parts(String text) {
    String[] parts = text.split(":", 6);
    return parts.length == 6 ? Optional.of(List.of(parts)) : Optional.empty();
  }

  /**
   * One of its parts.
   *
   * @param index of six, from 0
   * @throws IllegalArgumentException if it has fewer
   */
  static String partOf(String arn, int index) {
    return parts(arn)
        .map(parts -> parts.get(index))
        .orElseThrow(() -> new IllegalArgumentException("`" + arn + "` is no ARN"));
  }
}
