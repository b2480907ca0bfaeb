package dev.portwrit.review;

import dev.portwrit.diagnostic.Place;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.plan.Restraints;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.RemovalBudget;
import dev.portwrit.policy.Settings;
import dev.portwrit.policy.Settings.GuardrailUse;
import dev.portwrit.policy.Settings.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a change does to the settings of a workspace. The next change is held against what they say
 * then, so that whoever takes one away makes that next change free.
 */
final class SettingsChanges {
  private static final Place TOP = new Place(PolicyCompiler.SETTINGS_FILE, 1, 1);

  private final List<KeyChange> changes = new ArrayList<>();

  private SettingsChanges() {}

  /**
   * All that differs; a further guardrail and a smaller budget are the ones that anybody may make.
   */
  static List<KeyChange> of(Settings before, Settings after) {
    SettingsChanges found = new SettingsChanges();
    found.entries("admins", admins(before), admins(after));
    found.budget(before, after);
    found.entries("require-signed", keys(before), keys(after));
    found.guardrails(before.guardrails(), after.guardrails());
    return List.copyOf(found.changes);
  }

  private static NavigableMap<String, Place> admins(Settings settings) {
    NavigableMap<String, Place> admins = new TreeMap<>();
    for (Member admin : settings.admins()) {
      admins.putIfAbsent(admin.subject().toString(), admin.place());
    }
    return admins;
  }

  private static NavigableMap<String, Place> keys(Settings settings) {
    NavigableMap<String, Place> keys = new TreeMap<>();
    for (SigningKey key : settings.requireSigned()) {
      keys.putIfAbsent(key.text().strip(), key.place());
    }
    return keys;
  }

  private void entries(
      String key, NavigableMap<String, Place> before, NavigableMap<String, Place> after) {
    before.forEach(
        (value, place) -> {
          if (!after.containsKey(value)) {
            add(key, Optional.of(value), Optional.empty(), place, true);
          }
        });
    after.forEach(
        (value, place) -> {
          if (!before.containsKey(value)) {
            add(key, Optional.empty(), Optional.of(value), place, true);
          }
        });
  }

  private void budget(Settings before, Settings after) {
    RemovalBudget old = before.removalBudget().orElse(Restraints.DEFAULT_BUDGET);
    RemovalBudget young = after.removalBudget().orElse(Restraints.DEFAULT_BUDGET);
    if (!old.equals(young)) {
      boolean isSmaller = old.percentage() == young.percentage() && young.amount() <= old.amount();
      add(
          "removal-budget",
          Optional.of(old.toString()),
          Optional.of(young.toString()),
          TOP,
          !isSmaller);
    }
  }

  private void guardrails(List<GuardrailUse> before, List<GuardrailUse> after) {
    Map<String, GuardrailUse> old = byName(before);
    Map<String, GuardrailUse> young = byName(after);
    old.forEach(
        (name, use) -> {
          Optional<GuardrailUse> now = Optional.ofNullable(young.get(name));
          if (now.isEmpty() || !now.get().parameters().equals(use.parameters())) {
            add(
                guardrail(name),
                Optional.of(parameters(use)),
                now.map(SettingsChanges::parameters),
                now.orElse(use).place(),
                true);
          }
        });
    young.forEach(
        (name, use) -> {
          if (!old.containsKey(name)) {
            add(
                guardrail(name),
                Optional.empty(),
                Optional.of(parameters(use)),
                use.place(),
                false);
          }
        });
  }

  private static String guardrail(String name) {
    return "guardrails." + name;
  }

  private static Map<String, GuardrailUse> byName(List<GuardrailUse> uses) {
    Map<String, GuardrailUse> all = new TreeMap<>();
    uses.forEach(use -> all.putIfAbsent(use.name(), use));
    return all;
  }

  private static String parameters(GuardrailUse use) {
    return use.parameters().isEmpty() ? "in force" : new TreeMap<>(use.parameters()).toString();
  }

  private void add(
      String key, Optional<String> before, Optional<String> after, Place place, boolean isGuarded) {
    changes.add(new KeyChange(PolicyCompiler.SETTINGS_FILE, key, before, after, place, isGuarded));
  }
}
