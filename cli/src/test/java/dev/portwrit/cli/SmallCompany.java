package dev.portwrit.cli;

import java.nio.file.Path;

/** The example that most tests ask. */
final class SmallCompany {
  static final Path FOLDER = Path.of("../examples/small-company").toAbsolutePath().normalize();

  private SmallCompany() {}

  static Command command() {
    return Command.in(FOLDER);
  }
}
