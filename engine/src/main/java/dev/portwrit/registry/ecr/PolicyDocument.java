package dev.portwrit.registry.ecr;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * An IAM policy document, of a repository, a registry or an identity.
 *
 * <p>Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 *
 * @param id its name, without meaning; empty where it has none
 * @param version of the policy language; it only says whether there are policy variables
 * @param statements in the order of their texts, since the order has no meaning
 */
record PolicyDocument(String id, String version, List<Statement> statements) {
  static final String VERSION = "2012-10-17";

  private static final String OLD_VERSION = "2008-10-17";

  PolicyDocument {
    statements =
        statements.stream()
            .sorted(
                Comparator.comparing(Statement::sid)
                    .thenComparing(statement -> statement.json().toString()))
            .toList();
  }

  /** A document of statements without variables. */
  static PolicyDocument of(List<Statement> statements) {
    return new PolicyDocument("", VERSION, statements);
  }

  static PolicyDocument read(String text) throws UnreadablePolicy {
    JsonObject object = PolicyJson.read(text);
    PolicyJson.onlyKeys(object, Set.of("Version", "Id", "Statement"));
    String version =
        object.containsKey("Version") ? PolicyJson.text(object, "Version") : OLD_VERSION;
    if (!version.equals(VERSION) && !version.equals(OLD_VERSION)) {
      throw new UnreadablePolicy("its `Version` is not known");
    }
    List<Statement> statements = new ArrayList<>();
    JsonValue written = object.getOrDefault("Statement", JsonValue.EMPTY_JSON_ARRAY);
    if (written instanceof JsonArray array) {
      for (JsonValue one : array) {
        statements.add(Statement.read(one));
      }
    } else {
      statements.add(Statement.read(written));
    }
    // Without variables both versions mean the same.
    boolean variables = statements.stream().anyMatch(Statement::hasVariables);
    return new PolicyDocument(
        object.containsKey("Id") ? PolicyJson.text(object, "Id") : "",
        variables ? version : VERSION,
        statements);
  }

  /**
   * The canonical text of a document: keys and sets sorted, every set a list, accounts by their
   * ARN, known actions as the documentation spells them. Documents that mean the same and have the
   * same names have the same text.
   *
   * @param text a policy document
   * @return one line
   * @throws UnreadablePolicy if it is none that is understood as a whole
   */
  static String canonical(String text) throws UnreadablePolicy {
    return read(text).text();
  }

  /** The canonical text. */
  String text() {
    JsonObjectBuilder object = PolicyJson.JSON.createObjectBuilder();
    if (!id.isEmpty()) {
      object.add("Id", id);
    }
    JsonArrayBuilder array = PolicyJson.JSON.createArrayBuilder();
    statements.forEach(statement -> array.add(statement.json()));
    return object.add("Statement", array).add("Version", version).build().toString();
  }

  /** Whether a variable may stand for something else than its text. */
  boolean expandsVariables() {
    return version.equals(VERSION);
  }
}
