package dev.portwrit.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.portwrit.source.PolicyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class PolicySchemaTest {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Schema SCHEMA = REGISTRY.getSchema(PolicySchema.json(), InputFormat.JSON);

  @Test
  void json_isASchema() throws IOException {
    Schema ofSchemas =
        REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    assertThat(ofSchemas.validate(new ObjectMapper().readTree(PolicySchema.json()))).isEmpty();
  }

  @Test
  void json_twice_isTheSame() {
    assertThat(PolicySchema.json()).isEqualTo(PolicySchema.json()).endsWith("}\n");
  }

  @ParameterizedTest
  @MethodSource("dev.portwrit.language.ExampleWorkspaces#folders")
  void schema_ofExamples_findsNothing(Path folder) {
    for (PolicyFile file : ExampleWorkspaces.files(folder)) {
      for (JsonNode document : documents(file)) {
        assertThat(SCHEMA.validate(document)).as(file.path()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("casesOfNames")
  void schema_ofCasesAboutNames_findsNothing(GoldenCase one) {
    for (PolicyFile file : one.files()) {
      for (JsonNode document : documents(file)) {
        assertThat(SCHEMA.validate(document)).as(document.toString()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{team: acme/pay, member: [bob]}",
        "{teams: acme/pay}",
        "{organization: acme, team: acme/pay}",
        "{repository: acme/a, grants: [{role: pull, to: ['user:bob'], until: 2027-01-01}]}",
        "{repositories: acme/*, visibility: public}",
        "{version: 1, guardrails: {standards: []}}",
        "{registry: hub, type: docker-hub, repositories: ['acme/*'], credentials: {key: 'env:A'}}",
        "{members: [bob]}",
        "[]",
        "team",
        "{team: acme/pay, members: bob}",
        "{team: acme/pay, members: [null]}",
        "{team: [acme/pay]}",
        "{team: acme/pay/api}",
        "{version: 2}",
        "{organization: acme, default: read}",
        "{repository: acme/a, grants: [{role: none, to: ['user:bob']}]}",
        "{repository: acme/a, grants: [{role: pull, to: []}]}",
        "{repository: acme/a, grants: [{role: pull}]}",
        "{repository: acme/a, grants: [{role: pull, to: [bob]}]}",
        "{protection: acme/p, repositories: ['acme/**'], tags: ['v*'], rule: frozen}",
        "{exception: acme/x, protection: acme/p, repositories: [acme/a], tags: [v1], to: ['user:b'],"
            + " expires: soon, reason: x}",
        "{registry: r, type: zot, repositories: ['acme/*'], credentials: {token: hunter2}}",
      })
  void schema_ofWhatTheCompilerRefuses_findsSomething(String yaml) {
    PolicyFile file = PolicyFile.of("portwrit.yaml", yaml);

    assertThat(documents(file)).allSatisfy(one -> assertThat(SCHEMA.validate(one)).isNotEmpty());
    assertThat(new PolicyCompiler(Set.of()).compile(List.of(file)).problems())
        .anyMatch(problem -> problem.code().toString().startsWith("PW01"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{version: 1}",
        "{version: '1', removal-budget: 25}",
        "{version: 1, removal-budget: 5%}",
        "{version: 1, require-signed: ['"
            + "ssh-ed25519 "
            + "AAAAC3NzaC1lZDI1NTE5AAAAIDfCeps0NPTjMAhUqVUu+mcQg3xigllC7dReVDrgwhmC"
            + " ada@acme.example']}",
        "{user: 123, description: 1.10}",
        "{registry: r, type: zot, url: 'http://a:1', repositories: ['acme/*'], gateway: true}",
        "{registry: e, type: ecr, account: 123456789012, region: eu-west-1, repositories: ['a/*']}",
        "{registry: e, type: ecr, account: 123456789012, region: eu-west-1, repositories: ['a/*'], "
            + "exclusive: true, engine: 'arn:aws:iam::123456789012:role/a/b', resource-tags: {a: b}}",
      })
  void schema_ofTextThatYamlReadsAsSomethingElse_findsNothing(String yaml) {
    assertThat(documents(PolicyFile.of("a.yaml", yaml)))
        .allSatisfy(one -> assertThat(SCHEMA.validate(one)).isEmpty());
  }

  static List<GoldenCase> casesOfNames() {
    return GoldenCase.all().stream().filter(one -> one.code().compareTo("PW03") > 0).toList();
  }

  /** The documents as an editor sees them: with the types that YAML gives to plain text. */
  private static List<JsonNode> documents(PolicyFile file) {
    Load load = new Load(LoadSettings.builder().build());
    String text = new String(file.content(), StandardCharsets.UTF_8);
    List<JsonNode> documents = new ArrayList<>();
    for (Object document : load.loadAllFromString(text)) {
      documents.add(new ObjectMapper().valueToTree(document));
    }
    return documents;
  }
}
