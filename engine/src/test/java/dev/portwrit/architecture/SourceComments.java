package dev.portwrit.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Finds what is public in a source tree and has no comment. */
public final class SourceComments {
  private SourceComments() {}

  /**
   * The public types, constructors and methods without a documentation comment, and the packages
   * without a page of their own.
   *
   * @param sources the root of a source tree
   * @return a line each
   */
  public static List<String> missing(Path sources) throws IOException {
    List<String> missing = new ArrayList<>(packagesWithoutPage(sources));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> paths = Files.walk(sources)) {
      List<Path> javaFiles = paths.filter(path -> path.toString().endsWith(".java")).toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(javaFiles));
      for (CompilationUnitTree unit : task.parse()) {
        new Finder(DocTrees.instance(task), missing).scan(unit, null);
      }
    }
    return missing;
  }

  private static List<String> packagesWithoutPage(Path sources) throws IOException {
    try (Stream<Path> paths = Files.walk(sources)) {
      return paths
          .filter(path -> path.toString().endsWith(".java"))
          .map(Path::getParent)
          .distinct()
          .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
          .map(folder -> "no package-info.java in " + sources.relativize(folder))
          .toList();
    }
  }

  private static final class Finder extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final DocTrees comments;
    private final List<String> missing;

    private Finder(DocTrees comments, List<String> missing) {
      this.comments = comments;
      this.missing = missing;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
      if (!isPublic(type.getModifiers(), getCurrentPath())) {
        return null; // what a hidden type contains is hidden, too
      }
      check(type.getSimpleName().toString());
      return super.visitClass(type, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
      boolean inherits =
          method.getModifiers().getAnnotations().stream()
              .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
      if (!inherits && isPublic(method.getModifiers(), getCurrentPath())) {
        check(method.getName().toString());
      }
      return null;
    }

    private void check(String name) {
      if (comments.getDocComment(getCurrentPath()) == null) {
        String file = getCurrentPath().getCompilationUnit().getSourceFile().getName();
        missing.add("no comment on " + name + " in " + file);
      }
    }

    // Members of an interface are public without the word.
    private static boolean isPublic(ModifiersTree modifiers, TreePath path) {
      Tree parent = path.getParentPath().getLeaf();
      boolean inInterface = parent.getKind() == Tree.Kind.INTERFACE;
      return modifiers.getFlags().contains(Modifier.PUBLIC)
          || (inInterface && !modifiers.getFlags().contains(Modifier.PRIVATE));
    }
  }
}
