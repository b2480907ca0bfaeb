package dev.portwrit.registry.hub;

import dev.portwrit.decision.PolicyIndex;
import dev.portwrit.registry.Imported;
import dev.portwrit.registry.NativeState;
import java.util.List;
import java.util.TreeMap;

/** Policy files of what is on Docker Hub. */
final class HubImport {
  HubImport(HubContext context, PolicyIndex index, NativeState live) {}

  Imported files() {
    return new Imported(new TreeMap<>(), List.of());
  }
}
