package dev.portwrit.gateway.identity;

import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The accounts of one reading of a users file. */
final class Users {
  private final Map<String, Account> accounts;
  private final BcryptHash decoy;

  Users(Map<String, Account> accounts, SecureRandom random) {
    this.accounts = new HashMap<>(accounts);
    this.decoy = BcryptHash.decoy(commonCost(accounts), random);
  }

  Optional<Account> find(String name) {
    return Optional.ofNullable(accounts.get(name));
  }

  int size() {
    return accounts.size();
  }

  /**
   * What the password of an unknown name is checked against, so that the time it takes does not
   * tell unknown names from known ones. It has the cost that most accounts have; an account with
   * another cost can be told by its time.
   */
  BcryptHash decoy() {
    return decoy;
  }

  @Override
  public String toString() {
    return accounts.size() == 1 ? "1 user" : accounts.size() + " users";
  }

  private static int commonCost(Map<String, Account> accounts) {
    Map<Integer, Long> byCost =
        accounts.values().stream()
            .collect(
                Collectors.groupingBy(
                    account -> account.hash().cost(), TreeMap::new, Collectors.counting()));
    return byCost.entrySet().stream()
        .max(Comparator.comparingLong(Map.Entry::getValue))
        .map(Map.Entry::getKey)
        .orElse(BcryptHash.MIN_COST);
  }
}
