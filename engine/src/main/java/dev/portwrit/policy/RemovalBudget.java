package dev.portwrit.policy;

/**
 * How many access edges one plan may remove.
 *
 * @param amount a count, or a percentage from 0 to 100
 * @param percentage whether {@code amount} is one
 */
public record RemovalBudget(int amount, boolean percentage) {
  @Override
  public String toString() {
    return percentage ? amount + "%" : Integer.toString(amount);
  }
}
