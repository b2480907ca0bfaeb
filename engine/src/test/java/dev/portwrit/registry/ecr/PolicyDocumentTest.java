package dev.portwrit.registry.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDocumentTest {
  private static final String CANONICAL =
      "{'Statement':[{'Action':['ecr:BatchGetImage','ecr:PutImage'],'Effect':'Allow',"
          + "'Principal':{'AWS':['arn:aws:iam::123456789012:root','arn:aws:iam::1:user/b']}}],"
          + "'Version':'2012-10-17'}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        CANONICAL,
        // keys and lists in another order, the account by its digits
        "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Principal':{'AWS':["
            + "'arn:aws:iam::1:user/b','123456789012']},'Action':['ecr:PutImage','ecr:BatchGetImage']}]}",
        // one statement without a list, the older version, actions in another case, one twice
        "{'Version':'2008-10-17','Statement':{'Effect':'Allow','Principal':{'AWS':["
            + "'arn:aws:iam::1:user/b','123456789012']},"
            + "'Action':['ECR:putimage','ecr:PutImage','ecr:batchGetImage'],'Condition':{}}}",
        "{ 'Statement' : [ {'Principal':{'AWS':['arn:aws:iam::1:user/b',"
            + "'arn:aws:iam::123456789012:root']},'Effect':'Allow',"
            + "'Action':['ecr:BatchGetImage','ecr:PutImage']}] }\n"
      })
  void canonical_sameMeaning_isTheSameText(String text) throws UnreadablePolicy {
    assertThat(PolicyDocument.canonical(quoted(text))).isEqualTo(quoted(CANONICAL));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Effect':'Deny','Principal':'*','Action':'ecr:*' "
            + "| 'Effect':'Deny','Principal':{'AWS':'*'},'Action':'ecr:*'",
        "'Effect':'Deny','Principal':'*','Action':'*','Condition':{'Bool':{'aws:securetransport':false}}"
            + "| 'Effect':'Deny','Principal':'*','Action':'*',"
            + "'Condition':{'Bool':{'aws:SecureTransport':['false']}}",
      })
  void canonical_twoWaysToSayIt_isTheSameText(String one, String other) throws UnreadablePolicy {
    assertThat(statement(one)).isEqualTo(statement(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Effect':'Deny','Principal':'*','Action':'*' | 'Effect':'Allow','Principal':'*','Action':'*'",
        "'Effect':'Deny','Principal':'*','Action':'*' | 'Effect':'Deny','NotPrincipal':'*','Action':'*'",
        "'Effect':'Deny','Principal':'*','Action':'*' | 'Effect':'Deny','Principal':'*','NotAction':'*'",
        "'Effect':'Deny','Principal':'*','Action':'*' "
            + "| 'Effect':'Deny','Principal':'*','Action':'*','Condition':{'Null':{'aws:x':'true'}}",
        "'Effect':'Allow','Principal':{'AWS':'a:B'},'Action':'*' "
            + "| 'Effect':'Allow','Principal':{'AWS':'a:b'},'Action':'*'",
        "'Effect':'Allow','Principal':{'Service':'a'},'Action':'*' "
            + "| 'Effect':'Allow','Principal':{'AWS':'a'},'Action':'*'",
      })
  void canonical_anotherMeaning_isAnotherText(String one, String other) throws UnreadablePolicy {
    assertThat(statement(one)).isNotEqualTo(statement(other));
  }

  @Test
  void canonical_policyVariableInTheOlderVersion_keepsTheVersion() throws UnreadablePolicy {
    String statement =
        "[{'Effect':'Allow','Principal':'*','Action':'ecr:*',"
            + "'Condition':{'StringEquals':{'aws:username':'${aws:username}'}}}]";

    assertThat(
            PolicyDocument.canonical(
                quoted("{'Version':'2008-10-17','Statement':" + statement + "}")))
        .isNotEqualTo(
            PolicyDocument.canonical(
                quoted("{'Version':'2012-10-17','Statement':" + statement + "}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{} {}",
        "{'Version':'2012-10-17','Version':'2012-10-17','Statement':[]}",
        "{'Version':'2020-01-01','Statement':[]}",
        "{'Statement':[{'Effect':'allow','Principal':'*','Action':'*'}]}",
        "{'Statement':[{'Effect':'Allow','Principal':'*'}]}",
        "{'Statement':[{'Effect':'Allow','Principal':'*','Action':[]}]}",
        "{'Statement':[{'Effect':'Allow','Principal':'*','Action':'PutImage'}]}",
        "{'Statement':[{'Effect':'Allow','Principal':'*','Action':'*','NotAction':'ecr:PutImage'}]}",
        "{'Statement':[{'Effect':'Allow','Principal':'*','NotPrincipal':'*','Action':'*'}]}",
        "{'Statement':[{'Effect':'Allow','Principal':{},'Action':'*'}]}",
        "{'Statement':[{'Effect':'Allow','Principal':{'Group':'x'},'Action':'*'}]}",
        "{'Statement':[{'Effect':'Allow','Principal':'ada','Action':'*'}]}",
        "{'Statement':[{'Effect':'Allow','Principal':'*','Action':'*','Efect':'Deny'}]}",
        "{'Statement':[{'Effect':'Allow','Effect':'Deny','Principal':'*','Action':'*'}]}",
        "{'Statement':[{'Effect':'Allow','Principal':'*','Action':'*','Condition':[]}]}",
        "{'Statement':[{'Effect':'Allow','Principal':'*','Action':'*',"
            + "'Condition':{'Bool':{'aws:SecureTransport':'true','AWS:securetransport':'false'}}}]}",
        "{'Statement':[{'Effect':'Allow','Principal':'*','Action':'*',"
            + "'Condition':{'Bool':{'aws:SecureTransport':{}}}}]}",
        "{'Statement':'x'}",
      })
  void read_notUnderstoodAsAWhole_isUnreadable(String text) {
    assertThatThrownBy(() -> PolicyDocument.read(quoted(text)))
        .isInstanceOf(UnreadablePolicy.class);
  }

  @Test
  void read_nestedWithoutEnd_isUnreadable() {
    String deep = "{'Statement':" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    assertThatThrownBy(() -> PolicyDocument.read(quoted(deep)))
        .isInstanceOf(UnreadablePolicy.class);
  }

  @Test
  void read_longerThanAnyPolicy_isUnreadable() {
    String text = "{'Id':'" + "x".repeat(300_000) + "','Statement':[]}";

    assertThatThrownBy(() -> PolicyDocument.read(quoted(text)))
        .isInstanceOf(UnreadablePolicy.class);
  }

  private static String statement(String elements) throws UnreadablePolicy {
    return PolicyDocument.canonical(quoted("{'Statement':[{" + elements + "}]}"));
  }

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }
}
