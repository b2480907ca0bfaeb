package dev.portwrit.gateway.inforce;

import dev.portwrit.gateway.decisionlog.DecisionLog;
import dev.portwrit.gateway.decisionlog.DecisionLogException;
import dev.portwrit.gateway.decisionlog.EventRecord;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the decision log and the operator's log what is in force. A line {@code policy-accepted}
 * stands before every decision that the policy made: its {@code time} is the answer to what was in
 * force when.
 */
public final class PolicyLog implements PolicyEvents {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyLog.class);

  private final DecisionLog log;
  private final String registry;
  private String lastTrouble = "";

  /**
   * A listener.
   *
   * @param log where decisions are logged
   * @param registry for which registry of the workspace they are made
   */
  public PolicyLog(DecisionLog log, String registry) {
    this.log = log;
    this.registry = registry;
  }

  @Override
  public void accepted(AcceptedPolicy accepted, Optional<AcceptedPolicy> before, Reason reason) {
    lastTrouble = "";
    LOG.info("policy {} is in force ({})", accepted.version(), word(reason));
    Map<String, String> detail = new TreeMap<>();
    detail.put("registry", registry);
    detail.put("version", accepted.version());
    detail.put("reason", word(reason));
    detail.put("accepted-at", accepted.acceptedAt().toString());
    before.ifPresent(policy -> detail.put("before", policy.version()));
    accepted.commit().ifPresent(commit -> detail.put("committed-at", commit.time().toString()));
    try {
      log.append(new EventRecord("policy-accepted", detail));
    } catch (DecisionLogException unwritten) {
      // Decisions of writes cannot be logged now either, so they are refused until they can.
      throw new IllegalStateException(unwritten.getMessage(), unwritten);
    }
  }

  @Override
  public void refused(String version, String cause) {
    LOG.warn("policy {} is not accepted: {}", version, cause);
    log.note(new EventRecord("policy-refused", Map.of("version", version, "cause", cause)));
  }

  @Override
  public void unreachable(String cause) {
    if (!cause.equals(lastTrouble)) {
      lastTrouble = cause;
      LOG.warn("the workspace could not be looked at: {}", cause);
    }
  }

  private static String word(Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }
}
