package dev.portwrit.source;

import dev.portwrit.diagnostic.Code;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/**
 * A bare copy of a remote repository in the cache. Processes and threads that fetch the same remote
 * take turns by a lock file; readers need no lock. The copy may be deleted at any time.
 */
final class RemoteCopy implements Repositories {
  // Of HEAD, Git's protocol 2 tells only when asked, which JGit does only until there is one here.
  // A pattern, because a name that is not there would be an error.
  private static final List<RefSpec> BRANCHES_TAGS_AND_HEAD =
      List.of(
          new RefSpec("+refs/heads/*:refs/heads/*"),
          new RefSpec("+refs/tags/*:refs/tags/*"),
          new RefSpec("+HEA*:refs/upstream/HEA*"));

  /** File locks belong to the process: threads need one of their own. */
  private static final Map<Path, ReentrantLock> TURNS = new ConcurrentHashMap<>();

  private final RemoteAddress address;
  private final SourceEnvironment environment;
  private final Path directory;
  private @Nullable Repository repository;
  private @Nullable Object openedKey;
  private boolean fetched;

  RemoteCopy(RemoteAddress address, SourceEnvironment environment) {
    this.address = address;
    this.environment = environment;
    this.directory = environment.cache().resolve(name(address.place()) + ".git");
  }

  /** Fetches the first time, so that nobody reads an old copy without knowing. */
  @Override
  public synchronized Repository open() throws IOException, SourceException {
    if (!fetched || !isIntact()) {
      fetch();
    }
    return copy();
  }

  /** The copy on disk; opened again if somebody put another one there. */
  private Repository copy() throws IOException {
    Object key = Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
    Repository opened = repository;
    if (opened == null || !Objects.equals(key, openedKey)) {
      close();
      opened = GitProcess.open(directory);
      repository = opened;
      openedKey = key;
    }
    return opened;
  }

  @Override
  public synchronized Optional<Repository> held() throws IOException {
    return isIntact() ? Optional.of(copy()) : Optional.empty();
  }

  @Override
  public synchronized void keep(String commitId) throws IOException {
    KeptCommits.add(copy(), ObjectId.fromString(commitId));
  }

  @Override
  public synchronized void fetch() throws SourceException {
    ReentrantLock turn = TURNS.computeIfAbsent(directory, path -> new ReentrantLock());
    turn.lock();
    try {
      Files.createDirectories(environment.cache());
      Path lockFile = environment.cache().resolve(directory.getFileName() + ".lock");
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (!isIntact()) {
          create(lock);
        }
        fetchAlone(copy(), lock);
      }
      fetched = true;
    } catch (IOException failed) {
      throw new SourceException(
          Code.SOURCE_UNREADABLE,
          "cannot keep a copy in `" + PathText.line(directory.toString()) + "`: " + reason(failed),
          "set `XDG_CACHE_HOME` to a folder that can be written",
          failed);
    } finally {
      turn.unlock();
    }
  }

  private void fetchAlone(Repository copy, FileLock lock) throws IOException, SourceException {
    assert lock.isValid();
    GitProcess.keepSmall(copy);
    URIish uri = uri();
    Credentials credentials = new Credentials(environment, uri);
    try (Transport transport = Transport.open(copy, uri)) {
      transport.setTimeout((int) Math.max(1, environment.timeout().toSeconds()));
      transport.setCredentialsProvider(credentials);
      transport.setRemoveDeletedRefs(true);
      transport.setTagOpt(TagOpt.NO_TAGS);
      if (transport instanceof SshTransport ssh) {
        ssh.setSshSessionFactory(SshSessions.of(environment));
      }
      FetchResult result = transport.fetch(NullProgressMonitor.INSTANCE, BRANCHES_TAGS_AND_HEAD);
      RemoteHead.follow(copy, result);
    } catch (IOException | RuntimeException failed) {
      if (!isIntact()) {
        throw new IOException("the copy was deleted meanwhile", failed);
      }
      throw FetchFailure.of(address, credentials, failed);
    }
  }

  private URIish uri() throws IOException, SourceException {
    try {
      if (address.url().startsWith("file:")) {
        // JGit does not decode %20 and the like in such a URL; a path it takes as it is.
        @Nullable String path = new URI(address.url()).getPath();
        if (path == null) {
          throw new URISyntaxException(address.url(), "no path");
        }
        GitProcess.prepare(Path.of(path));
        return new URIish().setScheme("file").setPath(Path.of(path).toString());
      }
      return new URIish(address.url());
    } catch (URISyntaxException | IllegalArgumentException odd) {
      throw new SourceException(
          Code.SOURCE_UNKNOWN,
          "`" + address.masked() + "` is not an address",
          "write it such as `https://host/path.git`",
          odd);
    }
  }

  private boolean isIntact() {
    return Files.exists(directory.resolve("HEAD")) && Files.exists(directory.resolve("objects"));
  }

  /** Made aside and put in place at once, so that a reader never meets half a repository. */
  private void create(FileLock lock) throws IOException {
    assert lock.isValid();
    Path aside = directory.resolveSibling(directory.getFileName() + "." + UUID.randomUUID());
    if (Files.exists(directory)) {
      Files.move(directory, aside, StandardCopyOption.ATOMIC_MOVE);
      Folders.delete(aside);
    }
    GitProcess.create(aside);
    Files.move(aside, directory, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public synchronized void close() {
    if (repository != null) {
      repository.close();
      repository = null;
    }
  }

  private static String reason(IOException failed) {
    return PathText.line(String.valueOf(failed.getMessage()));
  }

  private static String name(String place) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(place.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
