package dev.portwrit.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portwrit.decision.Entitlement;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryPattern;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A workspace as the data of the Rego policy, and questions as its input. */
final class OpaData {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PolicyIndex index;
  private final Map<Subject, Set<Subject>> groups = new HashMap<>();

  OpaData(PolicyIndex index) {
    this.index = index;
  }

  /** The data document. A workspace with exceptions or warnings has no data here. */
  ObjectNode data() {
    Workspace workspace = index.workspace();
    if (!workspace.exceptions().isEmpty()) {
      throw new IllegalArgumentException("the comparison knows no exceptions");
    }
    ObjectNode data = JSON.createObjectNode();
    addGroups(data.putObject("groups"));
    ArrayNode rules = data.putArray("rules");
    ObjectNode grants = data.putObject("grants");
    for (Entitlement entitlement : index.entitlements()) {
      ObjectNode grant = grants.withArray(entitlement.repositories().value()).addObject();
      grant.put("rank", rules.size());
      grant.put("to", entitlement.subject().toString());
      ObjectNode actions = grant.putObject("actions");
      for (Action action : Action.values()) {
        if (entitlement.role().holds(action)) {
          actions.put(action.toString(), true);
        }
      }
      entitlement.expires().ifPresent(e -> grant.put("expires", e.end().toEpochMilli()));
      rules.add(entitlement.rule().toString());
    }
    addProtections(data);
    return data;
  }

  /** The input of a question, with the patterns that match. */
  ObjectNode input(Question question) {
    ObjectNode input = JSON.createObjectNode();
    input.put("subject", question.subject().toString());
    input.put("action", question.action().toString());
    input.put("now", question.now().toEpochMilli());
    question.tag().ifPresent(tag -> input.put("tag", tag.value()));
    Set<String> candidates = new LinkedHashSet<>();
    for (Entitlement entitlement : index.entitlementsOn(question.repository())) {
      candidates.add(entitlement.repositories().value());
    }
    for (Protection protection : index.protectionsReaching(question.repository())) {
      for (RepositoryPattern pattern : protection.repositories()) {
        if (pattern.matches(question.repository())) {
          candidates.add(pattern.value());
        }
      }
    }
    candidates.forEach(input.putArray("candidates")::add);
    return input;
  }

  private void addGroups(ObjectNode all) {
    add(new Subject.Anonymous(), List.of());
    for (var organization : index.workspace().organizations()) {
      add(organization.subject(), index.memberships().individualsIn(organization.subject()));
    }
    for (var team : index.workspace().teams()) {
      add(team.subject(), index.memberships().individualsIn(team.subject()));
    }
    for (Subject individual : index.memberships().individuals()) {
      ObjectNode node = all.putObject(individual.toString());
      node.put("anonymous", true);
      node.put(individual.toString(), true);
      groups
          .getOrDefault(individual, Set.of())
          .forEach(group -> node.put(group.toString(), true));
    }
  }

  private void add(Subject group, List<Subject> members) {
    members.forEach(m -> groups.computeIfAbsent(m, some -> new LinkedHashSet<>()).add(group));
  }

  private void addProtections(ObjectNode data) {
    ArrayNode rules = data.putArray("protection_rules");
    ObjectNode protections = data.putObject("protections");
    for (Protection protection : index.workspace().protections()) {
      for (RepositoryPattern pattern : protection.repositories()) {
        ObjectNode node = protections.withArray(pattern.value()).addObject();
        node.put("rank", rules.size());
        ObjectNode refuses = node.putObject("refuses");
        for (Action action : Action.values()) {
          if (protection.rule().concerns(action)) {
            refuses.put(action.toString(), true);
          }
        }
        protection.tags().forEach(tag -> node.withArray("tags").add(tag.value()));
        ArrayNode to = node.putArray("to");
        protection.to().forEach(member -> to.add(member.subject().toString()));
      }
      rules.add(
          "protection %s (%s) (%s:%d)"
              .formatted(
                  protection.fullName(),
                  protection.rule(),
                  protection.place().file(),
                  protection.place().line()));
    }
  }
}
