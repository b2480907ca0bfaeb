package dev.portwrit.registry.ecr;

import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Registry;
import dev.portwrit.policy.Subject;
import dev.portwrit.registry.ecr.twin.TwinIam;
import dev.portwrit.registry.ecr.twin.TwinService;
import dev.portwrit.registry.twin.LawWorkspaces;
import dev.portwrit.source.PolicyFile;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** The account of AWS in which the laws of applying are tried: who is there, and the registry. */
final class EcrLawAccount {
  static final String ID = "123456789012";
  static final String REGION = "eu-west-1";
  static final String ENGINE = iam("role/engine");

  /** Whom policies never name, but whom IAM lets pull everywhere. */
  static final String SCANNER = iam("role/x-scanner");

  /** Of another account; policies never name it. */
  static final String PARTNER = "arn:aws:iam::444455556666:role/partner";

  /** Everybody who is asked about. */
  static final List<String> PRINCIPALS =
      List.of(
          iam("user/ada"),
          iam("user/bob"),
          iam("user/cy"),
          iam("user/dee"),
          iam("role/ci"),
          iam("role/pay"),
          iam("role/web"),
          ENGINE,
          SCANNER,
          PARTNER);

  private static final String PULL =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
          + "[\"ecr:BatchGetImage\",\"ecr:GetDownloadUrlForLayer\"],\"Resource\":\"*\"}]}";

  /** The key of the engine, in every service. */
  static final TwinIam.Key KEY = service().world().iam().keys().get(0);

  private EcrLawAccount() {}

  private static String iam(String rest) {
    return "arn:aws:iam::" + ID + ":" + rest;
  }

  /** What subjects are called there. */
  static String account(Subject subject) {
    String text = subject.toString();
    String name = text.substring(Math.max(text.indexOf(':'), text.indexOf('/')) + 1);
    return iam((subject instanceof Subject.User ? "user/" : "role/") + name);
  }

  /** An account without repositories. */
  static TwinService service() {
    TwinService service =
        new TwinService(ID, REGION, Clock.fixed(LawWorkspaces.NOW, ZoneOffset.UTC));
    // So that listings have several pages.
    service.world().pagesOf(2);
    TwinIam iam = service.world().iam();
    for (String arn : PRINCIPALS) {
      String name = arn.substring(arn.indexOf('/') + 1);
      if (arn.equals(PARTNER)) {
        iam.elsewhere(arn);
      } else if (arn.contains(":user/")) {
        iam.user(name);
      } else {
        iam.role(name);
      }
    }
    iam.role("engine").with("all", EcrFixture.EVERYTHING);
    TwinIam.Key unused = iam.key(ENGINE);
    iam.role("x-scanner").with("pull", PULL);
    iam.user("dee").with("pull", PULL);
    return service;
  }

  /** The registry; in every third world it is closed to all whom policies do not name. */
  static Registry registry(Registry.Mode mode, long seed) {
    String text =
        """
        organization: acme
        owners: [ada]
        ---
        registry: %s
        type: ecr
        account: "%s"
        region: %s
        url: http://127.0.0.1:1
        repositories: [acme/**]
        mode: %s
        engine: %s
        exclusive: %b
        delete-protection: %b
        """
            .formatted(
                LawWorkspaces.REGISTRY, ID, REGION, mode, ENGINE, seed % 3 == 0, seed % 4 != 0);
    return new PolicyCompiler(Set.of())
        .compile(
            List.of(
                PolicyFile.of("portwrit.yaml", "version: 1\n"), PolicyFile.of("acme.yaml", text)))
        .workspace()
        .orElseThrow()
        .registries()
        .get(0);
  }
}
