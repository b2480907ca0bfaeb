package dev.portwrit.guardrail;

import dev.portwrit.diagnostic.Code;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A rule on policies or on pushes, written in Rego. It may refuse what the policy allows, and never
 * allows what the policy denies.
 *
 * @param name as {@code portwrit.yaml} names it, such as {@code expiring-user-grants}
 * @param title what it asks for, in one line
 * @param description what exactly it asks for
 * @param code the code of its findings
 * @param phase when it is asked
 * @param settings what can be set, in the order of their names
 */
public record Guardrail(
    String name, String title, String description, Code code, Phase phase, List<Setting> settings) {
  /** When a guardrail is asked. */
  public enum Phase {
    /** When a policy is checked and before it is accepted. */
    POLICY,
    /** Before a push is let through. */
    PUSH;

    /**
     * Reads a phase.
     *
     * @param text such as {@code push}
     * @return the phase, or empty if the text is not one
     */
    public static Optional<Phase> parse(String text) {
      return Arrays.stream(values()).filter(phase -> phase.toString().equals(text)).findFirst();
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One thing that a workspace may set.
   *
   * @param name such as {@code days}
   * @param description what it means, in one line
   * @param preset its value where nothing is set, as text
   * @param pattern the RE2 expression that the whole text of a value matches
   */
  public record Setting(String name, String description, String preset, String pattern) {
    /**
     * Whether a text is a value of this setting.
     *
     * @param text any text
     * @return true if it matches
     */
    public boolean accepts(String text) {
      return com.google.re2j.Pattern.matches(pattern, text);
    }
  }

  /** Copies the list. */
  public Guardrail {
    settings = List.copyOf(settings);
  }

  /**
   * A setting by its name.
   *
   * @param setting such as {@code days}
   * @return the setting, or empty if the guardrail has none of this name
   */
  public Optional<Setting> setting(String setting) {
    return settings.stream().filter(s -> s.name().equals(setting)).findFirst();
  }
}
