package dev.portwrit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EngineArchitectureTest {
  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("test-classes"))
          .importPackages("dev.portwrit");

  private static final PackageOrder ORDER = new PackageOrder(Set.of(), Orders.ENGINE);

  @Test
  void packages_ofTheEngine_useOnlyThoseBeforeThem() {
    assertThat(ENGINE).isNotEmpty();
    assertThat(ORDER.violations(ENGINE)).isEmpty();
  }

  @Test
  void plan_holdsNothingThatWritesToARegistry() {
    List<String> writing =
        ENGINE.stream()
            .filter(one -> one.getPackageName().equals("dev.portwrit.plan"))
            .flatMap(one -> one.getDirectDependenciesFromSelf().stream())
            .filter(
                uses ->
                    Set.of("LiveWriter", "LiveRegistry")
                        .contains(uses.getTargetClass().getSimpleName()))
            .map(Object::toString)
            .toList();
    assertThat(writing).isEmpty();
  }

  @Test
  void publicApi_ofTheEngine_showsNoTypeOfALibrary() {
    List<String> shown =
        ENGINE.stream()
            .filter(EngineArchitectureTest::isPublic)
            .flatMap(EngineArchitectureTest::typesThatItShows)
            .distinct()
            .sorted()
            .toList();
    assertThat(shown).isEmpty();
  }

  private static boolean isPublic(JavaClass one) {
    return one.getModifiers().contains(JavaModifier.PUBLIC)
        && one.getEnclosingClass().map(EngineArchitectureTest::isPublic).orElse(true);
  }

  private static Stream<String> typesThatItShows(JavaClass one) {
    Stream<String> above =
        Stream.concat(one.getRawSuperclass().stream(), one.getRawInterfaces().stream())
            .filter(EngineArchitectureTest::isOfALibrary)
            .map(type -> one.getName() + " extends " + type.getName());
    Stream<String> members =
        Stream.concat(one.getMethods().stream(), one.getConstructors().stream())
            .filter(member -> isShown(member.getModifiers()))
            .flatMap(
                unit ->
                    unit.getAllInvolvedRawTypes().stream()
                        .map(JavaClass::getBaseComponentType)
                        .filter(EngineArchitectureTest::isOfALibrary)
                        .map(type -> unit.getFullName() + " shows " + type.getName()));
    Stream<String> fields =
        one.getFields().stream()
            .filter(field -> isShown(field.getModifiers()))
            .filter(field -> isOfALibrary(field.getRawType()))
            .map(JavaMember::getFullName);
    return Stream.of(above, members, fields).flatMap(all -> all);
  }

  private static boolean isShown(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static boolean isOfALibrary(JavaClass type) {
    String name = type.getPackageName();
    return !type.isPrimitive() && !name.startsWith("java.") && !name.startsWith("dev.portwrit");
  }
}
