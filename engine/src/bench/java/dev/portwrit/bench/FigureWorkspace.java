package dev.portwrit.bench;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.decision.Question;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Action;
import dev.portwrit.policy.Subject;
import dev.portwrit.policy.Workspace;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.reference.Tag;
import dev.portwrit.workload.LargeWorkspace;
import dev.portwrit.workload.WorkspaceSize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The workspace of the figures, with questions as a gateway asks them. */
public final class FigureWorkspace {
  /** When the questions are asked. */
  public static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  private static final List<String> TAGS = List.of("v1.4.2", "latest", "stable", "release-7", "pr-12");

  private FigureWorkspace() {}

  /**
   * Generates and compiles a workspace.
   *
   * @param grants how many grants it has
   * @return the checked workspace
   */
  public static Workspace ofGrants(int grants) {
    return new PolicyCompiler(Set.of())
        .compile(LargeWorkspace.files(WorkspaceSize.ofGrants(grants), 1))
        .workspace()
        .orElseThrow();
  }

  /**
   * Questions about it: people and services, two thirds of them about a repository in which they
   * are granted something, the rest about any; more than half pulls, half with a tag.
   *
   * @param workspace the workspace
   * @param count how many
   * @return the same for the same workspace
   */
  public static List<Question> questions(Workspace workspace, int count) {
    PolicyIndex index = PolicyIndex.of(workspace);
    Random random = new Random(count);
    List<Subject> individuals = index.memberships().individuals();
    List<RepositoryName> names =
        workspace.repositories().stream()
            .filter(rule -> rule.declared())
            .map(rule -> new RepositoryName(rule.pattern().value()))
            .toList();
    List<Question> questions = new ArrayList<>();
    while (questions.size() < count) {
      RepositoryName name = pick(names, random);
      Subject subject = pick(individuals, random);
      if (random.nextInt(3) > 0) {
        var reaching = index.entitlementsOn(name);
        if (!reaching.isEmpty()) {
          List<Subject> inIt =
              index.memberships().individualsIn(pick(reaching, random).subject());
          subject = inIt.isEmpty() ? subject : pick(inIt, random);
        }
      }
      Action action = random.nextBoolean() ? Action.PULL : pick(List.of(Action.values()), random);
      Optional<Tag> tag =
          random.nextBoolean() ? Optional.of(new Tag(pick(TAGS, random))) : Optional.empty();
      questions.add(
          new Question(
              subject,
              action,
              name,
              tag,
              NOW));
    }
    return List.copyOf(questions);
  }

  private static <T> T pick(List<T> some, Random random) {
    return some.get(random.nextInt(some.size()));
  }
}
