package dev.portwrit.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Place;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingsTest {
  private static final Place USE = new Place("portwrit.yaml", 4, 14);
  private static final Guardrail GUARDRAIL =
      new Guardrail(
          "x", "title", "text", Code.EXPIRING_USER_GRANTS, Guardrail.Phase.POLICY, List.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[] | its answer is undefined",
        "{} | it answers with something else than one result",
        "[{\"result\":[]},{\"result\":[]}] | it answers with something else than one result",
        "[{}] | it answers with something else than a set of findings",
        "[{\"result\":7}] | it answers with something else than a set of findings",
        "[{\"result\":null}] | it answers with something else than a set of findings",
        "[{\"result\":{}}] | it answers with something else than a set of findings",
        "[{\"result\":[\"x\"]}] | it answers with a finding without a message",
        "[{\"result\":[{}]}] | it answers with a finding without a message",
        "[{\"result\":[{\"message\":\" \"}]}] | it answers with a finding without a message",
      })
  void read_whatIsNoAnswer_fails(String answer, String cause) {
    assertThatExceptionOfType(EvaluationFailed.class)
        .isThrownBy(() -> Findings.read(answer, GUARDRAIL, USE))
        .withMessage(cause);
  }

  @Test
  void read_garbledAnswer_fails() {
    assertThatExceptionOfType(EvaluationFailed.class)
        .isThrownBy(() -> Findings.read("[{", GUARDRAIL, USE))
        .withMessageStartingWith("its answer cannot be read: ");
  }

  @Test
  void read_emptySet_findsNothing() throws EvaluationFailed {
    assertThat(Findings.read("[{\"result\":[]}]", GUARDRAIL, USE)).isEmpty();
  }

  @Test
  void read_findingWithPlace_standsThere() throws EvaluationFailed {
    assertThat(
            read("{\"message\":\"m\",\"help\":\"h\",\"file\":\"a.yaml\",\"line\":3,\"column\":5}"))
        .hasToString("a.yaml:3:5: error[PW0601]: m\n  help: h");
  }

  @Test
  void read_findingWithoutWholePlace_standsWhereTheGuardrailIsTurnedOn() throws EvaluationFailed {
    assertThat(read("{\"message\":\"m\",\"file\":\"a.yaml\",\"line\":0,\"column\":5}"))
        .hasToString("portwrit.yaml:4:14: error[PW0601]: m");
  }

  @Test
  void read_messageThatPlaysWithATerminal_staysOnItsLine() throws EvaluationFailed {
    assertThat(read("{\"message\":\"a\\u001b[31m\\nb\\u202e\\u2028\"}").message())
        .isEqualTo("a\\u001b[31m\\nb\\u202e\\u2028");
  }

  private static Diagnostic read(String finding) throws EvaluationFailed {
    List<Diagnostic> findings = Findings.read("[{\"result\":[" + finding + "]}]", GUARDRAIL, USE);
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }
}
