package dev.portwrit.workload;

/**
 * How large a generated workspace is.
 *
 * @param organizations how many organizations share it
 * @param users how many people there are, each on the roster of one organization
 * @param teams how many teams there are
 * @param repositories how many repositories are declared
 * @param grants how many grants there are, a tenth of them on patterns
 * @param files about how many files there are
 */
public record WorkspaceSize(
    int organizations, int users, int teams, int repositories, int grants, int files) {
  /** The workspace that the figures are about. */
  public static final WorkspaceSize FIGURE =
      new WorkspaceSize(50, 20_000, 5_000, 100_000, 100_000, 2_000);

  /**
   * The workspace of the figures, made smaller in all its parts.
   *
   * @param grants how many grants it has, from 1,000 to 100,000
   * @return the size
   */
  public static WorkspaceSize ofGrants(int grants) {
    return new WorkspaceSize(
        Math.max(1, grants / 2_000),
        grants / 5,
        Math.max(5, grants / 20),
        grants,
        grants,
        Math.max(4, grants / 50));
  }
}
