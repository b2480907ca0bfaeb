package dev.portwrit.gateway.server;

import dev.portwrit.gateway.forward.UpstreamConnections;
import dev.portwrit.gateway.gate.PolicyView;
import dev.portwrit.gateway.gate.PolicyViews;
import dev.portwrit.gateway.registry.RepositoryMaking;
import dev.portwrit.gateway.sweep.TagWatch;
import dev.portwrit.gateway.webhook.Webhooks;
import dev.portwrit.policy.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an operator should know of a gateway, besides whether it is ready. */
final class Notes {
  private final Foundations foundations;
  private final PolicyViews views;
  private final LedgerWatch ledger;
  private final Housekeeping housekeeping;
  private final TagWatch tags;
  private final Webhooks webhooks;
  private final NativeAccess others;
  private final UpstreamConnections connections;
  private final Optional<RepositoryMaking> making;

  Notes(
      Foundations foundations,
      PolicyViews views,
      LedgerWatch ledger,
      Housekeeping housekeeping,
      TagWatch tags,
      Webhooks webhooks,
      NativeAccess others,
      UpstreamConnections connections,
      Optional<RepositoryMaking> making) {
    this.foundations = foundations;
    this.views = views;
    this.ledger = ledger;
    this.housekeeping = housekeeping;
    this.tags = tags;
    this.webhooks = webhooks;
    this.others = others;
    this.connections = connections;
    this.making = making;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(foundations.policy().status().text());
    PolicyView view = views.get();
    view.writesRefused().ifPresent(cause -> lines.add("writes are refused: " + cause));
    if (!foundations.log().isAvailable()) {
      lines.add("writes are refused: the decision log cannot be written");
    }
    ledger.problem().ifPresent(cause -> lines.add("writes are refused: " + cause));
    connections
        .health()
        .cause()
        .ifPresent(cause -> lines.add("requests are refused until the registry answers: " + cause));
    connections
        .authorization()
        .problem()
        .ifPresent(cause -> lines.add("the registry refuses the gateway: " + cause));
    making
        .flatMap(RepositoryMaking::problem)
        .ifPresent(
            cause ->
                lines.add(
                    "no repository is made, since it cannot be told which are there: " + cause));
    lines.addAll(registry(view));
    lines.addAll(housekeeping.notes());
    lines.addAll(tags.notes());
    lines.addAll(webhooks.notes());
    return lines;
  }

  private List<String> registry(PolicyView view) {
    Registry started = foundations.registry();
    Optional<Registry> now = view.registry();
    if (now.isEmpty()) {
      return List.of("the policy does not define registry `" + started.name() + "` any more");
    }
    List<String> lines = new ArrayList<>();
    boolean isSame =
        now.get().url().equals(started.url())
            && now.get().type() == started.type()
            && now.get().credentials().equals(started.credentials());
    if (!isSame) {
      lines.add(
          "registry `" + started.name() + "` was changed; that holds after the gateway's restart");
    }
    NativeAccess.notGivenToGateway(now.get()).ifPresent(lines::add);
    lines.addAll(others.findings());
    return lines;
  }
}
