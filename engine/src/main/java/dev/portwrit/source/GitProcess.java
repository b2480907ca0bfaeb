package dev.portwrit.source;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Opens repositories without the side effects that JGit has by default: it would measure the clock
 * of the file system with probe files in the repository it reads, note the result in the home of
 * the user, and start {@code git} to ask where the configuration of the machine lies.
 */
final class GitProcess {
  private static final int MOST_PACKS = 20;
  private static final Settings SETTINGS = new Settings();

  static {
    SystemReader.setInstance(new Reader(SystemReader.getInstance()));
  }

  private GitProcess() {}

  /**
   * Opens a repository.
   *
   * @param gitDirectory a bare repository, {@code .git}, or the private folder of a linked working
   *     tree
   */
  static Repository open(Path gitDirectory) throws IOException {
    SETTINGS.assumeCoarseClock(gitDirectory);
    return new FileRepositoryBuilder().setGitDir(gitDirectory.toFile()).setMustExist(true).build();
  }

  /** Keeps JGit from trying out the file system of a repository that it opens by itself. */
  static void prepare(Path place) throws IOException {
    SETTINGS.assumeCoarseClock(place);
  }

  /** Makes an empty bare repository. */
  static void create(Path directory) throws IOException {
    SETTINGS.assumeCoarseClock(directory);
    try (Repository repository =
        new FileRepositoryBuilder().setGitDir(directory.toFile()).setBare().build()) {
      repository.create(true);
    }
  }

  /**
   * Lets fetches keep a copy small, each before it returns and not behind its back: every fetch
   * that brings something adds a pack, which has a descriptor and its index in memory. JGit by
   * itself packs from the fiftieth on, and keeps what it replaced for an hour; a reader that misses
   * a pack looks for the new one.
   */
  static void keepSmall(Repository copy) {
    Config config = copy.getConfig();
    config.setBoolean("gc", null, "autoDetach", false);
    config.setInt("gc", null, "autoPackLimit", MOST_PACKS);
    config.setString("gc", null, "prunePackExpire", "now");
    config.setBoolean("pack", null, "buildBitmaps", false);
  }

  /** The machine as JGit sees it: with settings of our own, and without asking {@code git}. */
  private static final class Reader extends SystemReader.Delegate {
    private static final String MACHINE_SETTINGS = "/etc/gitconfig";

    Reader(SystemReader delegate) {
      super(delegate);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
      return SETTINGS;
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
      boolean wanted = getenv("GIT_CONFIG_NOSYSTEM") == null;
      File file = new File(MACHINE_SETTINGS);
      return wanted && file.isFile() ? new FileBasedConfig(parent, file, fs) : SETTINGS;
    }
  }

  /** Settings that live in memory. */
  private static final class Settings extends FileBasedConfig {
    Settings() {
      super(new File("none"), FS.DETECTED);
    }

    @Override
    public void load() throws IOException, ConfigInvalidException {}

    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }

    /** What JGit would find out by writing: here its own cautious guess for any file system. */
    synchronized void assumeCoarseClock(Path directory) throws IOException {
      Path existing = directory;
      while (!Files.exists(existing) && existing.getParent() != null) {
        existing = existing.getParent();
      }
      String key =
          System.getProperty("java.vendor")
              + '|'
              + System.getProperty("java.version")
              + '|'
              + Files.getFileStore(existing).name();
      setString("filesystem", key, "timestampResolution", "2 seconds");
      setString("filesystem", key, "minRacyThreshold", "0 nanoseconds");
    }
  }
}
