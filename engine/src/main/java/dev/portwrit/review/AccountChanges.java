package dev.portwrit.review;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.diagnostic.Severity;
import dev.portwrit.policy.CodeHost;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.User;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a change does to who is who: the accounts of code hosts and the addresses of users. Whoever
 * moves one of those can make the next change of theirs somebody else's.
 */
public final class AccountChanges {
  private AccountChanges() {}

  /**
   * Finds them.
   *
   * @param before the policies without the change
   * @param after the policies with it
   * @return an error for each user concerned
   */
  public static List<Diagnostic> of(PolicyIndex before, PolicyIndex after) {
    Map<Subject.User, Place> places = new HashMap<>();
    Map<Subject.User, Map<String, String>> old = accounts(before, places);
    Map<Subject.User, Map<String, String>> young = accounts(after, places);
    NavigableSet<Subject.User> all = new TreeSet<>(old.keySet());
    all.addAll(young.keySet());
    List<Diagnostic> changes = new ArrayList<>();
    for (Subject.User user : all) {
      if (!old.getOrDefault(user, Map.of()).equals(young.getOrDefault(user, Map.of()))) {
        changes.add(
            new Diagnostic(
                Optional.ofNullable(places.get(user)),
                Severity.ERROR,
                Code.SELF_GRANT,
                "the accounts by which `" + user + "` is known as an author change",
                Optional.of("one of `admins` of the base has to make this change, alone")));
      }
    }
    return changes;
  }

  private static Map<Subject.User, Map<String, String>> accounts(
      PolicyIndex index, Map<Subject.User, Place> places) {
    Map<Subject.User, Map<String, String>> all = new HashMap<>();
    for (User user : index.workspace().users()) {
      places.put(user.subject(), user.place());
      Map<String, String> keys = new TreeMap<>(user.accounts());
      keys.keySet().removeIf(key -> !CodeHost.isKey(key));
      if (!keys.isEmpty()) {
        all.put(user.subject(), keys);
      }
    }
    return all;
  }
}
