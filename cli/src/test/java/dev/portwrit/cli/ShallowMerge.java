package dev.portwrit.cli;

import dev.portwrit.source.RealGit;
import java.nio.file.Path;

/**
 * A merge whose branch a shallow clone cuts off, though the first-parent line is whole: one commit
 * there, and three on the branch, of which the first lets bob in.
 */
final class ShallowMerge {
  private ShallowMerge() {}

  /** A clone of a working tree that has one commit. */
  static Path cloneOf(RealGit git, String acmeWithBob, Path target, int depth) {
    git.run("checkout", "--quiet", "-b", "change");
    git.at("2026-02-01T10:00:00Z").write("acme.yaml", acmeWithBob).commit("Let bob in");
    git.at("2026-02-02T10:00:00Z").write("one.yaml", "service: acme/one\n").commit("One");
    git.at("2026-02-03T10:00:00Z").write("two.yaml", "service: acme/two\n").commit("Two");
    git.run("checkout", "--quiet", "main");
    git.at("2026-02-04T10:00:00Z");
    git.run("merge", "--quiet", "--no-ff", "-m", "Merge", "change");
    String url = "file://" + git.folder();
    git.run("clone", "--quiet", "--depth", Integer.toString(depth), url, target.toString());
    return target;
  }
}
