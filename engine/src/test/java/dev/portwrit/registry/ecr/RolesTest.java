package dev.portwrit.registry.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.policy.Role;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken for a role: ours, and the three kinds that the console of AWS teaches. */
class RolesTest {
  private static final String PULL =
      "ecr:GetDownloadUrlForLayer,ecr:BatchGetImage,ecr:BatchCheckLayerAvailability";
  private static final String PUSH =
      PULL + ",ecr:PutImage,ecr:InitiateLayerUpload,ecr:UploadLayerPart,ecr:CompleteLayerUpload";
  private static final String ALL =
      PUSH
          + ",ecr:DescribeRepositories,ecr:GetRepositoryPolicy,ecr:ListImages,ecr:DeleteRepository"
          + ",ecr:BatchDeleteImage,ecr:SetRepositoryPolicy,ecr:DeleteRepositoryPolicy";

  @Test
  void roleOf_whatWeWrite_isTheRole() {
    for (Role role : Set.of(Role.PULL, Role.PUSH, Role.MAINTAIN, Role.ADMIN)) {
      assertThat(EcrActions.roleOf(new ActionSet(false, EcrActions.of(role)))).isEqualTo(role);
    }
  }

  @Test
  void roleOf_threeKindsOfTheConsole_areRoles() {
    assertThat(roleOf(PULL)).isEqualTo(Role.PULL);
    assertThat(roleOf(PUSH)).isEqualTo(Role.PUSH);
    assertThat(roleOf(ALL)).isEqualTo(Role.ADMIN);
  }

  @ParameterizedTest
  @CsvSource({
    "ecr:*, ADMIN",
    "*, ADMIN",
    "ecr:BatchGetImage, NONE",
    "ecr:PutImage, NONE",
    "ecr:Batch*, NONE",
    "ecr:GetAuthorizationToken, NONE",
  })
  void roleOf_oneAction_isNoneButAll(String action, Role role) {
    assertThat(roleOf(action)).isEqualTo(role);
    assertThat(EcrActions.roleOf(new ActionSet(true, new TreeSet<>(Set.of(action)))))
        .isEqualTo(Role.NONE);
  }

  @Test
  void roleOf_pullWithSomethingMore_isNone() {
    assertThat(roleOf(PULL + ",ecr:BatchDeleteImage")).isEqualTo(Role.NONE);
    assertThat(roleOf(PUSH + ",ecr:PutLifecyclePolicy")).isEqualTo(Role.NONE);
  }

  private static Role roleOf(String actions) {
    return EcrActions.roleOf(new ActionSet(false, new TreeSet<>(Set.of(actions.split(",", -1)))));
  }
}
