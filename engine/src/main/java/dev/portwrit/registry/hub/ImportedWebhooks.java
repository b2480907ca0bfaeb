package dev.portwrit.registry.hub;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.policy.NativeWebhook;
import dev.portwrit.reference.RepositoryName;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.hub.HubObjects.InRepository;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes webhooks that are there into policy files, all of a repository or none: those that are not
 * named where others are would be taken away. An address that may hold a secret is never written.
 */
final class ImportedWebhooks {
  private static final int LONGEST_WORD = 20;

  private final PolicyIndex index;
  private final NativeState live;

  ImportedWebhooks(PolicyIndex index, NativeState live) {
    this.index = index;
    this.live = live;
  }

  /**
   * Reads those of one repository.
   *
   * @return what could not be written, for people
   */
  List<String> read(String nativeName, RepositoryName name, ImportedFile file) {
    Map<String, String> said = new HashMap<>();
    index
        .workspace()
        .nativeWebhooks(name)
        .forEach(some -> some.webhooks().forEach(one -> said.putIfAbsent(one.name(), url(one))));
    SortedMap<String, String> found = new TreeMap<>();
    List<String> left = new ArrayList<>();
    live.objects()
        .forEach(
            (id, reading) -> {
              if (id.kind().equals(HubObjects.WEBHOOK)
                  && InRepository.of(id).repository().equals(nativeName)) {
                readOne(id, reading, said, found, left);
              }
            });
    if (left.isEmpty()) {
      found.forEach((webhook, url) -> file.webhook(name, webhook, url));
    } else {
      found
          .keySet()
          .forEach(
              webhook ->
                  left.add(
                      "webhook `" + webhook + "` is left too, since policy names all or none"));
    }
    return left;
  }

  private static String url(NativeWebhook webhook) {
    return webhook.url().toString();
  }

  private static void readOne(
      ObjectId id,
      Reading reading,
      Map<String, String> said,
      SortedMap<String, String> found,
      List<String> left) {
    String webhook = InRepository.of(id).name();
    if (reading instanceof Reading.Unknown unknown) {
      left.add("webhook `" + webhook + "` is not known: " + unknown.reason());
    } else if (reading instanceof Reading.Present present) {
      try {
        String url = HubContents.Webhook.read(present.content()).url();
        if (url.equals(said.get(webhook))) {
          return;
        }
        if (said.containsKey(webhook)) {
          left.add("webhook `" + webhook + "` has another address by policy");
        } else if (isPlain(url)) {
          found.put(webhook, url);
        } else {
          left.add(
              "webhook `" + webhook + "` has an address that may hold a secret, or is no `https`");
        }
      } catch (UnreadableContent e) {
        left.add("webhook `" + webhook + "` is not understood: " + e.getMessage());
      }
    }
  }

  /** Whether nothing of it looks like a password or token. */
  private static boolean isPlain(String text) {
    try {
      URI url = new URI(text);
      return "https".equals(url.getScheme())
          && url.getHost() != null
          && url.getRawUserInfo() == null
          && url.getRawQuery() == null
          && url.getRawFragment() == null
          && Arrays.stream(url.getRawPath().split("/", -1))
              .allMatch(word -> word.length() < LONGEST_WORD);
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
