package dev.portwrit.review;

import dev.portwrit.policy.CodeHost;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.User;
import dev.portwrit.policy.Workspace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which user of the policies an author of commits is: by {@code accounts: {email: …}}, by the
 * account of a code host, by the address that the host makes of that account, or by a name of a
 * user that is an address. Cases do not matter. Git takes names and addresses on trust.
 *
 * <p>Sources: GitHub, "Setting your commit email address"; GitLab, "Private commit email".
 */
public final class Authors {
  private static final Pattern GITHUB =
      Pattern.compile("(?:[0-9]+\\+)?(.+)@users\\.noreply\\.github\\.com");
  private static final Pattern GITLAB =
      Pattern.compile("[0-9]+-(.+)@users\\.noreply\\.gitlab\\.com");

  private final Map<String, Set<Subject.User>> byEmail = new HashMap<>();
  private final Map<String, Set<Subject.User>> byAccount = new HashMap<>();

  /**
   * The authors whom policies know.
   *
   * @param workspace the policies
   * @param everybody the users of them
   */
  public Authors(Workspace workspace, List<Subject> everybody) {
    for (Subject one : everybody) {
      if (one instanceof Subject.User user && user.name().contains("@")) {
        put(byEmail, user.name(), user);
      }
    }
    for (User user : workspace.users()) {
      String emails = user.accounts().getOrDefault(CodeHost.EMAIL, "");
      for (String email : emails.split("[,\\s]+", -1)) {
        put(byEmail, email, user.subject());
      }
      for (CodeHost host : CodeHost.values()) {
        Optional.ofNullable(user.accounts().get(host.toString()))
            .ifPresent(account -> put(byAccount, key(host, account), user.subject()));
      }
    }
  }

  private static void put(Map<String, Set<Subject.User>> users, String name, Subject.User user) {
    if (!name.isEmpty()) {
      users.computeIfAbsent(name.toLowerCase(Locale.ROOT), same -> new HashSet<>()).add(user);
    }
  }

  private static String key(CodeHost host, String account) {
    return host + ":" + account;
  }

  /**
   * Whose address it is.
   *
   * @param email as committed
   * @return empty if it is nobody's; several if it is not told whose of theirs
   */
  public Set<Subject.User> byEmail(String email) {
    String lower = email.toLowerCase(Locale.ROOT);
    Set<Subject.User> users = new HashSet<>(byEmail.getOrDefault(lower, Set.of()));
    users.addAll(byNoReply(CodeHost.GITHUB, GITHUB.matcher(lower)));
    users.addAll(byNoReply(CodeHost.GITLAB, GITLAB.matcher(lower)));
    return users;
  }

  private Set<Subject.User> byNoReply(CodeHost host, Matcher address) {
    return address.matches() ? byAccount(host, address.group(1)) : Set.of();
  }

  /**
   * Whose account it is.
   *
   * @param host where
   * @param account its name there
   * @return empty if it is nobody's; several if it is not told whose of theirs
   */
  public Set<Subject.User> byAccount(CodeHost host, String account) {
    return Set.copyOf(
        byAccount.getOrDefault(key(host, account).toLowerCase(Locale.ROOT), Set.of()));
  }
}
