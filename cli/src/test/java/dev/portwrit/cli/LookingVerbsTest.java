package dev.portwrit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookingVerbsTest {
  private static final Set<String> WRITE =
      Set.of("LiveWriter", "LiveRegistry", "ApplyRun", "Applying");

  @ParameterizedTest
  @ValueSource(
      classes = {
        CompileVerb.class,
        PlanVerb.class,
        DriftVerb.class,
        ImportVerb.class,
        LiveWork.class
      })
  void verbsThatOnlyLook_holdNothingThatWrites(Class<?> verb) {
    assertThat(new ClassFileImporter().importClass(verb).getDirectDependenciesFromSelf())
        .as("without any the test would show nothing")
        .isNotEmpty()
        .noneMatch(uses -> WRITE.contains(uses.getTargetClass().getSimpleName()));
  }
}
