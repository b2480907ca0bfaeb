package dev.portwrit.registry.twin;

import dev.portwrit.registry.CallCount;
import dev.portwrit.registry.LiveReader;
import dev.portwrit.registry.NativeState;
import dev.portwrit.registry.ObjectId;
import dev.portwrit.registry.Reading;
import dev.portwrit.registry.Scope;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads what is in a scope of a state, and remembers of which repositories that was. */
public final class RecordedReader implements LiveReader {
  private final NativeState live;
  private final Function<ObjectId, Optional<String>> repository;
  private final Set<String> read = new TreeSet<>();

  /** A reader of a state, in which some objects are each of one repository. */
  public RecordedReader(NativeState live, Function<ObjectId, Optional<String>> repository) {
    this.live = live;
    this.repository = repository;
  }

  /** Of which something was read. */
  public Set<String> repositories() {
    return read;
  }

  /** As if nothing was read yet. */
  public void forget() {
    read.clear();
  }

  @Override
  public NativeState read(Scope scope) {
    NativeState.Builder state = NativeState.EMPTY.toBuilder();
    live.gaps().forEach(gap -> state.gap(gap.kind(), gap.reason()));
    live.objects()
        .forEach(
            (id, reading) -> {
              Optional<String> name = repository.apply(id);
              if (name.isEmpty() || scope.includes(name.get())) {
                state.put(id, reading);
                name.ifPresent(read::add);
              }
            });
    return state.build();
  }

  @Override
  public Reading read(ObjectId object) {
    return live.at(object);
  }

  @Override
  public CallCount calls() {
    return new CallCount(new TreeMap<>());
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
