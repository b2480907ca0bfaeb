package dev.portwrit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.portwrit.architecture.Orders;
import dev.portwrit.architecture.PackageOrder;
import dev.portwrit.architecture.SourceComments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GatewayArchitectureTest {
  private static final JavaClasses GATEWAY =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("test-classes"))
          .importPackages("dev.portwrit.gateway", "dev.portwrit.embedded");

  private static final PackageOrder ORDER =
      new PackageOrder(Set.copyOf(Orders.ENGINE), Orders.ADMISSION_WEBHOOK);

  @Test
  void packages_ofTheGateway_useOnlyThoseBeforeThem() {
    assertThat(ORDER.violations(GATEWAY)).isEmpty();
  }

  @Test
  void whatIsPublic_hasAComment() throws IOException {
    assertThat(SourceComments.missing(Path.of("src/main/java"))).isEmpty();
  }
}
