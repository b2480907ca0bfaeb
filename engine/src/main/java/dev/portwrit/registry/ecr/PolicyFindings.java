package dev.portwrit.registry.ecr;

import dev.portwrit.decision.Entitlement;
import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Protection.Enforcement;
import dev.portwrit.policy.Protection.Rule;
import dev.portwrit.policy.ProtectionException;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.registry.Accounts;
import dev.portwrit.registry.RegistryFindings;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** Finds what policy says and ECR cannot. */
final class PolicyFindings {
  private static final int MOST_SHOWN = 5;

  private final EcrContext context;
  private final PolicyGrants grants;
  private final RegistryFindings findings;

  PolicyFindings(EcrContext context, PolicyGrants grants, RegistryFindings findings) {
    this.context = context;
    this.grants = grants;
    this.findings = findings;
  }

  void report(PolicyIndex index, Collection<RepositoryName> repositories, Instant now) {
    grants.unusable().stream()
        .filter(account -> !isGroupOfATeam(index, account))
        .forEach(this::reportUnusable);
    Set<Entitlement> seen = new HashSet<>();
    Set<Protection> protections = new HashSet<>();
    for (RepositoryName repository : repositories) {
      grants.inForce(repository).stream().filter(seen::add).forEach(this::report);
      for (String principal : grants.sharedUnequally(repository)) {
        reportShared(principal);
      }
      reportAccounts(repository);
      protections.addAll(index.protectionsReaching(repository));
    }
    protections.removeIf(protection -> protection.enforcement() != Enforcement.DENY);
    protections.forEach(this::report);
    for (ProtectionException exception : index.workspace().exceptions()) {
      if (exception.expires().isInForceAt(now)
          && protections.stream().anyMatch(one -> isLifted(one, exception))) {
        report(exception);
      }
    }
    reportMissingAccounts(protections);
  }

  // It is named by no policy of a repository; the managed policy of the team is attached to it.
  private boolean isGroupOfATeam(PolicyIndex index, String account) {
    return context.settings().managedPolicies()
        && Arn.isGroup(account)
        && Arn.isEntityOf(context.account(), account)
        && Accounts.of(index.workspace(), context.registry().name()).subjectsOf(account).stream()
            .allMatch(Subject.Team.class::isInstance);
  }

  private void reportUnusable(String account) {
    findings.error(
        context.registry().place(),
        Code.NATIVE_ACCOUNT,
        "account `" + account + "` is none that a policy of AWS can name, so it is given nothing",
        "name the ARN of a role or user, or the twelve digits of an account; groups cannot be named");
  }

  private void report(Entitlement entitlement) {
    if (entitlement.subject() instanceof Subject.Anonymous) {
      findings.warning(
          entitlement.place(),
          Code.NATIVE_PUBLIC,
          "ECR lets nobody pull without an account, so that `"
              + entitlement.rule().text()
              + "` gives nothing there",
          "grant it to those who need it, or keep the repository in another registry");
      return;
    }
    List<Subject> missing = grants.withoutAccount(entitlement.subject());
    if (!missing.isEmpty()) {
      String who =
          missing.stream()
              .limit(MOST_SHOWN)
              .map(subject -> "`" + subject + "`")
              .collect(Collectors.joining(", "));
      String more =
          missing.size() > MOST_SHOWN ? " and " + (missing.size() - MOST_SHOWN) + " more" : "";
      findings.warning(
          entitlement.place(),
          Code.NATIVE_NO_ACCOUNT,
          who
              + more
              + " "
              + (missing.size() == 1 ? "has" : "have")
              + " no account in `"
              + context.registry().name()
              + "`, so that `"
              + entitlement.rule().text()
              + "` gives nothing there",
          "write `accounts: {"
              + context.registry().name()
              + ": arn:aws:iam::…}` of them, or of a team of theirs");
    }
  }

  private void reportShared(String principal) {
    String who =
        grants.holders().getOrDefault(principal, List.of()).stream()
            .map(subject -> "`" + subject + "`")
            .collect(Collectors.joining(", "));
    findings.warning(
        context.registry().place(),
        Code.NATIVE_SHARED_ACCOUNT,
        "`"
            + principal
            + "` is the account of "
            + who
            + ", so that it has only what each of them has",
        "give each an account of their own");
  }

  // Whoever is given an account is given everybody in it.
  private void reportAccounts(RepositoryName repository) {
    SortedSet<RoleGrant> given = grants.on(repository);
    for (RoleGrant grant : given) {
      if (Arn.isAccount(grant.principal())) {
        for (String other : grants.holders().keySet()) {
          RoleGrant same = new RoleGrant(other, grant.role(), grant.until());
          if (Arn.accountOf(other).equals(Arn.accountOf(grant.principal()))
              && given.stream().noneMatch(same::isWithin)) {
            findings.warning(
                context.registry().place(),
                Code.NATIVE_SHARED_ACCOUNT,
                "`"
                    + grant.principal()
                    + "` stands for everybody in it, `"
                    + other
                    + "` too, who is given less",
                "give a role or user of that account, not all of it");
          }
        }
      }
    }
  }

  private void report(Protection protection) {
    String name = protection.fullName();
    if (protection.rule() == Rule.RESTRICTED) {
      context.report(
          findings,
          protection.place(),
          Code.NATIVE_RESTRICTED,
          "ECR cannot let some people and not others write a tag, as `" + name + "` says");
    } else if (!context.settings().deleteProtection()) {
      context.report(
          findings,
          protection.place(),
          Code.NATIVE_DELETION,
          "ECR lets tags be deleted that `"
              + name
              + "` keeps, since the registry says `delete-protection: false`");
    } else {
      findings.warning(
          protection.place(),
          Code.NATIVE_DELETION,
          "ECR knows no deletion by tag: where `"
              + name
              + "` keeps some, nobody"
              + (context.registry().gateway() ? " but the gateway" : "")
              + " deletes any, and whoever may set the repository policy can end that",
          "give `admin` to few");
    }
  }

  private static boolean isLifted(Protection protection, ProtectionException exception) {
    return protection.rule() == Rule.IMMUTABLE
        && protection.fullName().equals(exception.protection());
  }

  private void report(ProtectionException exception) {
    findings.warning(
        exception.place(),
        Code.NATIVE_EXCEPTION,
        "ECR keeps the tags from those too whom `" + exception.fullName() + "` releases",
        "until it ends, take the tags out of the protection for all");
  }

  private void reportMissingAccounts(Set<Protection> protections) {
    boolean keeps =
        context.settings().deleteProtection()
            && protections.stream().anyMatch(one -> one.rule() == Rule.IMMUTABLE);
    if (context.engine().isEmpty() && (keeps || context.settings().exclusive())) {
      context.report(
          findings,
          context.registry().place(),
          Code.NATIVE_ENGINE,
          "write `engine` of the registry: the ARN of the role or user that applies policies",
          "it is not known who applies policies to `"
              + context.registry().name()
              + "`, so that nobody else can be kept from "
              + (context.settings().exclusive() ? "what IAM gives them" : "making tags mutable"));
    }
    if (context.registry().gateway() && context.gateway().isEmpty()) {
      findings.warning(
          context.registry().place(),
          Code.NATIVE_ENGINE,
          "it is not known by what account the gateway comes to `"
              + context.registry().name()
              + "`, so that it is given nothing",
          "write `gateway-account` of the registry");
    }
  }
}
