package dev.portwrit.cache;

import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.policy.EcrSettings;
import dev.portwrit.policy.Expiry;
import dev.portwrit.policy.Grant;
import dev.portwrit.policy.Member;
import dev.portwrit.policy.NativeWebhook;
import dev.portwrit.policy.NativeWebhooks;
import dev.portwrit.policy.Organization;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.RepositoryRule;
import dev.portwrit.policy.Service;
import dev.portwrit.policy.Settings;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Team;
import dev.portwrit.policy.User;
import dev.portwrit.policy.Webhook;
import dev.portwrit.policy.Workspace;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Writes what is kept of a tree: each text and each subject once, and behind them everything else,
 * which refers to them by number. {@link CompilationReader} reads it in the same order.
 */
final class CompilationWriter {
  private final Map<String, Integer> texts = new LinkedHashMap<>();
  private final Map<Subject, Integer> subjects = new LinkedHashMap<>();
  private final ByteSink body = new ByteSink();

  private CompilationWriter() {}

  static byte[] write(CompiledTree compiled) {
    CompilationWriter writer = new CompilationWriter();
    writer.body.number(compiled.files());
    writer.optional(compiled.compilation().workspace(), writer::workspace);
    writer.list(compiled.compilation().problems(), writer::diagnostic);
    return writer.finish();
  }

  private byte[] finish() {
    ByteSink all = new ByteSink();
    all.number(texts.size());
    texts.keySet().forEach(all::text);
    all.number(subjects.size());
    for (Subject subject : subjects.keySet()) {
      all.text(subject.toString());
    }
    all.append(body);
    return all.toBytes();
  }

  private void workspace(Workspace workspace) {
    settings(workspace.settings());
    list(workspace.organizations(), this::organization);
    list(workspace.teams(), this::team);
    list(workspace.services(), this::service);
    list(workspace.users(), this::user);
    list(workspace.repositories(), this::rule);
    list(workspace.protections(), this::protection);
    list(workspace.exceptions(), this::exception);
    list(workspace.registries(), this::registry);
  }

  private void settings(Settings settings) {
    list(settings.admins(), this::member);
    optional(
        settings.removalBudget(),
        budget -> {
          body.number(budget.amount());
          flag(budget.percentage());
        });
    list(
        settings.requireSigned(),
        key -> {
          text(key.text());
          place(key.place());
        });
    list(
        settings.guardrails(),
        use -> {
          text(use.name());
          place(use.place());
          map(use.parameters());
        });
  }

  private void organization(Organization organization) {
    place(organization.place());
    text(organization.name());
    text(organization.description());
    list(organization.namespaces(), name -> text(name.value()));
    list(organization.owners(), this::member);
    list(organization.members(), this::member);
    constant(organization.defaultRole());
    optional(organization.defaultPlace(), this::place);
  }

  private void team(Team team) {
    place(team.place());
    subject(team.subject());
    text(team.description());
    list(team.members(), this::member);
    map(team.accounts());
  }

  private void service(Service service) {
    place(service.place());
    subject(service.subject());
    text(service.description());
    map(service.accounts());
  }

  private void user(User user) {
    place(user.place());
    subject(user.subject());
    text(user.description());
    map(user.accounts());
  }

  private void rule(RepositoryRule rule) {
    place(rule.place());
    text(rule.pattern().value());
    flag(rule.declared());
    text(rule.description());
    optional(rule.publicPlace(), this::place);
    list(rule.grants(), this::grant);
    list(rule.webhooks(), this::webhook);
    optional(rule.nativeWebhooks(), this::nativeWebhooks);
  }

  private void nativeWebhooks(NativeWebhooks said) {
    place(said.place());
    list(said.webhooks(), this::nativeWebhook);
  }

  private void nativeWebhook(NativeWebhook webhook) {
    place(webhook.place());
    text(webhook.name());
    text(webhook.url().toString());
  }

  private void webhook(Webhook webhook) {
    place(webhook.place());
    text(webhook.url().toString());
  }

  private void grant(Grant grant) {
    place(grant.place());
    constant(grant.role());
    list(grant.to(), this::member);
    optional(grant.expires(), this::expiry);
    text(grant.reason());
  }

  private void protection(Protection protection) {
    place(protection.place());
    text(protection.organization());
    text(protection.name());
    list(protection.repositories(), pattern -> text(pattern.value()));
    list(protection.tags(), pattern -> text(pattern.value()));
    constant(protection.rule());
    list(protection.to(), this::member);
    constant(protection.enforcement());
    flag(protection.restore());
  }

  private void exception(ProtectionException exception) {
    place(exception.place());
    text(exception.organization());
    text(exception.name());
    text(exception.protection());
    list(exception.repositories(), pattern -> text(pattern.value()));
    list(exception.tags(), pattern -> text(pattern.value()));
    list(exception.to(), this::member);
    expiry(exception.expires());
    text(exception.reason());
  }

  private void registry(Registry registry) {
    place(registry.place());
    text(registry.name());
    constant(registry.type());
    list(registry.repositories(), pattern -> text(pattern.value()));
    constant(registry.mode());
    flag(registry.gateway());
    optional(registry.url().map(URI::toString), this::text);
    optional(registry.account(), this::text);
    optional(registry.region(), this::text);
    map(registry.prefix());
    map(registry.credentials());
    ecr(registry.ecr());
    constant(registry.hub().members());
    list(registry.hub().keepMembers(), this::text);
    list(registry.hub().keepTokens(), this::text);
  }

  private void ecr(EcrSettings settings) {
    flag(settings.exclusive());
    flag(settings.deleteProtection());
    optional(settings.engine(), this::text);
    optional(settings.gatewayAccount(), this::text);
    optional(settings.scanOnPush(), this::flag);
    optional(settings.kmsKey(), this::text);
    map(settings.resourceTags());
    flag(settings.createOnPush());
    optional(settings.profile(), this::text);
    optional(settings.assumeRole(), this::text);
    flag(settings.managedPolicies());
  }

  private void diagnostic(Diagnostic problem) {
    optional(problem.place(), this::place);
    constant(problem.severity());
    text(problem.code().name());
    text(problem.message());
    optional(problem.help(), this::text);
  }

  private void member(Member member) {
    subject(member.subject());
    place(member.place());
  }

  private void expiry(Expiry expiry) {
    Instant end = expiry.end();
    body.number(end.getEpochSecond());
    body.number(end.getNano());
    text(expiry.written());
  }

  private void place(Place place) {
    text(place.file());
    body.number(place.line());
    body.number(place.column());
  }

  private void subject(Subject subject) {
    body.number(subjects.computeIfAbsent(subject, one -> subjects.size()));
  }

  private void text(String text) {
    body.number(texts.computeIfAbsent(text, one -> texts.size()));
  }

  private void constant(Enum<?> constant) {
    text(constant.name());
  }

  private void flag(boolean flag) {
    body.octet(flag ? 1 : 0);
  }

  // In the order of the keys, so that the same workspace has the same bytes.
  private void map(Map<String, String> map) {
    body.number(map.size());
    new TreeMap<>(map)
        .forEach(
            (key, value) -> {
              text(key);
              text(value);
            });
  }

  private <T> void list(Collection<T> values, Consumer<? super T> one) {
    body.number(values.size());
    values.forEach(one);
  }

  private <T> void optional(Optional<T> value, Consumer<? super T> one) {
    flag(value.isPresent());
    value.ifPresent(one);
  }
}
