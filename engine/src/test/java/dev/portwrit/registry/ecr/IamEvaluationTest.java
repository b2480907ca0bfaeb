package dev.portwrit.registry.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rules of IAM, one example a line; each is from the page of the IAM User Guide that the method
 * names.
 */
class IamEvaluationTest {
  private static final String OWNER = "111122223333";
  private static final String ADA = "arn:aws:iam::111122223333:user/ada";
  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

  /** "Policy evaluation logic" and "Cross-account policy evaluation logic". */
  @ParameterizedTest
  @CsvSource({
    // the account, what the repository says, what the identity says, the answer
    "same, , , NO",
    "same, allow, , YES",
    "same, , allow, YES",
    "same, allow, allow, YES",
    "same, allow, deny, NO",
    "same, deny, allow, NO",
    "same, deny, , NO",
    "other, allow, , YES",
    "other, allow, allow, YES",
    "other, allow, silent, NO",
    "other, , allow, NO",
    "other, allow, deny, NO",
    "other, deny, allow, NO",
    "same, allow, unknown, UNKNOWN",
    "same, unknown, , UNKNOWN",
    "same, unknown, deny, NO",
    "same, deny, unknown, NO",
  })
  void isAllowed_unionInOneAccountAndBothAcrossAccounts(
      String account, String resource, String identity, Truth expected) {
    String caller = account.equals("same") ? ADA : "arn:aws:iam::444455556666:user/ada";
    Optional<Verdict> own = identity == null ? Optional.empty() : Optional.of(verdict(identity));

    assertThat(
            Evaluation.isAllowed(
                request(caller).isOfTheOwnersAccount(),
                resource == null ? Verdict.SILENT : verdict(resource),
                own))
        .isEqualTo(expected);
  }

