package dev.portwrit.review;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.diagnostic.Severity;
import dev.portwrit.policy.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a change does to what policies are governed by, though nobody's access differs by it: the
 * settings of the workspace and its registries.
 *
 * @param settings keys of {@code portwrit.yaml}
 * @param registries keys of {@code registry:} documents, by name
 */
public record GovernanceChanges(List<KeyChange> settings, List<KeyChange> registries) {
  private static final String HELP = "one of `admins` of the base has to make this change, alone";

  /** Copies the lists. */
  public GovernanceChanges {
    settings = List.copyOf(settings);
    registries = List.copyOf(registries);
  }

  /**
   * Compares.
   *
   * @param before the policies without the change
   * @param after the policies with it
   * @return all that differs; where a document stands, and in which order it says something, is
   *     nothing
   */
  public static GovernanceChanges of(Workspace before, Workspace after) {
    return new GovernanceChanges(
        SettingsChanges.of(before.settings(), after.settings()),
        RegistryChanges.of(before.registries(), after.registries()));
  }

  /**
   * Whether nothing differs.
   *
   * @return true if both lists are empty
   */
  public boolean isEmpty() {
    return settings.isEmpty() && registries.isEmpty();
  }

  /**
   * What only those may change who administer everything.
   *
   * @return an error for each such key of the settings, and for each registry
   */
  public List<Diagnostic> findings() {
    List<Diagnostic> findings = new ArrayList<>();
    settings.stream()
        .filter(KeyChange::isGuarded)
        .forEach(one -> findings.add(finding(one, settingsText(one))));
    Map<String, List<KeyChange>> byRegistry = new LinkedHashMap<>();
    registries.forEach(
        one -> byRegistry.computeIfAbsent(one.document(), same -> new ArrayList<>()).add(one));
    byRegistry.forEach((name, all) -> findings.add(finding(all.get(0), registryText(name, all))));
    return findings;
  }

  private static Diagnostic finding(KeyChange change, String message) {
    return new Diagnostic(
        Optional.of(change.place()), Severity.ERROR, Code.SELF_GRANT, message, Optional.of(HELP));
  }

  private static String settingsText(KeyChange one) {
    String key = "`" + one.key() + "` of `" + one.document() + "` ";
    if (one.after().isEmpty()) {
      return key + "loses " + Printable.quote(one.before().orElse(""));
    }
    return one.before()
        .map(was -> key + "changes from " + Printable.quote(was) + " to " + quoted(one))
        .orElseGet(() -> key + "gains " + quoted(one));
  }

  private static String quoted(KeyChange one) {
    return Printable.quote(one.after().orElse(""));
  }

  private static String registryText(String name, List<KeyChange> all) {
    return Printable.quote(name)
        + " changes: "
        + all.stream().map(KeyChange::key).map(Printable::quote).collect(Collectors.joining(", "));
  }
}
