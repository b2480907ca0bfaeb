package dev.portwrit.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Builtin functions as a policy calls them. */
class HostBuiltinsTest {
  private static final InstancePool POOL = HostilePolicy.pool(1);

  /**
   * One call.
   *
   * @param function its name
   * @param arguments as JSON
   * @param expected the answer as JSON, empty where OPA has none
   */
  record Call(String function, String arguments, String expected) {}

  static List<Call> calls() {
    return List.of(
        new Call("sprintf", "[\"%d of %s\",[5000000000,\"x\"]]", "\"5000000000 of x\""),
        new Call(
            "sprintf",
            "[\"%d\",[123456789012345678901234567890]]",
            "\"123456789012345678901234567890\""),
        new Call("semver.compare", "[\"1.10.0\",\"1.9.0\"]", "1"),
        new Call("semver.compare", "[\"1.0.0-rc.2\",\"1.0.0-rc.10\"]", "-1"),
        new Call("semver.compare", "[\"1.0.0-alpha\",\"1.0.0\"]", "-1"),
        new Call("semver.compare", "[\"1.0.0-1\",\"1.0.0-alpha\"]", "-1"),
        new Call("semver.compare", "[\"1.0.0-a.b\",\"1.0.0-a\"]", "1"),
        new Call("semver.compare", "[\"1.0.0+a\",\"1.0.0+b\"]", "0"),
        new Call("semver.compare", "[\"v1.0.0\",\"1.0.0\"]", "0"),
        new Call("semver.compare", "[\"vv1.0.0\",\"1.0.0\"]", ""),
        new Call("semver.compare", "[\"1.0.0-01\",\"1.0.0-1\"]", ""),
        new Call("semver.is_valid", "[\"01.2.3\"]", "false"),
        new Call("semver.is_valid", "[\"1.2.3-01a\"]", "true"),
        new Call("semver.is_valid", "[\"99999999999999999999.0.0\"]", "false"),
        new Call("semver.is_valid", "[\"1.2.3-rc.1+x\"]", "true"),
        new Call("semver.is_valid", "[\"1.2\"]", "false"),
        new Call("semver.is_valid", "[7]", "false"),
        new Call(
            "time.parse_rfc3339_ns", "[\"2026-08-01T14:00:00.5+02:00\"]", "1785585600500000000"),
        new Call("time.parse_rfc3339_ns", "[\"2026-08-01\"]", ""),
        new Call("time.parse_rfc3339_ns", "[\"9999-01-01T00:00:00Z\"]", ""),
        new Call("time.date", "[1785585600500000000]", "[2026,8,1]"),
        new Call("time.weekday", "[1785585600500000000]", "\"Saturday\""),
        new Call("json.is_valid", "[\"{\\\"a\\\":1}\"]", "true"),
        new Call("json.is_valid", "[\"{\"]", "false"),
        new Call(
            "crypto.sha256",
            "[\"hi\"]",
            "\"8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4\""),
        new Call("regex.replace", "[\"a1b22\",\"[0-9]+\",\"#\"]", "\"a#b#\""),
        new Call("regex.replace", "[\"a\",\"[\",\"#\"]", ""),
        new Call("regex.split", "[\"[,;]\",\"a,b;\"]", "[\"a\",\"b\",\"\"]"),
        new Call("strings.any_prefix_match", "[\"acme/pay\",[\"x\",\"acme/\"]]", "true"),
        new Call("strings.any_prefix_match", "[[\"a\",\"b\"],\"c\"]", "false"),
        new Call("strings.any_suffix_match", "[[\"a.sig\",\"b\"],[\".att\",\".sig\"]]", "true"));
  }

  @AfterAll
  static void close() {
    POOL.close();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void call_isAnsweredAsOpaAnswers(Call call) throws EvaluationFailed, JsonRefused {
    assertThat(answer(call)).isEqualTo(call.expected());
  }

  @Test
  void call_templateOfReplacement_failsAndIsNotGuessedAt() {
    Call call = new Call("regex.replace", "[\"a\",\"(a)\",\"$1$1\"]", "");
    assertThatExceptionOfType(EvaluationFailed.class)
        .isThrownBy(() -> answer(call))
        .withMessage("`regex.replace` with `$` or `\\` in the value is not provided");
  }

  private static String answer(Call call) throws EvaluationFailed, JsonRefused {
    String input = "{\"f\":\"" + call.function() + "\",\"a\":" + call.arguments() + "}";
    String answer =
        POOL.evaluate(
            "hostile/call/deny",
            HostilePolicy.bytes(input),
            HostilePolicy.NOW,
            Duration.ofSeconds(60));
    String message =
        StrictJson.parse(answer).path(0).path("result").path(0).path("message").asText();
    return message.isEmpty() ? "" : StrictJson.parse(message).path("is").toString();
  }
}