  /** "AWS JSON policy elements: Principal" and "NotPrincipal". */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Allow | 'Principal':'*' | arn:aws:iam::111122223333:user/ada | YES",
        "Allow | 'Principal':{'AWS':'arn:aws:iam::111122223333:user/ada'} "
            + "| arn:aws:iam::111122223333:user/ada | YES",
        // names are case sensitive
        "Allow | 'Principal':{'AWS':'arn:aws:iam::111122223333:user/ada'} "
            + "| arn:aws:iam::111122223333:user/Ada | NO",
        // no wildcard inside the name of a principal
        "Allow | 'Principal':{'AWS':'arn:aws:iam::111122223333:user/*'} "
            + "| arn:aws:iam::111122223333:user/ada | NO",
        // an account delegates: inside the account identity policies decide
        "Allow | 'Principal':{'AWS':'111122223333'} | arn:aws:iam::111122223333:user/ada | NO",
        "Allow | 'Principal':{'AWS':'444455556666'} | arn:aws:iam::444455556666:user/ada | YES",
        "Deny | 'Principal':{'AWS':'111122223333'} | arn:aws:iam::111122223333:user/ada | YES",
        // a role stands for its sessions
        "Allow | 'Principal':{'AWS':'arn:aws:iam::111122223333:role/ci'} "
            + "| arn:aws:sts::111122223333:assumed-role/ci/run-1 | YES",
        "Allow | 'Principal':{'AWS':'arn:aws:iam::111122223333:role/ci'} "
            + "| arn:aws:sts::111122223333:assumed-role/cd/run-1 | NO",
        "Allow | 'Principal':{'Service':'ecs.amazonaws.com'} | arn:aws:iam::111122223333:user/ada | NO",
        "Deny | 'NotPrincipal':{'AWS':['arn:aws:iam::111122223333:user/ada','111122223333']} "
            + "| arn:aws:iam::111122223333:user/ada | NO",
        "Deny | 'NotPrincipal':{'AWS':['arn:aws:iam::444455556666:user/bob','444455556666']} "
            + "| arn:aws:iam::111122223333:user/ada | YES",
        // the account is not excepted: it depends on the service
        "Deny | 'NotPrincipal':{'AWS':'arn:aws:iam::111122223333:user/ada'} "
            + "| arn:aws:iam::111122223333:user/ada | UNKNOWN",
        "Allow | 'NotPrincipal':{'AWS':'arn:aws:iam::111122223333:user/ada'} "
            + "| arn:aws:iam::111122223333:user/ada | NO",
        "Allow | 'NotPrincipal':{'AWS':'arn:aws:iam::111122223333:user/bob'} "
            + "| arn:aws:iam::111122223333:user/ada | YES",
      })
  void principal_ofAStatement_concerns(
      String effect, String principal, String caller, Truth expected) throws UnreadablePolicy {
    Verdict verdict =
        Verdict.ofResource(
            policy("'Effect':'" + effect + "'," + principal + ",'Action':'ecr:*'"),
            request(caller));

    assertThat(effect.equals("Allow") ? verdict.allows() : verdict.denies()).isEqualTo(expected);
  }

  /** "IAM JSON policy elements: Action", "NotAction", "Resource". */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Action':'ecr:PutImage' | YES",
        "'Action':'ECR:putimage' | YES",
        "'Action':'*' | YES",
        "'Action':'ecr:Put*' | YES",
        "'Action':'ecr:Put?mage' | YES",
        "'Action':['s3:*','ecr:BatchGetImage'] | NO",
        "'NotAction':'ecr:PutImage' | NO",
        "'NotAction':'ecr:BatchGetImage' | YES",
        "'Action':'ecr:*','Resource':'*' | YES",
        "'Action':'ecr:*','Resource':'arn:aws:ecr:eu-west-1:111122223333:repository/acme/api' | YES",
        "'Action':'ecr:*','Resource':'arn:aws:ecr:*:111122223333:repository/acme/*' | YES",
        "'Action':'ecr:*','Resource':'arn:aws:ecr:eu-west-1:111122223333:repository/other' | NO",
        "'Action':'ecr:*','NotResource':'arn:aws:ecr:*:*:repository/acme/*' | NO",
        "'Action':'ecr:*','Resource':'arn:aws:ecr:*:repository/*' | UNKNOWN",
        "'Action':'ecr:*','Resource':'arn:aws:ecr:*:*:repository/${aws:username}/*' | UNKNOWN",
      })
  void actionAndResource_ofAStatement_match(String elements, Truth expected)
      throws UnreadablePolicy {
    PolicyDocument policy = policy("'Effect':'Allow','Principal':'*'," + elements);

    assertThat(Verdict.ofResource(policy, request(ADA)).allows()).isEqualTo(expected);
  }

  /** "IAM JSON policy elements: Condition operators". */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::111122223333:user/*'} | YES",
        "'ArnEquals':{'aws:PrincipalArn':'arn:aws:iam::*:user/ada'} | YES",
        // each part by itself
        "'ArnLike':{'aws:PrincipalArn':'arn:aws:*:user/ada'} | NO",
        "'StringLike':{'aws:PrincipalArn':'arn:aws:*:user/ada'} | YES",
        "'ArnNotLike':{'aws:PrincipalArn':['arn:aws:iam::111122223333:user/bob',"
            + "'arn:aws:iam::111122223333:user/ada']} | NO",
        "'ArnNotLike':{'aws:PrincipalArn':'arn:aws:iam::111122223333:user/bob'} | YES",
        "'ArnNotEquals':{'AWS:principalarn':'arn:aws:iam::111122223333:user/ada'} | NO",
        "'StringEquals':{'aws:PrincipalArn':'arn:aws:iam::111122223333:user/*'} | NO",
        "'StringNotEquals':{'aws:PrincipalAccount':'111122223333'} | NO",
        "'StringEqualsIgnoreCase':{'aws:PrincipalArn':'ARN:aws:iam::111122223333:user/ADA'} | YES",
        "'StringNotLike':{'aws:PrincipalAccount':'4*'} | YES",
        "'StringEqualsIfExists':{'aws:PrincipalAccount':'111122223333'} | YES",
        "'StringEqualsIfExists':{'aws:PrincipalAccount':'444455556666'} | NO",
        "'Bool':{'aws:SecureTransport':'true'} | YES",
        "'Bool':{'aws:SecureTransport':false} | NO",
        "'Null':{'aws:PrincipalArn':'true'} | NO",
        "'Null':{'aws:PrincipalArn':'false'} | YES",
        "'DateLessThan':{'aws:CurrentTime':'2026-06-15T12:00:00Z'} | NO",
        "'DateLessThan':{'aws:CurrentTime':'2026-06-15T12:00:01Z'} | YES",
        "'DateLessThanEquals':{'aws:CurrentTime':'2026-06-15T12:00:00Z'} | YES",
        "'DateGreaterThanEquals':{'aws:CurrentTime':'2026-06-15T14:00:00+02:00'} | YES",
        "'DateGreaterThan':{'aws:CurrentTime':'2026-06-15'} | YES",
        "'DateLessThan':{'aws:CurrentTime':'1781524801'} | YES",
        "'DateNotEquals':{'aws:CurrentTime':'2026-06-15T12:00:00Z'} | NO",
        // all conditions have to hold
        "'Bool':{'aws:SecureTransport':'true'},'StringEquals':{'aws:PrincipalAccount':'x'} | NO",
        // what is not understood
        "'DateLessThan':{'aws:CurrentTime':'tomorrow'} | UNKNOWN",
        "'IpAddress':{'aws:SourceIp':'10.0.0.0/8'} | UNKNOWN",
        "'StringEquals':{'aws:PrincipalOrgID':'o-1'} | UNKNOWN",
        "'StringNotEquals':{'aws:PrincipalOrgID':'o-1'} | UNKNOWN",
        "'StringEqualsIfExists':{'aws:PrincipalTag/team':'pay'} | UNKNOWN",
        "'ForAnyValue:StringEquals':{'aws:PrincipalAccount':'111122223333'} | UNKNOWN",
        "'StringSounds':{'aws:PrincipalAccount':'111122223333'} | UNKNOWN",
        "'stringequals':{'aws:PrincipalAccount':'111122223333'} | UNKNOWN",
        "'StringLike':{'aws:PrincipalArn':'arn:aws:iam::*:user/${aws:username}'} | UNKNOWN",
        "'IpAddress':{'aws:SourceIp':'10.0.0.0/8'},'Bool':{'aws:SecureTransport':'false'} | NO",
      })
  void condition_ofAStatement_holds(String conditions, Truth expected) throws UnreadablePolicy {
    PolicyDocument policy =
        policy(
            "'Effect':'Allow','Principal':'*','Action':'ecr:*','Condition':{" + conditions + "}");

    assertThat(Verdict.ofResource(policy, request(ADA)).allows()).isEqualTo(expected);
  }

  /** "Permissions boundaries for IAM entities". */
  @Test
  void identity_withABoundary_hasWhatBothAllow() throws UnreadablePolicy {
    Identity all =
        Identity.read(
            quoted(
                "{'policies':[{'Statement':{'Effect':'Allow','Action':'*','Resource':'*'}}],"
                    + "'boundary':{'Statement':{'Effect':'Allow','Action':'ecr:BatchGetImage',"
                    + "'Resource':'*'}}}"));

    assertThat(all.verdict(request(ADA)).allows()).isEqualTo(Truth.NO);
    assertThat(
            all.verdict(new IamRequest(ADA, "ecr:BatchGetImage", "arn:a:b:c:d:e", OWNER, NOW))
                .allows())
        .isEqualTo(Truth.YES);
  }

  private static Verdict verdict(String word) {
    return switch (word) {
      case "allow" -> new Verdict(Truth.YES, Truth.NO);
      case "deny" -> new Verdict(Truth.NO, Truth.YES);
      case "unknown" -> Verdict.UNKNOWN;
      default -> Verdict.SILENT;
    };
  }

  private static IamRequest request(String caller) {
    return new IamRequest(
        caller, EcrActions.PUT_IMAGE, Arn.repository("eu-west-1", OWNER, "acme/api"), OWNER, NOW);
  }

  private static PolicyDocument policy(String statement) throws UnreadablePolicy {
    return PolicyDocument.read(
        quoted("{'Version':'2012-10-17','Statement':[{" + statement + "}]}"));
  }

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }
}
