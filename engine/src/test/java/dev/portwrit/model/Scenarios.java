package dev.portwrit.model;

import dev.portwrit.decision.Question;
import dev.portwrit.model.WorkspaceRecipe.ExceptionRecipe;
import dev.portwrit.model.WorkspaceRecipe.GrantRecipe;
import dev.portwrit.model.WorkspaceRecipe.OrganizationRecipe;
import dev.portwrit.model.WorkspaceRecipe.PatternRecipe;
import dev.portwrit.model.WorkspaceRecipe.ProtectionRecipe;
import dev.portwrit.model.WorkspaceRecipe.RuleRecipe;
import dev.portwrit.model.WorkspaceRecipe.TeamRecipe;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Protection;
import dev.portwrit.policy.Role;
import dev.portwrit.policy.Workspace;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;

/**
 * Generated workspaces and questions: several organizations with one or two namespaces, teams in
 * teams and across organizations, services, patterns with {@code *} and {@code **}, both rules and
 * both enforcements of protections, exceptions, expiry at and around the instants of the questions,
 * public repositories and {@code anonymous}. Names are few, so that things meet.
 */
public final class Scenarios {
  private Scenarios() {}

  /**
   * Workspaces that pass every check.
   *
   * @return with the places of their {@linkplain WorkspaceText text}
   */
  public static Arbitrary<Workspace> workspaces() {
    return recipes().map(WorkspaceRecipe::workspace);
  }

  /**
   * Two revisions of one workspace: of each part the second has all, some, more, or others.
   *
   * @return with the names, tags and instant to ask both about
   */
  public static Arbitrary<Revisions> revisions() {
    return Combinators.combine(recipes(), recipes(), numbers(7, 7), number())
        .as(
            (before, other, choices, salt) ->
                Revisions.of(before.workspace(), before.changed(other, choices).workspace(), salt));
  }

  /**
   * Some states of one workspace, each made from the one before.
   *
   * @return two to four
   */
  public static Arbitrary<List<Workspace>> states() {
    return Combinators.combine(recipes(), some(recipes(), 1, 3), some(numbers(7, 7), 3, 3))
        .as(
            (first, others, choices) -> {
              List<Workspace> states = new ArrayList<>(List.of(first.workspace()));
              WorkspaceRecipe last = first;
              for (int i = 0; i < others.size(); i++) {
                last = last.changed(others.get(i), choices.get(i));
                states.add(last.workspace());
              }
              return List.copyOf(states);
            });
  }

  private static Arbitrary<WorkspaceRecipe> recipes() {
    return Combinators.combine(
            some(organization(), 1, 3),
            some(team(), 0, 5),
            some(rule(), 0, 6),
            some(protection(), 0, 4),
            some(exception(), 0, 4),
            some(number(), 0, 1),
            number())
        .as(WorkspaceRecipe::new);
  }

  /**
   * Workspaces with questions.
   *
   * @return with some twenty questions each
   */
  public static Arbitrary<Scenario> scenarios() {
    return workspaces()
        .flatMap(
            workspace ->
                some(questions(workspace), 1, 20)
                    .map(questions -> new Scenario(workspace, questions)));
  }

  /**
   * Questions that are likely to hit what a workspace says: mostly its subjects and names that
   * match its patterns, sometimes those of nobody.
   *
   * @param workspace any workspace
   * @return questions about it
   */
  public static Arbitrary<Question> questions(Workspace workspace) {
    Questions questions = new Questions(workspace);
    return Combinators.combine(
            number(),
            number(),
            number(),
            Arbitraries.of(Action.class),
            number(),
            number(),
            number())
        .as(Questions.Numbers::new)
        .map(questions::of);
  }

  private static Arbitrary<Integer> number() {
    return Arbitraries.integers()
        .between(0, 9999)
        .withDistribution(RandomDistribution.uniform())
        .withoutEdgeCases();
  }

  // Lists of every length are as likely, and the shortest are not tried more often than others.
  private static <T> Arbitrary<List<T>> some(Arbitrary<T> element, int least, int most) {
    return element
        .list()
        .ofMinSize(least)
        .ofMaxSize(most)
        .withSizeDistribution(RandomDistribution.uniform())
        .withoutEdgeCases();
  }

  private static Arbitrary<List<Integer>> numbers(int least, int most) {
    return some(number(), least, most);
  }

  private static Arbitrary<OrganizationRecipe> organization() {
    return Combinators.combine(
            numbers(1, 2), numbers(0, 3), Arbitraries.of(Role.class), Arbitraries.of(false, true))
        .as(OrganizationRecipe::new);
  }

  private static Arbitrary<TeamRecipe> team() {
    return Combinators.combine(number(), numbers(1, 4)).as(TeamRecipe::new);
  }

  private static Arbitrary<GrantRecipe> grant() {
    Arbitrary<Role> role = Arbitraries.of(Role.PULL, Role.PUSH, Role.MAINTAIN, Role.ADMIN);
    return Combinators.combine(role, numbers(1, 3), number()).as(GrantRecipe::new);
  }

  private static Arbitrary<RuleRecipe> rule() {
    return Combinators.combine(
            Combinators.combine(number(), numbers(0, 3)).as(PatternRecipe::new),
            Arbitraries.of(false, true),
            Arbitraries.of(false, true),
            some(grant(), 0, 3))
        .as(RuleRecipe::new);
  }

  private static Arbitrary<ProtectionRecipe> protection() {
    return Combinators.combine(
            number(),
            some(numbers(0, 2), 1, 2),
            numbers(1, 2),
            Arbitraries.of(Protection.Rule.class),
            Arbitraries.of(Protection.Enforcement.class),
            numbers(1, 2))
        .as(ProtectionRecipe::new);
  }

  private static Arbitrary<ExceptionRecipe> exception() {
    return Combinators.combine(number(), number(), numbers(1, 3), number())
        .as(ExceptionRecipe::new);
  }
}
