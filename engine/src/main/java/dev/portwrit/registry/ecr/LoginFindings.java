package dev.portwrit.registry.ecr;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.policy.Subject;
import dev.portwrit.registry.Handout;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryFindings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who has to be given by IAM what no policy of a repository can give. */
final class LoginFindings {
  private static final int MOST_SHOWN = 5;

  private final EcrContext context;
  private final PolicyGrants grants;
  private final Logins logins;

  LoginFindings(EcrContext context, PolicyGrants grants, Logins logins) {
    this.context = context;
    this.grants = grants;
    this.logins = logins;
  }

  /**
   * Names those of the account who cannot log in.
   *
   * @param then the state with the managed policies as they shall be
   */
  void report(NativeState then, RegistryFindings findings) {
    AttachedPolicies attached = new AttachedPolicies(then);
    for (Map.Entry<Subject.Team, SortedSet<String>> team : logins.byTeam().entrySet()) {
      SortedSet<String> lacking = lacking(team.getValue(), then, attached);
      if (!lacking.isEmpty()) {
        report(findings, shown(lacking) + " of `" + team.getKey() + "`", lacking.size());
      }
    }
    for (String arn : lacking(logins.withoutTeam(), then, attached)) {
      report(findings, "`" + arn + "`" + whose(arn), 1);
    }
  }

  private void report(RegistryFindings findings, String who, int count) {
    findings.warning(
        context.registry().place(),
        Code.NATIVE_LOGIN,
        who
            + " cannot log in: IAM does not allow "
            + (count == 1 ? "it" : "them")
            + " `"
            + LoginPolicy.ACTION
            + "`",
        "attach this policy in IAM"
            + (context.settings().managedPolicies()
                ? ""
                : ", or say `managed-policies: true` of the registry")
            + ": "
            + LoginPolicy.document().text());
  }

  private SortedSet<String> lacking(
      Collection<String> of, NativeState state, AttachedPolicies attached) {
    SortedSet<String> lacking = new TreeSet<>();
    for (String arn : of) {
      Reading identity = state.at(new ObjectId(EcrObjects.IDENTITY, arn));
      if (identity instanceof Reading.Present present && cannotLogIn(arn, present, attached)) {
        lacking.add(arn);
      }
    }
    return lacking;
  }

  private boolean cannotLogIn(String arn, Reading.Present content, AttachedPolicies attached) {
    try {
      Identity identity = attached.with(arn, Identity.read(content.content()));
      return LoginPolicy.login(identity, arn, context.account()).answered() == Truth.NO;
    } catch (UnreadablePolicy e) {
      return false; // That it is not understood is said where access is worked out.
    }
  }

  /** What has to be given by hand, whoever has it already. */
  List<Handout> handouts() {
    List<Handout> handouts = new ArrayList<>();
    String login = LoginPolicy.document().text();
    if (!context.settings().managedPolicies()) {
      logins
          .byTeam()
          .forEach(
              (team, targets) ->
                  handouts.add(new Handout(team + ", to attach to " + shown(targets), login)));
    }
    for (String arn : logins.withoutTeam()) {
      handouts.add(new Handout(who(arn) + "to attach to `" + arn + "`", login));
    }
    for (String arn : logins.elsewhere()) {
      handouts.add(
          new Handout(
              who(arn) + "to attach in account " + account(arn) + " to `" + arn + "`", with(arn)));
    }
    return handouts;
  }

  /** Of another account both sides have to allow it: what the repository says bounds this. */
  private String with(String arn) {
    List<Statement> statements = new ArrayList<>(List.of(LoginPolicy.statement()));
    logins.given().stream()
        .filter(grant -> grant.principal().equals(arn))
        .map(RoleGrant::role)
        .max(java.util.Comparator.naturalOrder())
        .ifPresent(
            role ->
                statements.add(
                    new Statement(
                        "PortwritRepositories",
                        true,
                        Optional.empty(),
                        new ActionSet(false, EcrActions.of(role)),
                        Optional.of(
                            new TreeSet<>(
                                List.of(Arn.repository(context.region(), context.account(), "*")))),
                        false,
                        List.of())));
    return PolicyDocument.of(statements).text();
  }

  private String who(String arn) {
    List<Subject> holders = grants.holders().getOrDefault(arn, List.of());
    return holders.stream().map(Subject::toString).collect(Collectors.joining(", "))
        + (holders.isEmpty() ? "" : ", ");
  }

  private String whose(String arn) {
    List<Subject> holders = grants.holders().getOrDefault(arn, List.of());
    return holders.isEmpty()
        ? ""
        : holders.stream()
            .map(subject -> "`" + subject + "`")
            .collect(Collectors.joining(", ", " of ", ""));
  }

  private static String account(String arn) {
    return Arn.accountOf(arn).orElse("");
  }

  private static String shown(Collection<String> arns) {
    String shown =
        arns.stream()
            .limit(MOST_SHOWN)
            .map(arn -> "`" + arn + "`")
            .collect(Collectors.joining(", "));
    return arns.size() > MOST_SHOWN
        ? shown + " and " + (arns.size() - MOST_SHOWN) + " more"
        : shown;
  }
}
