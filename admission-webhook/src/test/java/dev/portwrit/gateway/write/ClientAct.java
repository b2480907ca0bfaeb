package dev.portwrit.gateway.write;

import static dev.portwrit.gateway.write.RealWorld.API;
import static dev.portwrit.gateway.write.RealWorld.BOB;
import static dev.portwrit.gateway.write.RealWorld.CY;

import dev.portwrit.admission.ManifestBytes;
import dev.portwrit.gateway.write.WriteOutcome.Done;
import dev.portwrit.policy.Subject;
import dev.portwrit.reference.Digest;
import dev.portwrit.reference.Reference;
import dev.portwrit.reference.Tag;
import java.util.List;
import java.util.Optional;

/** What one client asks of its gateway for the tag {@code v1}; cy has an exception for it. */
enum ClientAct {
  PUT_D {
    @Override
    WriteOutcome run(InterleavedWorld world, ManifestWrites writes) {
      return put(world, writes, BOB, world.d);
    }
  },
  PUT_X {
    @Override
    WriteOutcome run(InterleavedWorld world, ManifestWrites writes) {
      return put(world, writes, BOB, world.x);
    }
  },
  PUT_Y {
    @Override
    WriteOutcome run(InterleavedWorld world, ManifestWrites writes) {
      return put(world, writes, BOB, world.y);
    }
  },
  MOVE_TO_X {
    @Override
    WriteOutcome run(InterleavedWorld world, ManifestWrites writes) {
      return put(world, writes, CY, world.x);
    }
  },
  DELETE_TAG {
    @Override
    WriteOutcome run(InterleavedWorld world, ManifestWrites writes) {
      world.registry.onBehalfOf(CY);
      WriteOutcome outcome = writes.deleteManifest(CY, API, new Reference.ByTag(V1));
      if (outcome instanceof Done) {
        world.promises.made(V1, Optional.empty());
      }
      return outcome;
    }
  },
  DELETE_MANIFEST_D {
    @Override
    WriteOutcome run(InterleavedWorld world, ManifestWrites writes) {
      return deleteManifest(world, writes, world.d);
    }
  },
  DELETE_MANIFEST_X {
    @Override
    WriteOutcome run(InterleavedWorld world, ManifestWrites writes) {
      return deleteManifest(world, writes, world.x);
    }
  },
  DELETE_LAYER_OF_D {
    @Override
    WriteOutcome run(InterleavedWorld world, ManifestWrites writes) {
      return deleteBlob(world, writes, MemoryRegistry.layer("D"));
    }
  },
  DELETE_LAYER_OF_X {
    @Override
    WriteOutcome run(InterleavedWorld world, ManifestWrites writes) {
      return deleteBlob(world, writes, MemoryRegistry.layer("X"));
    }
  };

  static final Tag V1 = new Tag("v1");

  /** Asks, and remembers what was promised. */
  abstract WriteOutcome run(InterleavedWorld world, ManifestWrites writes);

  private static WriteOutcome put(
      InterleavedWorld world, ManifestWrites writes, Subject who, ManifestBytes manifest) {
    world.registry.onBehalfOf(who);
    WriteOutcome outcome = writes.put(who, API, new Reference.ByTag(V1), List.of(), manifest);
    if (outcome instanceof Done) {
      world.promises.made(V1, Optional.of(manifest.digest()));
    }
    return outcome;
  }

  private static WriteOutcome deleteManifest(
      InterleavedWorld world, ManifestWrites writes, ManifestBytes manifest) {
    world.registry.onBehalfOf(CY);
    return writes.deleteManifest(CY, API, new Reference.ByDigest(manifest.digest()));
  }

  private static WriteOutcome deleteBlob(
      InterleavedWorld world, ManifestWrites writes, Digest blob) {
    world.registry.onBehalfOf(CY);
    return writes.deleteBlob(CY, API, blob);
  }
}
