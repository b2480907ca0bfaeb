package dev.portwrit.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Packages in their one written order: each may use those before it and none behind it, so that no
 * cycle is possible.
 */
public final class PackageOrder {
  private static final String ROOT = "dev.portwrit.";

  private final List<String> packages;
  private final Set<String> below;

  /**
   * An order.
   *
   * @param below packages that stand below all of it, such as those of another module
   * @param packages names below {@code dev.portwrit}, the lowest first
   */
  public PackageOrder(Set<String> below, List<String> packages) {
    this.below = Set.copyOf(below);
    this.packages = List.copyOf(packages);
  }

  /**
   * The uses that break the order, and the classes that stand in no package of it.
   *
   * @param classes what to look at
   * @return a line each, sorted
   */
  public List<String> violations(JavaClasses classes) {
    return classes.stream()
        .flatMap(one -> one.getDirectDependenciesFromSelf().stream())
        .flatMap(dependency -> violation(dependency).stream())
        .distinct()
        .sorted()
        .toList();
  }

  private Optional<String> violation(Dependency dependency) {
    JavaClass from = dependency.getOriginClass();
    JavaClass to = dependency.getTargetClass();
    int user = place(from);
    if (user < 0) {
      return Optional.of(from.getPackageName() + " stands in no written order");
    }
    if (!to.getPackageName().startsWith(ROOT)) {
      return Optional.empty();
    }
    int used = place(to);
    return !below.contains(name(to)) && (used < 0 || used > user)
        ? Optional.of(packages.get(user) + " uses " + to.getPackageName() + ": " + from.getName())
        : Optional.empty();
  }

  private int place(JavaClass one) {
    return packages.indexOf(name(one));
  }

  private static String name(JavaClass one) {
    String name = one.getPackageName();
    return name.startsWith(ROOT) ? name.substring(ROOT.length()) : name;
  }
}
