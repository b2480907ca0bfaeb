package dev.portwrit.language;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.policy.Settings;
import dev.portwrit.policy.Settings.GuardrailUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds what {@code portwrit.yaml} says. */
final class SettingsResolver {
  private final Set<String> guardrails;
  private final Findings findings;

  SettingsResolver(Set<String> guardrails, Findings findings) {
    this.guardrails = new TreeSet<>(guardrails);
    this.findings = findings;
  }

  /** The settings, of which there have to be some in the one place where they belong. */
  Settings resolve(List<FileDrafts> files, Resolver resolver) {
    Optional<Draft.Settings> settings = Optional.empty();
    for (FileDrafts file : files) {
      for (Draft draft : file.definitions()) {
        if (draft instanceof Draft.Settings one) {
          if (settings.isEmpty() && file.path().equals(PolicyCompiler.SETTINGS_FILE)) {
            settings = Optional.of(one);
          } else {
            reportMisplaced(one);
          }
        }
      }
    }
    if (settings.isEmpty()) {
      reportMissing(files);
    }
    return settings.map(one -> resolve(one, resolver)).orElse(Settings.NONE);
  }

  private Settings resolve(Draft.Settings draft, Resolver resolver) {
    resolver.checkAdmins(draft);
    return new Settings(
        draft.admins(), draft.removalBudget(), draft.requireSigned(), guardrails(draft));
  }

  private List<GuardrailUse> guardrails(Draft.Settings draft) {
    Map<String, Map<String, String>> parameters = new LinkedHashMap<>();
    draft.parameters().forEach((name, values) -> parameters.put(name.value(), values));
    Map<String, GuardrailUse> used = new LinkedHashMap<>();
    for (Placed<String> name : draft.guardrails()) {
      if (!guardrails.contains(name.value())) {
        findings.unknown(
            name.place(),
            Code.UNKNOWN_GUARDRAIL,
            "there is no guardrail " + Printable.quote(name.value()),
            name.value(),
            guardrails,
            "`portwrit guardrails` lists them");
      }
      used.putIfAbsent(
          name.value(),
          new GuardrailUse(
              name.value(), name.place(), parameters.getOrDefault(name.value(), Map.of())));
    }
    for (Placed<String> name : draft.parameters().keySet()) {
      if (!used.containsKey(name.value())) {
        findings.unknown(
            name.place(),
            Code.UNKNOWN_GUARDRAIL,
            "the guardrail " + Printable.quote(name.value()) + " has settings and is not in force",
            name.value(),
            used.keySet(),
            "name it in `standard`, or remove its settings");
      }
    }
    return new ArrayList<>(used.values());
  }

  private void reportMisplaced(Draft.Settings settings) {
    findings.error(
        settings.place(),
        Code.MISPLACED_SETTINGS,
        "the settings of a workspace stand once, in `portwrit.yaml` at its root",
        "move them there");
  }

  private void reportMissing(List<FileDrafts> files) {
    if (files.stream().anyMatch(file -> file.path().equals(PolicyCompiler.SETTINGS_FILE))) {
      findings.error(
          new Place(PolicyCompiler.SETTINGS_FILE, 1, 1),
          Code.MISSING_KEY,
          "key `version` is missing",
          "begin `portwrit.yaml` with `version: 1`");
    } else {
      findings.error(
          Code.NO_WORKSPACE,
          "there is no `portwrit.yaml`, so this is not a workspace",
          "`portwrit init` writes one; it begins with `version: 1`");
    }
  }
}
