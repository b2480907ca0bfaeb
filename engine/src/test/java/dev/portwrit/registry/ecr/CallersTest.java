package dev.portwrit.registry.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.policy.Action;
import dev.portwrit.registry.NativeAccess;
import dev.portwrit.registry.NativeAccess.Edge;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.Reading;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is found who may do something, of those whom nothing names by name. */
class CallersTest {
  private static final String ANOTHER = "{'AWS':'444455556666'}";

  @Test
  void access_ofThoseWhomADenyLeavesOut_isFound() {
    assertThat(
            mayPull(
                allow(ANOTHER, ""),
                "{'Effect':'Deny','Principal':'*','Action':'ecr:*',"
                    + "'Condition':{'StringNotLike':{'aws:PrincipalArn':'*bot'}}}"))
        .containsExactly("*bot");
  }

  @Test
  void access_ofAnyAccountByItsRoles_isFound() {
    assertThat(mayPull(allow(ANOTHER, "{'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::*:role/ci'}}")))
        .containsExactly("arn:aws:iam::*:role/ci");
  }

  @Test
  void access_ofThoseWhomTwoPatternsMatch_isFound() {
    assertThat(
            mayPull(
                allow(ANOTHER, "{'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::*:role/c?'}}"),
                "{'Effect':'Deny','Principal':'*','Action':'ecr:*',"
                    + "'Condition':{'StringNotLike':{'aws:PrincipalArn':'*i'}}}"))
        .containsExactly("*i and arn:aws:iam::*:role/c?");
  }

  @Test
  void access_ofAnAccountThatIsDeniedToEverybody_isNone() {
    assertThat(
            mayPull(
                allow(ANOTHER, ""),
                "{'Effect':'Deny','Principal':'*','Action':'ecr:*',"
                    + "'Condition':{'StringNotLike':{'aws:PrincipalArn':'arn:aws:iam::111122223333:*'}}}"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "a*, a*, a",
        "a?, a*, a*",
        "*bot, arn:aws:iam::1:role/?*, arn:aws:iam::1:role/bot",
        "*b, a?, ab",
        "*a*, *b*, ab",
        "a*, b*, none",
        "a?, a, none",
      })
  void common_textOfTwoPatterns_isShortest(String one, String other, String text) {
    assertThat(Wildcards.common(List.of(one, other))).isEqualTo(Optional.ofNullable(text));
  }

  private static String allow(String principal, String condition) {
    return "{'Effect':'Allow','Principal':"
        + principal
        + ",'Action':['ecr:BatchGetImage','ecr:GetDownloadUrlForLayer']"
        + (condition.isEmpty() ? "" : ",'Condition':" + condition)
        + "}";
  }

  private static List<String> mayPull(String... statements) {
    String policy =
        ("{'Version':'2012-10-17','Statement':[" + String.join(",", statements) + "]}")
            .replace('\'', '"');
    NativeState state =
        NativeState.EMPTY.toBuilder()
            .put(EcrObjects.repository("pay/api"), Reading.present("{\"scanOnPush\":false}"))
            .put(EcrObjects.repositoryPolicy("pay/api"), Contents.policy("it", policy))
            .build();
    NativeAccess access = new StateAccess("eu-west-1", "111122223333", state).find();
    assertThat(access.unknown()).isEmpty();
    return access.edges().stream()
        .filter(edge -> edge.action() == Action.PULL)
        .map(Edge::account)
        .distinct()
        .toList();
  }
}
