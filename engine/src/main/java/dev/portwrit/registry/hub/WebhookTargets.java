package dev.portwrit.registry.hub;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.policy.NativeWebhook;
import dev.portwrit.policy.NativeWebhooks;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.RegistryFindings;
import dev.portwrit.registry.hub.HubObjects.InRepository;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which webhooks repositories shall have, where policies say so. */
final class WebhookTargets {
  private final PolicyIndex index;
  private final NativeState live;
  private final boolean removes;
  private final RegistryFindings findings;
  private final SortedMap<ObjectId, Reading> targets = new TreeMap<>();

  WebhookTargets(PolicyIndex index, NativeState live, boolean removes, RegistryFindings findings) {
    this.index = index;
    this.live = live;
    this.removes = removes;
    this.findings = findings;
  }

  SortedMap<ObjectId, Reading> of(SortedMap<String, RepositoryName> governed) {
    governed.forEach(
        (nativeName, name) -> {
          List<NativeWebhooks> said = index.workspace().nativeWebhooks(name);
          if (!said.isEmpty()) {
            want(nativeName, said);
            leaveOrTake(nativeName, said);
          }
        });
    return targets;
  }

  private void want(String nativeName, List<NativeWebhooks> said) {
    Reading repository = live.at(HubObjects.repository(nativeName));
    SortedMap<String, NativeWebhook> named = new TreeMap<>();
    for (NativeWebhooks some : said) {
      for (NativeWebhook webhook : some.webhooks()) {
        ObjectId id = HubObjects.webhook(nativeName, webhook.name());
        NativeWebhook before = named.putIfAbsent(webhook.name(), webhook);
        if (before != null && !before.url().equals(webhook.url())) {
          report(id, webhook, before);
          targets.put(id, new Reading.Unknown("policies give it two addresses"));
        } else if (before == null) {
          targets.put(
              id,
              repository.isUnknown()
                  ? repository
                  : Reading.present(new HubContents.Webhook(webhook.url().toString()).text()));
        }
      }
    }
  }

  private void report(ObjectId id, NativeWebhook webhook, NativeWebhook before) {
    findings.error(
        webhook.place(),
        Code.HUB_WEBHOOK,
        "`" + Printable.escape(id.toString()) + "` has another address at " + before.place(),
        "give one of them another name");
  }

  private void leaveOrTake(String nativeName, List<NativeWebhooks> said) {
    live.objects()
        .forEach(
            (id, reading) -> {
              boolean isOther =
                  id.kind().equals(HubObjects.WEBHOOK)
                      && InRepository.of(id).repository().equals(nativeName)
                      && !targets.containsKey(id);
              if (isOther && removes) {
                targets.put(id, reading.isUnknown() ? reading : Reading.absent());
              } else if (isOther && !(reading instanceof Reading.Absent)) {
                findings.warning(
                    said.get(0).place(),
                    Code.HUB_WEBHOOK,
                    "`" + Printable.escape(id.toString()) + "` is none that policies name",
                    "name it here, or let `mode: authoritative` take it away");
              }
            });
  }
}
