package dev.portwrit.expectation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.portwrit.expectation.RegoTests.Outcome;
import dev.portwrit.source.PolicyFile;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the real {@code opa}. */
class RegoTestsIT {
  private Optional<Path> opa = Optional.empty();

  @BeforeEach
  void find() {
    opa =
        RegoTests.find(
            "opa",
            System.getenv().getOrDefault("PORTWRIT_TOOLS", "")
                + File.pathSeparator
                + System.getenv().getOrDefault("PATH", ""));
    assumeTrue(opa.isPresent(), "skipped: `opa` is neither on the PATH nor in PORTWRIT_TOOLS");
  }

  @Test
  void run_realTests_areCountedAndNamed() throws InterruptedException {
    assertThat(run("package a_test\n\ntest_a if true\n\ntest_b if 1 == 2\n\ntodo_test_c if true\n"))
        .isEqualTo(new Outcome.Ran(1, List.of("data.a_test.test_b (guardrails/a_test.rego:5)")));
  }

  @Test
  void run_regoThatDoesNotCompile_isUndetermined() throws InterruptedException {
    assertThat(run("package a_test\n\ntest_a if nothing\n"))
        .isInstanceOf(Outcome.Undetermined.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "opa.runtime().env.PATH",
        "http.send({\"method\": \"GET\", \"url\": \"http://127.0.0.1:1/\"})",
        "net.lookup_ip_addr(\"localhost\")"
      })
  void run_callThatReachesOutside_isUndeterminedAndNamed(String call) throws InterruptedException {
    String function = call.substring(0, call.indexOf('('));
    assertThat(run("package a_test\n\ntest_a if %s\n".formatted(call)))
        .isInstanceOfSatisfying(
            Outcome.Undetermined.class,
            outcome -> assertThat(outcome.cause()).contains("undefined function " + function));
  }

  @Test
  void run_schemaElsewhere_isNotFetched() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.start();
    try {
      String schema = "http://127.0.0.1:%d/schema".formatted(server.getAddress().getPort());
      String match = "json.match_schema({}, {\"$ref\": \"%s\"})".formatted(schema);
      assertThat(run("package a_test\n\ntest_a if %s\n".formatted(match)))
          .isInstanceOf(Outcome.Ran.class);
    } finally {
      server.stop(0);
    }
    assertThat(requests).hasValue(0);
  }

  @Test
  void run_callsThatOnlyCalculate_areThere() throws InterruptedException {
    assertThat(run("package a_test\n\ntest_a if net.cidr_contains(\"10.0.0.0/8\", \"10.1.2.3\")\n"))
        .isEqualTo(new Outcome.Ran(1, List.of()));
  }

  private Outcome run(String rego) throws InterruptedException {
    return RegoTests.run(
        List.of(PolicyFile.of("guardrails/a_test.rego", rego)), opa, Duration.ofSeconds(60));
  }
}
