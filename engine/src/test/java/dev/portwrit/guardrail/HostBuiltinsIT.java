package dev.portwrit.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The builtin functions answer what {@code opa} itself answers. */
class HostBuiltinsIT {
  @TempDir private Path folder;

  @Test
  void sprintf_everyCase_isWhatOpaSays() throws Exception {
    StringBuilder rego = new StringBuilder("package cases\n");
    List<SprintfCases.Case> cases = SprintfCases.all();
    for (int i = 0; i < cases.size(); i++) {
      String format = JsonNodeFactory.instance.textNode(cases.get(i).format()).toString();
      rego.append(
          "\nanswer[%d] := sprintf(%s, %s)\n".formatted(i, format, cases.get(i).arguments()));
    }

    JsonNode answers = evaluate(rego.toString(), "data.cases.answer");

    for (int i = 0; i < cases.size(); i++) {
      assertThat(answers.path(Integer.toString(i)).asText())
          .as("%s", cases.get(i))
          .isEqualTo(cases.get(i).expected());
    }
  }

  @Test
  void everyCall_isWhatOpaSays() throws Exception {
    StringBuilder rego = new StringBuilder("package cases\n");
    List<HostBuiltinsTest.Call> calls = HostBuiltinsTest.calls();
    for (int i = 0; i < calls.size(); i++) {
      ArrayNode arguments = (ArrayNode) StrictJson.parse(calls.get(i).arguments());
      StringBuilder list = new StringBuilder();
      arguments.forEach(argument -> list.append(list.isEmpty() ? "" : ", ").append(argument));
      rego.append("\nanswer[%d] := %s(%s)\n".formatted(i, calls.get(i).function(), list));
    }

    JsonNode answers = evaluate(rego.toString(), "data.cases.answer");

    for (int i = 0; i < calls.size(); i++) {
      JsonNode answer = answers.path(Integer.toString(i));
      assertThat(answer.isMissingNode() ? "" : answer.toString())
          .as("%s", calls.get(i))
          .isEqualTo(calls.get(i).expected());
    }
  }

  private JsonNode evaluate(String rego, String query) throws Exception {
    OpaProgram opa = OpaProgram.require();
    Files.writeString(folder.resolve("cases.rego"), rego);
    String output = opa.run(folder, "eval", "--format", "raw", "--data", "cases.rego", query);
    return StrictJson.parse(output);
  }
}
