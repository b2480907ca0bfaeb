package dev.portwrit.gateway.bypass;

import dev.portwrit.embedded.Vice;
import dev.portwrit.gateway.server.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Sends cases through one world after the other and looks at the registry after each few. What is
 * found wrong names the case, and how to run it alone.
 */
final class MatrixRun {
  private static final int MOST_FINDINGS = 10;
  private static final int QUIET_BATCHES = 2;

  private final Registry.Maker maker;
  private final Path folder;
  private final Plan plan;
  private final TestCertificate certificate;
  private final Optional<Front.Maker> nginx;
  private final List<String> findings = new ArrayList<>();
  private int successes;
  private int refusals;
  private boolean isDisturbed;

  /**
   * What is to be run.
   *
   * @param type what the policies say that the registry is
   * @param hasVices whether the registry can be made to misbehave
   * @param from the first case
   * @param to the case after the last
   * @param world how many cases one world is for
   * @param batch after how many the registry is looked at
   */
  record Plan(long seed, String type, boolean hasVices, long from, long to, int world, int batch) {}

  MatrixRun(Registry.Maker maker, Path folder, Plan plan) throws Exception {
    this(maker, folder, plan, Optional.empty());
  }

  private MatrixRun(Registry.Maker maker, Path folder, Plan plan, Optional<Front.Maker> nginx)
      throws Exception {
    this.nginx = nginx;
    this.maker = maker;
    this.folder = folder;
    this.plan = plan;
    this.certificate = TestCertificate.in(folder);
  }

  /**
   * The same with an nginx that asks the gateway: clear HTTP/1.1, and only harm counts, since nginx
   * refuses and mends more than the gateway does.
   */
  static MatrixRun behind(Front.Maker nginx, Registry.Maker maker, Path folder, Plan plan)
      throws Exception {
    return new MatrixRun(maker, folder, plan, Optional.of(nginx));
  }

  /** Runs all and answers what was found wrong. */
  List<String> run() throws Exception {
    long next = plan.from();
    while (next < plan.to() && findings.size() < MOST_FINDINGS) {
      long index = next / plan.world();
      long end = Math.min(plan.to(), (index + 1) * plan.world());
      runWorld(index, next, end);
      next = end;
    }
    return List.copyOf(findings);
  }

  /** How many cases succeeded, and how many were refused. */
  String counts() {
    return successes + " succeeded, " + refusals + " were refused";
  }

  private void runWorld(long index, long from, long to) throws Exception {
    // Every third world is quiet, every third has vices, every third is taken for a zot and has
    // them.
    boolean hasVices = plan.hasVices() && index % 3 > 0;
    String type = plan.hasVices() && index % 3 == 2 ? "zot" : plan.type();
    Optional<TestCertificate> tls =
        index % 2 == 1 && nginx.isEmpty() ? Optional.of(certificate) : Optional.empty();
    try (World world =
        World.make(
            maker, folder.resolve("world-" + index), type, tls, nginx.orElse(Front.GATEWAY))) {
      CaseGenerator generator = new CaseGenerator(plan.seed(), world);
      UpstreamCheck check = new UpstreamCheck(world);
      report(check.violations(), List.of());
      isDisturbed = false;
      for (long next = from; next < to && findings.size() < MOST_FINDINGS; ) {
        long end = Math.min(to, next + plan.batch());
        boolean isFirst = next - index * plan.world() < (long) QUIET_BATCHES * plan.batch();
        Mood mood = hasVices && !isFirst ? mood(next, type) : Mood.GOOD;
        isDisturbed |= !mood.isHarmless();
        runBatch(world, generator, check, mood, next, end);
        if (!mood.isHarmless()) {
          world.awaitAnswers();
        }
        next = end;
      }
    }
  }

  private Mood mood(long number, String type) {
    Vice[] vices = Vice.values();
    Random random = new Random(plan.seed() + number * 7919);
    Vice drawn = vices[random.nextInt(vices.length)];
    // Only of a zot the gateway is told that it has these.
    if (type.equals("zot")) {
      return Mood.of(random.nextInt(4) == 0 ? Vice.FORGETS_LEFT_MANIFESTS : drawn);
    }
    return drawn == Vice.MOUNT_IGNORES_FROM || drawn == Vice.FORGETS_LEFT_MANIFESTS
        ? Mood.GOOD
        : Mood.of(drawn);
  }

  private void runBatch(
      World world, CaseGenerator generator, UpstreamCheck check, Mood mood, long from, long to)
      throws IOException, InterruptedException {
    List<String> done = new ArrayList<>();
    for (long number = from; number < to; number++) {
      try {
        run(world, generator, mood, number, done);
      } catch (RuntimeException | IOException e) {
        throw new IllegalStateException(
            "case " + number + " breaks off, after\n    " + String.join("\n    ", done), e);
      }
    }
    report(check.violations(), done);
  }

  private void run(World world, CaseGenerator generator, Mood mood, long number, List<String> done)
      throws IOException, InterruptedException {
    BypassCase drawn = generator.draw(number);
    WireRequest request = drawn.request(world);
    done.add(drawn + ", " + mood);
    world.registry.show(mood);
    WireAnswer answer =
        world.wire(nginx.isPresent() ? Protocol.HTTP_1 : drawn.protocol()).send(request);
    world.registry.behave();
    if (answer.isSuccess()) {
      successes++;
    } else {
      refusals++;
    }
    String text = drawn + ", " + mood + ", answered " + answer.status();
    done.set(done.size() - 1, text);
    // What the registry failed at stays open for a while, and writes wait for that.
    isDisturbed |= answer.status() == 502;
    boolean mustWork =
        mood.isHarmless()
            && (drawn.attempt().isRead() || !isDisturbed)
            && !isBeyondZot(drawn.attempt(), request.framing());
    Optional<String> wrong =
        nginx.isPresent() ? Oracle.harm(drawn, answer) : Oracle.objection(drawn, answer, mustWork);
    wrong.ifPresent(
        objection ->
            findings.add(
                text + ": " + objection + "\n  after\n    " + String.join("\n    ", done)));
  }

  /** A zot takes no blob in one request whose length was not said. */
  private boolean isBeyondZot(Attempt attempt, Framing framing) {
    return plan.type().equals("zot")
        && !attempt.method().equals("PATCH")
        && attempt.path().contains("/blobs/uploads/")
        && (framing == Framing.CHUNKED || framing == Framing.TRAILER);
  }

  private void report(List<String> violations, List<String> done) {
    for (String violation : violations) {
      findings.add(violation + ", after\n    " + String.join("\n    ", done));
    }
  }
}
