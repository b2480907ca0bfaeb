package dev.portwrit.registry.ecr;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Place;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.registry.RegistryFindings;
import java.util.Map;

/** Whether ECR can have a repository of some name. */
final class EcrNames {
  // ECR API Reference, `CreateRepository`: `repositoryName`. The characters are those of names.
  private static final int SHORTEST = 2;
  private static final int LONGEST = 256;

  private EcrNames() {}

  /** Whether it can be there, besides those that are taken; reported if not. */
  static boolean check(
      EcrContext context,
      Place place,
      RepositoryName name,
      String nativeName,
      Map<String, RepositoryName> taken,
      RegistryFindings findings) {
    RepositoryName other = taken.get(nativeName);
    if (other != null && !other.equals(name)) {
      findings.error(
          place,
          Code.NATIVE_NAME,
          "`%s` and `%s` would both be `%s` in `%s`"
              .formatted(other, name, nativeName, context.registry().name()),
          "mend `prefix` of the registry");
      return false;
    }
    boolean possible =
        nativeName.length() >= SHORTEST
            && nativeName.length() <= LONGEST
            && RepositoryName.parse(nativeName).isPresent();
    if (!possible) {
      findings.error(
          place,
          Code.NATIVE_NAME,
          "ECR cannot have a repository of the name `" + nativeName + "`",
          "names there have 2 to 256 characters; rename it, or mend `prefix` of the registry");
    }
    return possible;
  }
}
