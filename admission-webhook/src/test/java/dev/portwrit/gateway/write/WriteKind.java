package dev.portwrit.gateway.write;

import static dev.portwrit.gateway.write.RealWorld.BOB;
import static dev.portwrit.gateway.write.RealWorld.CY;
import static dev.portwrit.gateway.write.RealWorld.DEE;

import dev.portwrit.policy.Subject;
import java.util.Optional;

/** Each kind of write, with what must be there before; cy has an exception for {@code v1}. */
enum WriteKind {
  PUT_OF_ABSENT {
    @Override
    WriteOutcome act(ProtocolWorld world) {
      return world.push(BOB, "v1", world.x);
    }
  },
  PUT_OF_SAME_THAT_NOBODY_SAW {
    @Override
    void prepare(ProtocolWorld world) {
      world.outside("v1", Optional.of(world.x));
    }

    @Override
    WriteOutcome act(ProtocolWorld world) {
      return world.push(BOB, "v1", world.x);
    }
  },
  PUT_OF_SAME {
    @Override
    void prepare(ProtocolWorld world) {
      world.push(BOB, "v1", world.x);
    }

    @Override
    WriteOutcome act(ProtocolWorld world) {
      return world.push(BOB, "v1", world.x);
    }
  },
  PUT_OF_OTHER_THAT_IS_REFUSED {
    @Override
    void prepare(ProtocolWorld world) {
      world.outside("v1", Optional.of(world.d));
    }

    @Override
    WriteOutcome act(ProtocolWorld world) {
      return world.push(BOB, "v1", world.x);
    }
  },
  PUT_OF_OTHER_UNDER_EXCEPTION {
    @Override
    void prepare(ProtocolWorld world) {
      world.push(BOB, "v1", world.d);
    }

    @Override
    WriteOutcome act(ProtocolWorld world) {
      return world.push(CY, "v1", world.x);
    }
  },
  RESTORE_OF_LOST {
    @Override
    void prepare(ProtocolWorld world) {
      world.push(BOB, "v1", world.d);
      world.outside("v1", Optional.empty());
    }

    @Override
    WriteOutcome act(ProtocolWorld world) {
      return world.push(BOB, "v1", world.d);
    }
  },
  RESTORE_OF_CHANGED {
    @Override
    void prepare(ProtocolWorld world) {
      world.push(BOB, "v1", world.d);
      world.outside("v1", Optional.of(world.y));
    }

    @Override
    WriteOutcome act(ProtocolWorld world) {
      return world.push(BOB, "v1", world.d);
    }
  },
  PUT_WITH_TAGS_IN_THE_QUERY {
    @Override
    void prepare(ProtocolWorld world) {
      world.outside("v3", Optional.of(world.x));
    }

    @Override
    WriteOutcome act(ProtocolWorld world) {
      return world.pushByDigest(BOB, world.x, "v1", "v2", "v3", "latest");
    }
  },
  PUT_WITH_TAGS_THAT_THE_REGISTRY_IGNORES {
    @Override
    void prepare(ProtocolWorld world) {
      world.registry.takesTagQuery(false);
    }

    @Override
    WriteOutcome act(ProtocolWorld world) {
      return world.pushByDigest(BOB, world.x, "v1", "v2");
    }
  },
  PUT_THAT_THE_REGISTRY_REFUSES {
    @Override
    WriteOutcome act(ProtocolWorld world) {
      return world.push(BOB, "v1", world.withoutItsLayer);
    }
  },
  DELETE_OF_TAG_UNDER_EXCEPTION {
    @Override
    void prepare(ProtocolWorld world) {
      world.push(BOB, "v1", world.d);
    }

    @Override
    WriteOutcome act(ProtocolWorld world) {
      return world.deleteTag(CY, "v1");
    }
  },
  DELETE_OF_TAG_THAT_NOBODY_SAW {
    @Override
    void prepare(ProtocolWorld world) {
      world.outside("v1", Optional.of(world.d));
    }

    @Override
    WriteOutcome act(ProtocolWorld world) {
      return world.deleteTag(CY, "v1");
    }
  },
  DELETE_OF_TAG_THAT_WAS_LOST {
    @Override
    void prepare(ProtocolWorld world) {
      world.push(BOB, "v1", world.d);
      world.outside("v1", Optional.empty());
    }

    @Override
    WriteOutcome act(ProtocolWorld world) {
      return world.deleteTag(CY, "v1");
    }
  },
  DELETE_OF_TAG_THAT_IS_REFUSED {
    @Override
    void prepare(ProtocolWorld world) {
      world.push(BOB, "v2", world.d);
    }

    @Override
    WriteOutcome act(ProtocolWorld world) {
      return world.deleteTag(CY, "v2");
    }
  },
  PUT_OF_WHAT_WAS_DELETED {
    @Override
    void prepare(ProtocolWorld world) {
      world.push(BOB, "v1", world.d);
      world.deleteTag(CY, "v1");
    }

    @Override
    WriteOutcome act(ProtocolWorld world) {
      return world.push(BOB, "v1", world.d);
    }
  },
  DELETE_OF_MANIFEST_WITHOUT_PROTECTED_TAG {
    @Override
    void prepare(ProtocolWorld world) {
      world.push(BOB, "latest", world.d);
    }

    @Override
    WriteOutcome act(ProtocolWorld world) {
      return world.deleteManifest(CY, world.d);
    }
  },
  DELETE_OF_MANIFEST_UNDER_EXCEPTION {
    @Override
    void prepare(ProtocolWorld world) {
      world.push(BOB, "v1", world.d);
    }

    @Override
    WriteOutcome act(ProtocolWorld world) {
      return world.deleteManifest(CY, world.d);
    }
  },
  DELETE_OF_BLOB {
    @Override
    WriteOutcome act(ProtocolWorld world) {
      return world.deleteBlob(CY, MemoryRegistry.layer("D"));
    }
  },
  RESTRICTED_PUT {
    @Override
    WriteOutcome act(ProtocolWorld world) {
      return world.push(DEE, "stable", world.x);
    }
  },
  RESTRICTED_MOVE {
    @Override
    void prepare(ProtocolWorld world) {
      world.push(DEE, "stable", world.d);
    }

    @Override
    WriteOutcome act(ProtocolWorld world) {
      return world.push(DEE, "stable", world.x);
    }
  },
  RESTRICTED_DELETE {
    @Override
    void prepare(ProtocolWorld world) {
      world.push(DEE, "stable", world.d);
    }

    @Override
    WriteOutcome act(ProtocolWorld world) {
      return world.deleteTag(DEE, "stable");
    }
  };

  /** Through a gateway that lives, and past it. */
  void prepare(ProtocolWorld world) {}

  /** The write; made again it is the same request. */
  abstract WriteOutcome act(ProtocolWorld world);

  private boolean isRestricted() {
    return name().startsWith("RESTRICTED");
  }

  /** The tag that it is about. */
  String tag() {
    return isRestricted() ? "stable" : "v1";
  }

  /** Who would like it to be another. */
  Subject rival() {
    return isRestricted() ? DEE : BOB;
  }
}
