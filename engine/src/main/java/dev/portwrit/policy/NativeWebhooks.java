package dev.portwrit.policy;

import dev.portwrit.diagnostic.Place;
import java.util.List;

/**
 * The webhooks that repositories shall have in registries that have such. Where a document says so,
 * even that it is none, those of its repositories are policy's.
 *
 * @param place where the key is written
 * @param webhooks in the order of the file
 */
public record NativeWebhooks(Place place, List<NativeWebhook> webhooks) {
  /** Copies the list. */
  public NativeWebhooks {
    webhooks = List.copyOf(webhooks);
  }
}
