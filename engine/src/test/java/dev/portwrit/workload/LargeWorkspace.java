package dev.portwrit.workload;

import dev.portwrit.source.PolicyFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The policy files of many organizations. Each organization has a file of its own with its roster,
 * its services and its protections, some files of teams, and many of repositories.
 */
public final class LargeWorkspace {
  private static final int AREAS = 20;
  private static final String[] ROLES = {
    "pull", "pull", "push", "push", "push", "maintain", "admin"
  };

  private static final Instant LAST_END = Instant.parse("2030-07-01T00:00:00Z");

  private final WorkspaceSize size;
  private final Random random;
  private final int ends;
  private final List<PolicyFile> files = new ArrayList<>();
  private int ending;

  private LargeWorkspace(WorkspaceSize size, long seed, int ends) {
    this.size = size;
    this.random = new Random(seed);
    this.ends = ends;
  }

  /**
   * Generates a workspace without a problem.
   *
   * @param size how large it is
   * @param seed the same seed gives the same bytes
   * @return its files
   */
  public static List<PolicyFile> files(WorkspaceSize size, long seed) {
    return files(size, seed, 1);
  }

  /**
   * Generates a workspace without a problem, of which one of twenty grants ends.
   *
   * @param size how large it is
   * @param seed the same seed gives the same bytes
   * @param ends at how many instants grants end, an hour apart
   * @return its files
   */
  public static List<PolicyFile> files(WorkspaceSize size, long seed, int ends) {
    LargeWorkspace workspace = new LargeWorkspace(size, seed, ends);
    workspace.write("portwrit.yaml", "version: 1\nremoval-budget: 25\n");
    for (int i = 0; i < size.organizations(); i++) {
      workspace.writeOrganization(i);
    }
    return List.copyOf(workspace.files);
  }

  private void writeOrganization(int i) {
    String name = organization(i);
    int users = size.users() / size.organizations();
    int teams = Math.max(1, size.teams() / size.organizations());
    int services = Math.max(1, teams / 5);
    StringBuilder text = new StringBuilder();
    text.append("organization: ").append(name).append("\nowners: [").append(user(i, 0));
    text.append("]\nmembers:\n");
    for (int user = 1; user < users; user++) {
      text.append("  - ").append(user(i, user)).append('\n');
    }
    text.append("default: ").append(i % 3 == 0 ? "pull" : "none").append('\n');
    for (int service = 0; service < services; service++) {
      text.append("---\nservice: ").append(service(service)).append('\n');
    }
    writeProtections(name, text);
    write(name + "/organization.yaml", text.toString());
    writeTeams(i, users, teams, services);
    writeRepositories(i, users, teams, services);
  }

  private static void writeProtections(String name, StringBuilder text) {
    text.append(
        """
        ---
        protection: %1$s/releases
        repositories: [%1$s/**]
        tags: [v*]
        rule: immutable
        ---
        protection: %1$s/stable
        repositories: [%1$s/area-00/**, %1$s/area-01/*]
        tags: [stable, release-*]
        rule: restricted
        to: [team:team-000]
        """
            .formatted(name));
  }

  private void writeTeams(int organization, int users, int teams, int services) {
    int fileCount = Math.min(5, Math.max(1, teams / 20));
    for (int file = 0; file < fileCount; file++) {
      StringBuilder text = new StringBuilder();
      for (int team = file; team < teams; team += fileCount) {
        text.append(text.isEmpty() ? "" : "---\n");
        text.append("team: ").append(organization(organization)).append('/').append(team(team));
        text.append("\nmembers: [service:").append(service(random.nextInt(services)));
        for (int i = 0; i < 8; i++) {
          text.append(", ").append(user(organization, random.nextInt(users)));
        }
        // A team contains only teams with higher numbers: there is no cycle.
        if (team + 1 < teams && random.nextInt(4) == 0) {
          int inner = team + 1 + random.nextInt(Math.min(10, teams - team - 1));
          text.append(", team:").append(team(inner));
        }
        text.append("]\n");
      }
      write(organization(organization) + "/teams/part-" + file + ".yaml", text.toString());
    }
  }

  private void writeRepositories(int organization, int users, int teams, int services) {
    int repositories = size.repositories() / size.organizations();
    int grants = size.grants() / size.organizations();
    int patterns = grants / 10;
    int fileCount = Math.max(1, size.files() / size.organizations() - 6);
    for (int file = 0; file < fileCount; file++) {
      StringBuilder text = new StringBuilder();
      for (int i = file; i < repositories; i += fileCount) {
        text.append(text.isEmpty() ? "" : "---\n");
        text.append("repository: ").append(repository(organization, i)).append('\n');
        // Nine grants on ten repositories, and the tenth on a pattern.
        if (i % 10 != 0) {
          text.append("grants:\n");
          appendGrant(text, organization, users, teams, services);
        }
      }
      for (int i = file; i < patterns; i += fileCount) {
        text.append("---\nrepositories: ").append(pattern(organization, i)).append("\ngrants:\n");
        appendGrant(text, organization, users, teams, services);
      }
      write(
          String.format(
              Locale.ROOT, "%s/repositories/part-%03d.yaml", organization(organization), file),
          text.toString());
    }
  }

  private void appendGrant(
      StringBuilder text, int organization, int users, int teams, int services) {
    String role = ROLES[random.nextInt(ROLES.length)];
    text.append("  - {role: ").append(role).append(", to: [");
    int kind = random.nextInt(20);
    if (kind < 14) {
      text.append("team:").append(team(random.nextInt(teams)));
    } else if (kind < 17) {
      text.append("user:").append(user(organization, random.nextInt(users)));
    } else if (kind < 19) {
      text.append("service:").append(service(random.nextInt(services)));
    } else {
      text.append("organization:").append(organization(organization));
    }
    text.append(random.nextInt(20) == 0 ? "], expires: " + end() + "}\n" : "]}\n");
  }

  private String end() {
    int before = ending++ % ends;
    return before == 0 ? "2030-06-30" : LAST_END.minus(Duration.ofHours(before)).toString();
  }

  private String pattern(int organization, int i) {
    String name = organization(organization);
    return switch (i % 4) {
      case 0 -> String.format(Locale.ROOT, "%s/area-%02d/**", name, i % AREAS);
      case 1 -> String.format(Locale.ROOT, "%s/area-%02d/app-%02d*", name, i % AREAS, i % 100);
      case 2 -> String.format(Locale.ROOT, "%s/*/app-%05d", name, random.nextInt(100_000));
      default -> String.format(Locale.ROOT, "%s/area-%02d/*-%03d", name, i % AREAS, i % 1000);
    };
  }

  private static String repository(int organization, int i) {
    return String.format(
        Locale.ROOT, "%s/area-%02d/app-%05d", organization(organization), i % AREAS, i);
  }

  private static String organization(int i) {
    return String.format(Locale.ROOT, "org-%03d", i);
  }

  private static String user(int organization, int i) {
    return String.format(Locale.ROOT, "user-%03d-%04d", organization, i);
  }

  private static String team(int i) {
    return String.format(Locale.ROOT, "team-%03d", i);
  }

  private static String service(int i) {
    return String.format(Locale.ROOT, "ci-%03d", i);
  }

  private void write(String path, String text) {
    files.add(PolicyFile.of(path, text));
  }
}
