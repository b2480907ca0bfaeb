package dev.portwrit.model;

import dev.portwrit.decision.Question;
import dev.portwrit.policy.Workspace;
import java.util.List;

/**
 * A workspace with questions that are likely to hit what it says.
 *
 * @param workspace checked, with the places of its {@linkplain WorkspaceText text}
 * @param questions at least one
 */
public record Scenario(Workspace workspace, List<Question> questions) {}
