package dev.portwrit.source;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.diagnostic.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers the files of one state, refuses what may not be there, and keeps the limits. */
final class Harvest {
  private final SourceLimits limits;
  private final List<PolicyFile> files = new ArrayList<>();
  private final List<PolicyFile> tests = new ArrayList<>();
  private final List<PolicyFile> guardrails = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private int entries;
  private long totalBytes;
  private boolean full;

  Harvest(SourceLimits limits) {
    this.limits = limits;
  }

  /** Counts a name in a folder; false when enough were seen and the search has to end. */
  boolean isNextEntryTaken(String path) {
    if (++entries > limits.entries()) {
      overflow(
          Code.FOLDERS_TOO_LARGE,
          path,
          "there are more than " + limits.entries() + " files and folders");
    }
    return !full;
  }

  /** Whether the folder is entered; too deep a one is refused. */
  boolean isEntered(String folder) {
    if (!PolicyPaths.isEntered(folder)) {
      return false;
    }
    if (folder.chars().filter(c -> c == '/').count() >= limits.depth()) {
      refuse(
          Code.FOLDERS_TOO_LARGE,
          folder,
          "folders nest deeper than " + limits.depth(),
          "put policies nearer to the root");
      return false;
    }
    return true;
  }

  /** Whether a file of that size is read; one that is policy and too large is refused. */
  boolean isRead(String path, long size) {
    if (full || PolicyPaths.of(path) == PolicyPaths.Area.NONE) {
      return false;
    }
    if (size > limits.fileBytes()) {
      refuse(
          Code.FILE_TOO_LARGE,
          path,
          "the file has " + size + " bytes, more than " + limits.fileBytes(),
          "split it into several files");
      return false;
    }
    if (files.size() + tests.size() + guardrails.size() >= limits.files()) {
      overflow(
          Code.TOO_MANY_FILES, path, "the workspace has more than " + limits.files() + " files");
    } else if (totalBytes + size > limits.totalBytes()) {
      overflow(
          Code.WORKSPACE_TOO_LARGE,
          path,
          "the workspace has more than " + limits.totalBytes() + " bytes");
    }
    return !full;
  }

  void add(PolicyFile file) {
    totalBytes += file.content().length;
    switch (PolicyPaths.of(file.path())) {
      case POLICY -> files.add(file);
      case TEST -> tests.add(file);
      case GUARDRAIL -> guardrails.add(file);
      case NONE -> throw new IllegalArgumentException("not to be read: " + file.path());
    }
  }

  void refuseSymbolicLink(String path) {
    refuse(
        Code.SYMBOLIC_LINK,
        path,
        "symbolic links are not followed",
        "put a file or a folder in its place, or give it a name that starts with a dot");
  }

  void refuseSubmodule(String path) {
    refuse(
        Code.SUBMODULE,
        path,
        "another repository within the workspace is not read",
        "keep the policies of a workspace in one repository");
  }

  void refuseSpecialFile(String path) {
    refuse(Code.SPECIAL_FILE, path, "this is neither a file nor a folder", "remove it");
  }

  void refuseName(String shownPath) {
    refuse(
        Code.PATH_TEXT,
        shownPath,
        "the name is not UTF-8 text or has control characters",
        "rename it");
  }

  private void refuse(Code code, String path, String message, String help) {
    diagnostics.add(
        new Diagnostic(
            Optional.of(new Place(path, 1, 1)), Severity.ERROR, code, message, Optional.of(help)));
  }

  private void overflow(Code code, String path, String message) {
    if (!full) {
      full = true;
      refuse(code, path, message, "keep policies apart from other files, or split the workspace");
    }
  }

  /** What was refused so far. */
  List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }

  /** Whether the file that makes a folder a workspace was there, be it refused. */
  boolean hasRootFile() {
    return files.stream().anyMatch(file -> file.path().equals(PolicyPaths.ROOT_FILE))
        || diagnostics.stream()
            .flatMap(problem -> problem.place().stream())
            .anyMatch(place -> place.file().equals(PolicyPaths.ROOT_FILE));
  }

  Snapshot finish(String origin, @Nullable CommitInfo commit, @Nullable Instant asOf) {
    for (List<PolicyFile> list : List.of(files, tests, guardrails)) {
      Collections.sort(list);
      PathCase.clashes(list)
          .forEach(
              (path, clash) ->
                  refuse(
                      Code.PATH_CASE,
                      path,
                      clash,
                      "rename one: on some machines they are the same file"));
    }
    Collections.sort(diagnostics);
    return new Snapshot(
        origin,
        Optional.ofNullable(commit),
        Optional.ofNullable(asOf),
        files,
        tests,
        guardrails,
        diagnostics);
  }
}
