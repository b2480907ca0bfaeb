package dev.portwrit.gateway.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.portwrit.gateway.decisionlog.DecisionLogException;
import dev.portwrit.gateway.decisionlog.DecisionRecord;
import dev.portwrit.gateway.decisionlog.EventRecord;
import dev.portwrit.gateway.exchange.ErrorAnswer;
import dev.portwrit.gateway.gate.DecisionRecords;
import dev.portwrit.gateway.gate.PolicyView;
import dev.portwrit.gateway.request.ErrorCode;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.ecr.EcrRepositories;
import dev.portwrit.registry.ecr.EcrRepositories.Making;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a push into a repository that a registry of AWS does not have: it is made as
 * policies ask where they let it be, and the push is refused elsewhere, before anything of it is
 * sent. Whether one is there is asked of AWS once and then remembered; where that cannot be told,
 * the push goes on and the registry answers for itself.
 */
public final class RepositoryMaking {
  /** How long it is believed that a repository is there. */
  public static final Duration KNOWN_FOR = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(RepositoryMaking.class);
  private static final String OPERATION = "create-repository";
  private static final Duration BEFORE_ANOTHER_TRY = Duration.ofSeconds(5);
  private static final int REMEMBERED = 100_000;
  private static final int LOCKS = 64;
  private static final int RETRY_SECONDS = 5;

  private final EcrRepositories repositories;
  private final Supplier<PolicyView> policy;
  private final DecisionRecords.Log log;
  private final Clock clock;
  private final Ticker ticker;
  private final Cache<RepositoryName, Boolean> known;
  private final Object[] locks = new Object[LOCKS];
  private volatile long nextTry;
  private volatile Optional<String> problem = Optional.empty();

  /**
   * For one registry. Nothing is asked yet.
   *
   * @param repositories those of the registry
   * @param policy the policy in force
   * @param log where it is written down who had what made
   * @param clock by which grants expire
   * @param ticker by which it is remembered what is there
   */
  public RepositoryMaking(
      EcrRepositories repositories,
      Supplier<PolicyView> policy,
      DecisionRecords.Log log,
      Clock clock,
      Ticker ticker) {
    this.repositories = repositories;
    this.policy = policy;
    this.log = log;
    this.clock = clock;
    this.ticker = ticker;
    this.nextTry = ticker.read();
    this.known =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(KNOWN_FOR)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new Object();
    }
  }

  /** Whether a push may go on without waiting for anybody. */
  boolean isKnown(RepositoryName repository) {
    return known.getIfPresent(repository) != null;
  }

  /**
   * Has a repository made that is missing. May block.
   *
   * @param caller who pushes, and may
   * @return what stands in the way; empty if the push may go on
   */
  Optional<ErrorAnswer> require(Subject caller, RepositoryName repository) {
    // Those who push the layers of one image come together: one of them asks and makes.
    synchronized (locks[Math.floorMod(repository.hashCode(), LOCKS)]) {
      return isMissing(repository) ? make(caller, repository) : Optional.empty();
    }
  }

  /**
   * Why a push would be refused that policies allow, without making anything. May block.
   *
   * @param repository where to
   * @return one line; empty if nothing here stands in its way
   */
  public Optional<String> foresee(RepositoryName repository) {
    return isMissing(repository)
        ? MissingRepository.refusal(policy.get(), repository)
        : Optional.empty();
  }

  /**
   * Why it cannot be told which repositories are there.
   *
   * @return one line for operators; empty if it can
   */
  public Optional<String> problem() {
    return problem;
  }

  private boolean isMissing(RepositoryName repository) {
    if (isKnown(repository) || (problem.isPresent() && ticker.read() - nextTry < 0)) {
      return false;
    }
    Reading found = repositories.find(repository);
    if (found instanceof Reading.Unknown unknown) {
      nextTry = ticker.read() + BEFORE_ANOTHER_TRY.toNanos();
      problem = Optional.of(unknown.reason());
      return false;
    }
    problem = Optional.empty();
    if (found instanceof Reading.Present) {
      known.put(repository, true);
    }
    return found instanceof Reading.Absent;
  }

  private Optional<ErrorAnswer> make(Subject caller, RepositoryName repository) {
    PolicyView view = policy.get();
    Optional<String> refused = MissingRepository.refusal(view, repository);
    if (refused.isPresent()) {
      log.note(record(caller, repository, DecisionRecord.Outcome.DENY, refused.get(), view));
      return Optional.of(ErrorAnswer.of(403, ErrorCode.DENIED, refused.get()));
    }
    try {
      // INVARIANT: who had it made is on the disk before it is.
      String why = MissingRepository.reason(view, repository);
      log.append(record(caller, repository, DecisionRecord.Outcome.ALLOW, why, view));
    } catch (DecisionLogException e) {
      return Optional.of(
          ErrorAnswer.unavailable("the decision cannot be written down", RETRY_SECONDS));
    }
    Making making =
        repositories.make(view.index(), view.registry().orElseThrow(), repository, clock.instant());
    return making instanceof Making.Made made
        ? made(repository, made)
        : notMade(repository, (Making.NotMade) making);
  }

  private Optional<ErrorAnswer> made(RepositoryName repository, Making.Made made) {
    known.put(repository, true);
    LOG.info("repository `{}` was made for a push", repository);
    made.missing()
        .ifPresent(
            what -> LOG.warn("repository `{}` lacks until the next apply {}", repository, what));
    log.note(event("repository-created", repository, made.missing()));
    return Optional.empty();
  }

  // The client is not told as whom the gateway asked.
  private Optional<ErrorAnswer> notMade(RepositoryName repository, Making.NotMade not) {
    LOG.warn("repository `{}` was not made: {}", repository, not.reason());
    log.note(event("repository-not-created", repository, Optional.of(not.reason())));
    String message =
        "`%s` does not exist and could not be made; the log of the gateway says why"
            .formatted(repository);
    return Optional.of(
        not.mayPass()
            ? ErrorAnswer.unavailable(message, RETRY_SECONDS)
            : ErrorAnswer.badGateway(message));
  }

  private static EventRecord event(String kind, RepositoryName repository, Optional<String> said) {
    return new EventRecord(
        kind,
        said.map(text -> Map.of("repository", repository.value(), "reason", text))
            .orElseGet(() -> Map.of("repository", repository.value())));
  }

  private static DecisionRecord record(
      Subject caller,
      RepositoryName repository,
      DecisionRecord.Outcome outcome,
      String remark,
      PolicyView view) {
    return new DecisionRecord(
        caller,
        OPERATION,
        Optional.of(repository),
        List.of(),
        Optional.empty(),
        outcome,
        Optional.empty(),
        List.of(),
        Optional.of(remark),
        view.version());
  }
}
