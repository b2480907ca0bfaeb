package dev.portwrit.gateway.webhook;

import dev.portwrit.gateway.upstream.TrustedCertificates;
import dev.portwrit.gateway.webhook.WebhookMeters.Ending;
import dev.portwrit.gateway.write.Pushed;
import dev.portwrit.policy.Workspace;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The webhooks of one gateway: what is pushed is told to whom policy names, in the background. One
 * thread does the book-keeping; attempts wait on none.
 */
public final class Webhooks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
  private static final int ATTEMPTS_AT_ONCE = 4;
  private static final int SHOWN = 3;
  private static final long STOP_SECONDS = 5;

  private final String registry;
  private final NamedReceivers named;
  private final WebhookSettings settings;
  private final Clock clock;
  private final Spool spool;
  private final WebhookMeters meters;
  private final WebhookClient client;
  private final Backlog backlog = new Backlog();

  /** Those that were taken and have no end yet, also before they are in the backlog. */
  private final AtomicInteger taken = new AtomicInteger();

  private final Map<URI, Receiver> receivers = new LinkedHashMap<>();
  private final ScheduledThreadPoolExecutor thread;
  private volatile List<String> troubles = List.of();

  private Webhooks(
      String registry,
      Supplier<Workspace> policy,
      WebhookSettings settings,
      Spool spool,
      Clock clock,
      MeterRegistry meters)
      throws TrustedCertificates.UnusableException {
    this.registry = registry;
    this.named = new NamedReceivers(policy);
    this.settings = settings;
    this.clock = clock;
    this.spool = spool;
    this.meters = new WebhookMeters(meters, taken, backlog.waiting(), clock);
    this.client =
        new WebhookClient(
            new ReceiverRule(settings.allowed()),
            settings.trusted(),
            settings.pace().patience(),
            clock);
    this.thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread made = new Thread(task, "gateway-webhooks");
              made.setDaemon(true);
              return made;
            });
    thread.setRemoveOnCancelPolicy(true);
  }

  /**
   * Opens the webhooks of a gateway and goes on with what waited when it stopped.
   *
   * @param folder where what waits is kept; made if it is not there
   * @param registry the name that policies have for the registry
   * @param policy the policy in force now
   * @param settings what the operator says
   * @param clock the time by which events are dated
   * @param meters where figures are registered
   * @return webhooks, to be closed at the end
   * @throws IOException if the folder cannot be used
   * @throws TrustedCertificates.UnusableException if the file of authorities holds none
   */
  public static Webhooks open(
      Path folder,
      String registry,
      Supplier<Workspace> policy,
      WebhookSettings settings,
      Clock clock,
      MeterRegistry meters)
      throws IOException, TrustedCertificates.UnusableException {
    Spool spool = Spool.open(folder);
    List<Delivery> kept = spool.read();
    Webhooks webhooks = new Webhooks(registry, policy, settings, spool, clock, meters);
    webhooks.goOnWith(kept);
    return webhooks;
  }

  private void goOnWith(List<Delivery> kept) {
    taken.addAndGet(kept.size());
    onThread(
        () -> {
          for (Delivery delivery : kept) {
            backlog.add(delivery);
            receiver(delivery.url()).add(delivery);
          }
          List.copyOf(receivers.values()).forEach(this::look);
        });
  }

  /**
   * Tells of a push, some time. Returns at once, and never throws.
   *
   * @param pushed what was seen to be pushed; of one tag in the order of the pushes
   */
  public void pushed(Pushed pushed) {
    try {
      Set<URI> urls = named.of(pushed.repository());
      if (urls.isEmpty()) {
        return;
      }
      String id = UUID.randomUUID().toString();
      String event = TagPushed.json(id, registry, pushed);
      for (URI url : urls) {
        take(new Delivery(0, url, pushed.repository(), pushed.tag(), id, pushed.at(), event));
      }
    } catch (RuntimeException e) {
      LOG.error("a push cannot be told of", e);
    }
  }

  private void take(Delivery delivery) {
    if (settings.secret().isEmpty()) {
      meters.ended(Ending.UNSIGNED);
    } else if (taken.incrementAndGet() > settings.pace().most()) {
      refuse(delivery);
    } else {
      onThread(() -> accept(delivery));
    }
  }

  private void refuse(Delivery delivery) {
    meters.ended(Ending.OVERFLOWED);
    taken.decrementAndGet();
    LOG.warn("{}", lost(delivery, "too many wait"));
  }

  private void onThread(Runnable task) {
    try {
      thread.execute(
          () -> {
            try {
              task.run();
            } catch (RuntimeException e) {
              LOG.error("telling of pushes failed", e);
            }
          });
    } catch (RejectedExecutionException e) {
      // It stops; what was written down is told after the next start.
    }
  }

  private Receiver receiver(URI url) {
    return receivers.computeIfAbsent(url, one -> new Receiver(Delivery.shown(one)));
  }

  private void accept(Delivery unnumbered) {
    Receiver receiver = receiver(unnumbered.url());
    if (receiver.waiting() >= settings.pace().mostOfOne()) {
      refuse(unnumbered);
      return;
    }
    Delivery delivery = backlog.number(unnumbered);
    try {
      spool.add(delivery);
    } catch (IOException e) {
      meters.unkept();
      LOG.warn(
          "a webhook cannot be written down, and is lost if the gateway stops: {}", e.getMessage());
    }
    receiver.add(delivery);
    look(receiver);
  }

  /** Sends what is due, and comes again when the next is. */
  private void look(Receiver receiver) {
    long soonest = Long.MAX_VALUE;
    for (Lane lane : receiver.lanes()) {
      long left = lane.due - System.nanoTime();
      if (lane.isBusy) {
        continue;
      }
      if (left > 0) {
        soonest = Math.min(soonest, left);
      } else if (receiver.underWay < ATTEMPTS_AT_ONCE) {
        send(receiver, lane);
      }
    }
    if (receiver.next != null) {
      receiver.next.cancel(false);
    }
    receiver.next =
        soonest == Long.MAX_VALUE
            ? null
            : thread.schedule(() -> onThread(() -> look(receiver)), soonest, TimeUnit.NANOSECONDS);
    tellTroubles();
  }

  private void send(Receiver receiver, Lane lane) {
    while (!lane.isEmpty() && !lane.isBusy) {
      Delivery delivery = lane.first();
      if (!named.of(delivery.repository()).contains(delivery.url())) {
        giveUp(receiver, lane, Ending.WITHDRAWN, "policy does not name its receiver any more");
      } else if (!clock.instant().isBefore(delivery.time().plus(settings.pace().age()))) {
        giveUp(receiver, lane, Ending.EXPIRED, "it became too old");
      } else {
        attempt(receiver, lane, delivery);
        return;
      }
    }
  }

  private void attempt(Receiver receiver, Lane lane, Delivery delivery) {
    long second = clock.instant().getEpochSecond();
    Optional<String> signature =
        settings.secret().flatMap(one -> one.sign(delivery.id(), second, delivery.event()));
    if (signature.isEmpty()) {
      failed(receiver, lane, "it cannot be signed: `--webhook-secret` cannot be read");
      return;
    }
    lane.isBusy = true;
    receiver.underWay++;
    client.send(
        delivery,
        second,
        signature.get(),
        receipt -> onThread(() -> answered(receiver, lane, receipt)));
  }

  private void answered(Receiver receiver, Lane lane, Receipt receipt) {
    lane.isBusy = false;
    receiver.underWay--;
    if (receipt instanceof Receipt.Failed failed) {
      failed(receiver, lane, failed.cause());
      failed.after().ifPresent(after -> lane.due = Math.max(lane.due, dueIn(bounded(after))));
    } else if (receipt instanceof Receipt.Forbidden forbidden) {
      giveUp(receiver, lane, Ending.FORBIDDEN, forbidden.cause());
    } else if (receipt instanceof Receipt.Gone) {
      giveUp(receiver, lane, Ending.GONE, "its receiver wants no more (410)");
    } else {
      if (receiver.trouble != null) {
        LOG.info("webhooks reach `{}` again", lane.first().receiver());
        receiver.trouble = null;
      }
      end(receiver, lane, Ending.DELIVERED);
    }
    look(receiver);
  }

  private Duration bounded(Duration after) {
    Duration longest = settings.pace().longest();
    return after.compareTo(longest) < 0 ? after : longest;
  }

  private static long dueIn(Duration pause) {
    return System.nanoTime() + pause.toNanos();
  }

  private void failed(Receiver receiver, Lane lane, String cause) {
    meters.failed();
    lane.attempts++;
    lane.due = dueIn(settings.pace().pause(lane.attempts));
    if (receiver.trouble == null) {
      LOG.warn("webhooks do not reach `{}`: {}", lane.first().receiver(), cause);
    }
    receiver.trouble = cause;
  }

  private void giveUp(Receiver receiver, Lane lane, Ending ending, String cause) {
    Delivery delivery = lane.first();
    end(receiver, lane, ending);
    LOG.warn("{}", lost(delivery, cause));
  }

  private void end(Receiver receiver, Lane lane, Ending ending) {
    Delivery delivery = lane.first();
    receiver.done(lane);
    backlog.remove(delivery);
    spool.remove(delivery);
    meters.ended(ending);
    taken.decrementAndGet();
    if (receiver.waiting() == 0) {
      if (receiver.next != null) {
        receiver.next.cancel(false);
      }
      receivers.remove(delivery.url());
    }
  }

  private static String lost(Delivery delivery, String cause) {
    return "the push of `%s:%s` is not told to `%s`: %s"
        .formatted(delivery.repository(), delivery.tag(), delivery.receiver(), cause);
  }

  private void tellTroubles() {
    List<String> lines = new ArrayList<>();
    for (Receiver receiver : receivers.values()) {
      if (receiver.trouble != null && lines.size() < SHOWN) {
        lines.add(receiver.text());
      }
    }
    troubles = List.copyOf(lines);
  }

  /**
   * What an operator should know.
   *
   * @return one line each, bounded, without path or query of a receiver
   */
  public List<String> notes() {
    return settings.secret().isEmpty() && !named.isEmpty()
        ? List.of("policy names webhooks, and none is sent: the gateway has no `--webhook-secret`")
        : troubles;
  }

  /**
   * Writes down what was taken, and stops. What is under way is sent again after the next start.
   */
  @Override
  public void close() {
    try {
      thread.submit(() -> {}).get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      LOG.warn("some webhooks could not be written down before the stop");
    }
    thread.shutdownNow();
    client.close();
  }
}
