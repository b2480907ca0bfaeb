package dev.portwrit.language;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.policy.RemovalBudget;
import java.util.Optional;

/** How a removal budget is written: a number, or a percentage. */
final class BudgetForm {
  private BudgetForm() {}

  static Optional<Flaw> flaw(String text) {
    return parse(text).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Flaw(
                Code.NOT_A_BUDGET,
                "removal budget " + Printable.quote(text) + " is neither a number nor a percentage",
                "write a count such as `25`, or a percentage from `0%` to `100%`"));
  }

  static Optional<RemovalBudget> parse(String text) {
    boolean percentage = text.endsWith("%");
    String digits = percentage ? text.substring(0, text.length() - 1) : text;
    if (!digits.matches("[0-9]{1,9}")) {
      return Optional.empty();
    }
    int amount = Integer.parseInt(digits);
    return percentage && amount > 100
        ? Optional.empty()
        : Optional.of(new RemovalBudget(amount, percentage));
  }
}
