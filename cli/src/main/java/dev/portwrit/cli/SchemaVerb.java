package dev.portwrit.cli;

import dev.portwrit.language.PolicySchema;
import java.util.List;

/** {@code schema}: the JSON Schema of policy files, for editors. */
final class SchemaVerb implements Verb {
  @Override
  public String name() {
    return "schema";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public String summary() {
    return "print the JSON Schema of policy files";
  }

  @Override
  public List<String> formats() {
    return List.of("json");
  }

  @Override
  public boolean isOfPolicies() {
    return false;
  }

  @Override
  public ExitCode run(Invocation invocation) throws Failure {
    invocation.operands(0);
    invocation.console().print(PolicySchema.json());
    return ExitCode.YES;
  }
}
