package dev.portwrit.gateway.soak;

import dev.portwrit.embedded.Credentials;
import dev.portwrit.embedded.RegistryClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Changes the policy by a commit, sees it come into force, and begins again. Now and then it brings
 * a wrong password, as seldom as the limits of failed logins let it.
 */
final class PolicyChanges {
  static final String NAME = "policy change, to in force";

  private static final String FLIP = "/v2/acme/flip/manifests/v1";
  private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();
  private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

  /** Each change takes about the five seconds after which a gateway looks again. */
  private static final int CHANGES_FOR_A_WRONG_LOGIN = 4;

  private final SoakPolicies policies;
  private final RegistryClient http;
  private final Answers answers;
  private int changes;

  PolicyChanges(SoakPolicies policies, URI gateway) {
    this.policies = policies;
    this.http = new RegistryClient(gateway, "Authorization", Answers.login("eve").authorization());
    this.answers = new Answers(gateway, new Random(0));
  }

  /** Makes one change and waits until it holds. */
  void change() throws IOException, InterruptedException {
    boolean may = changes++ % 2 == 0;
    policies.letEvePull(may);
    int old = may ? 403 : 200;
    long end = System.nanoTime() + PATIENCE_NANOS;
    int status = old;
    while (status == old) {
      if (System.nanoTime() > end) {
        throw new IOException("a change of the policy is not in force after a minute");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      status = http.send("GET", FLIP, "Accept", RegistryClient.ANY_MANIFEST).statusCode();
    }
    if (status != (may ? 200 : 403)) {
      throw new IOException("GET " + FLIP + ": " + status);
    }
    if (changes % CHANGES_FOR_A_WRONG_LOGIN == 0) {
      answers.with(new Credentials("mallory", "wrong"), 401, "GET", "/v2/");
    }
  }
}
