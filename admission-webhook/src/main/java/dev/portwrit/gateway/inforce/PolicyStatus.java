package dev.portwrit.gateway.inforce;

/**
 * How the policy in force stands to its workspace.
 *
 * @param isCurrent whether the newest state of the workspace is in force, as far as is known
 * @param text one line for people, such as what {@code /readyz} says
 */
public record PolicyStatus(boolean isCurrent, String text) {}
