package dev.portwrit.registry.ecr;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.plan.Plan;
import dev.portwrit.plan.PlanRequest;
import dev.portwrit.plan.Restraints;
import dev.portwrit.plan.Survey;
import dev.portwrit.registry.CallCount;
import dev.portwrit.registry.LiveWriter;
import dev.portwrit.registry.NativeForm;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Pace;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryException;
import dev.portwrit.registry.Step;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.opentest4j.TestAbortedException;

/**
 * A plan of 1,000 repositories against moto, and a plain loop of the same calls over 8 connections,
 * by turns.
 */
public final class PlanBesideMoto {
  private static final int TEAMS = 10;
  private static final int CONNECTIONS = 8;
  private static final int ROUNDS = 9;
  private static final String PREFIX = "AmazonEC2ContainerRegistry_V20150921.";

  private final EcrConnection connection;
  private final URI url;
  private final PolicyIndex index;
  private final NativeForm form;
  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private PlanBesideMoto(URI url) throws RegistryException {
    this.url = url;
    this.index = new GovernedTeams(TEAMS, url, false).index(false);
    this.connection =
        EcrConnection.of(
            EcrAddress.of(GovernedTeams.registry(index)), Pace.ofMachine(), "AKIAMOTO", "any");
    this.form = new EcrForm(GovernedTeams.registry(index), Optional.empty());
  }

  /**
   * Prints a table.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) throws Exception {
    try (MotoServer moto = MotoServer.start()) {
      new PlanBesideMoto(moto.url()).measure();
    } catch (TestAbortedException e) {
      System.out.println(e.getMessage());
      System.exit(3);
    }
  }

  private void measure() throws Exception {
    apply();
    double[] planned = new double[ROUNDS];
    double[] looped = new double[ROUNDS];
    double[] ratios = new double[ROUNDS];
    CallCount calls = null;
    for (int round = 0; round < ROUNDS; round++) {
      long begin = System.nanoTime();
      calls = plan();
      planned[round] = (System.nanoTime() - begin) / 1e9;
      begin = System.nanoTime();
      loop(calls);
      looped[round] = (System.nanoTime() - begin) / 1e9;
      ratios[round] = planned[round] / looped[round];
      System.out.printf(
          "round %d: plan %.2f s, plain loop %.2f s, ratio %.2f%n",
          round + 1, planned[round], looped[round], ratios[round]);
    }
    System.out.println(calls);
    System.out.printf(
        "median: plan %.2f s, plain loop %.2f s (%.0f calls a second), ratio %.2f%n",
        median(planned),
        median(looped),
        calls.total() / median(looped),
        median(ratios));
  }

  private static double median(double[] all) {
    double[] sorted = all.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Leaves moto as policy asks, over several connections. */
  private void apply() throws Exception {
    Map<ObjectId, Reading> targets = GovernedTeams.targets(index);
    try (LiveWriter writer = connection.writer()) {
      for (String kind : List.of(EcrObjects.REPOSITORY, EcrObjects.REPOSITORY_POLICY)) {
        targets.forEach(
            (id, target) -> {
              if (id.kind().equals(kind)) {
                for (Step step : form.steps(id, Reading.absent(), target)) {
                  writer.perform(step);
                }
              }
            });
      }
    }
  }

  private CallCount plan() throws RegistryException {
    PlanRequest request =
        new PlanRequest(
            "bench",
            "2".repeat(40),
            GovernedTeams.registry(index),
            index,
            Optional.of(new PlanRequest.Applied("1".repeat(40), index)),
            Restraints.after(index.workspace(), index.workspace(), "ecr"),
            GovernedTeams.NOW);
    try (Survey survey = new Survey(form, connection.reader(interest()))) {
      Plan plan = survey.plan(request);
      if (!plan.isEmpty()) {
        throw new IllegalStateException("the plan is not empty: " + plan.steps().get(0));
      }
      return survey.calls();
    }
  }

  // As the commands have it: without a protection no lifecycle policy is of interest.
  private static EcrInterest interest() {
    return new EcrInterest(name -> true, name -> false, name -> false);
  }

  /** As many requests of each kind as the plan made, by hand. */
  private void loop(CallCount calls) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      AtomicInteger next = new AtomicInteger();
      List<HttpRequest> all =
          calls.byName().entrySet().stream()
              .flatMap(
                  call ->
                      IntStream.range(0, call.getValue().intValue())
                          .mapToObj(one -> request(call.getKey(), one)))
              .toList();
      Callable<Integer> work =
          () -> {
            int made = 0;
            for (int one = next.getAndIncrement(); one < all.size(); one = next.getAndIncrement()) {
              made += http.send(all.get(one), BodyHandlers.ofByteArray()).body().length;
            }
            return made;
          };
      for (Future<Integer> one :
          threads.invokeAll(Collections.nCopies(CONNECTIONS, work))) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private HttpRequest request(String call, int number) {
    boolean isQuery = call.equals("GetCallerIdentity") || call.startsWith("GetAccount");
    String service = call.equals("GetCallerIdentity") ? "sts" : isQuery ? "iam" : "ecr";
    String version = service.equals("sts") ? "2011-06-15" : "2010-05-08";
    String repository =
        "acme/t"
            + number / GovernedTeams.OF_A_TEAM
            + "/r"
            + number % GovernedTeams.OF_A_TEAM;
    String body =
        isQuery
            ? "Action=" + call + "&Version=" + version
            : call.equals("GetRepositoryPolicy")
                ? "{\"repositoryName\":\"" + repository + "\"}"
                : "{}";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIAMOTO/20261125/eu-west-1/"
                    + service
                    + "/aws4_request, SignedHeaders=host, Signature=0")
            .header(
                "Content-Type",
                isQuery ? "application/x-www-form-urlencoded" : "application/x-amz-json-1.1")
            .POST(BodyPublishers.ofString(body));
    return isQuery ? request.build() : request.header("X-Amz-Target", PREFIX + call).build();
  }
}
