package dev.portwrit.gateway.server;

import static dev.portwrit.embedded.RegistryClient.INDEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portwrit.embedded.RegistryClient;
import dev.portwrit.gateway.gate.PolicyView;
import dev.portwrit.gateway.inforce.AcceptedCommitFile;
import dev.portwrit.gateway.inforce.AdminsCheck;
import dev.portwrit.gateway.inforce.FollowSettings;
import dev.portwrit.gateway.inforce.PolicyEvents;
import dev.portwrit.gateway.inforce.PolicyInForce;
import dev.portwrit.language.PolicyCompiler;
import dev.portwrit.policy.Subject;
import dev.portwrit.source.PolicySource;
import dev.portwrit.source.Revision;
import dev.portwrit.source.SourceFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy that changes as fast as it can be read, under a gateway that is being used. */
class PolicyStormTest {
  private static final int CHANGES = 20;

  /** So many that no change was under way for are waited for after each change. */
  private static final int ANSWERS = 12;

  private static final Subject BOB = new Subject.User("bob");
  private static final Subject EVE = new Subject.User("eve");
  private static final String API = "acme/api";
  private static final byte[] FIRST = index("first");
  private static final byte[] OTHER = index("other");
  private static final String POLICY =
      """
      organization: acme
      owners: [ada]
      members: [bob, eve]
      ---
      repositories: acme/**
      grants:
        - {role: push, to: [user:bob]}
      %s
      ---
      protection: acme/releases
      repositories: [acme/**]
      tags: [v*]
      rule: immutable
      """;

  @TempDir Path folder;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger inForce = new AtomicInteger();
  private final AtomicBoolean isOver = new AtomicBoolean();
  private final Semaphore judged = new Semaphore(0);
  private PolicySource source;
  private PolicyInForce policy;
  private AnyPolicyGateway gateway;

  @BeforeEach
  void start() throws Exception {
    Files.createDirectory(folder.resolve("policies"));
    Files.writeString(folder.resolve("policies/portwrit.yaml"), "version: 1\n");
    write(0);
    source =
        PolicySource.open(
            folder.resolve("policies").toString(), folder, SourceFixture.environment(folder));
    policy =
        PolicyInForce.start(
            source,
            new PolicyCompiler(Set.of()),
            new AcceptedCommitFile(folder.resolve("accepted")),
            new FollowSettings(
                Revision.CURRENT,
                Optional.empty(),
                List.of(new AdminsCheck()),
                Clock.systemUTC(),
                PolicyEvents.NONE));
    gateway =
        new AnyPolicyGateway(
            hub ->
                () ->
                    new PolicyView(
                        policy.current().index(),
                        policy.current().version(),
                        Optional.of(hub),
                        Optional.empty()),
            Clock.systemUTC());
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    source.close();
  }

  /** Every second policy lets eve pull and push; in none of them a release may be moved. */
  private static boolean letsEve(int change) {
    return change % 2 == 1;
  }

  private void write(int change) throws IOException {
    String grant = letsEve(change) ? "  - {role: push, to: [user:eve]}" : "";
    Files.writeString(
        folder.resolve("policies/acme.yaml"), POLICY.formatted(grant) + "# " + change + "\n");
  }

  private void change(int change) throws IOException {
    begun.set(change);
    String before = policy.current().version();
    write(change);
    while (policy.current().version().equals(before)) {
      policy.pollOnce();
    }
    inForce.set(change);
  }

  @Test
  void answersUnderAStormOfChanges_areThoseOfAPolicyThatWasInForceMeanwhile() throws Exception {
    assertThat(gateway.as(BOB).pushManifest(API, "v1", INDEX, FIRST).statusCode()).isEqualTo(201);
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Future<Integer>> clients = new ArrayList<>();
    String tags = "/v2/acme/api/tags/list";
    String manifest = "/v2/acme/api/manifests/v1";
    clients.add(ask(threads, () -> status("GET", tags), s -> s == 200, s -> s == 403));
    clients.add(ask(threads, () -> status("HEAD", manifest), s -> s == 200, s -> s == 403));
    clients.add(ask(threads, () -> push(EVE, "main", OTHER), s -> s == 201, s -> s == 403));
    clients.add(ask(threads, () -> push(EVE, "v1", OTHER), s -> s == 403, s -> s == 403));
    clients.add(ask(threads, () -> push(BOB, "v1", OTHER), s -> s == 403, s -> s == 403));
    clients.add(ask(threads, () -> push(BOB, "v1", FIRST), s -> s == 201, s -> s == 201));
    for (int change = 1; change <= CHANGES; change++) {
      change(change);
      judged.drainPermits();
      assertThat(judged.tryAcquire(ANSWERS, 60, TimeUnit.SECONDS)).isTrue();
    }
    isOver.set(true);
    for (Future<Integer> client : clients) {
      assertThat(client.get()).isPositive();
    }
    threads.shutdown();
    assertThat(gateway.behind().send("GET", manifest, "Accept", INDEX).body()).isEqualTo(FIRST);
    assertThat(status("GET", tags)).isEqualTo(letsEve(CHANGES) ? 200 : 403);
  }

  /** Asks until the storm is over, and answers how often while no change was under way. */
  private Future<Integer> ask(
      ExecutorService threads, Callable<Integer> request, IntPredicate let, IntPredicate not) {
    return threads.submit(
        () -> {
          int still = 0;
          while (!isOver.get() || still == 0) {
            int before = inForce.get();
            int status = request.call();
            int after = begun.get();
            if (before == after) {
              still++;
              judged.release();
              assertThat(status).matches((letsEve(after) ? let : not)::test, "change " + after);
            } else {
              assertThat(status).matches(let.or(not)::test, "one of the two");
            }
          }
          return still;
        });
  }

  private int status(String method, String target) throws Exception {
    return gateway.as(EVE).send(method, target, "Accept", INDEX).statusCode();
  }

  private int push(Subject subject, String tag, byte[] content) throws Exception {
    return gateway.as(subject).pushManifest(API, tag, INDEX, content).statusCode();
  }

  private static byte[] index(String name) {
    return """
        {"schemaVersion":2,"mediaType":"%s","manifests":[],"annotations":{"n":"%s"}}"""
        .formatted(RegistryClient.INDEX, name)
        .getBytes(StandardCharsets.UTF_8);
  }
}
