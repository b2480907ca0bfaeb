package dev.portwrit.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was read of a registry, with its completeness. Immutable.
 *
 * <p>An object that is not in it is absent, unless a {@link Gap} covers it: then it is unknown.
 */
public final class NativeState {
  /** A registry in which there is nothing. */
  public static final NativeState EMPTY = new NativeState(new TreeMap<>(), List.of());

  private final SortedMap<ObjectId, Reading> objects;
  private final List<Gap> gaps;

  /**
   * Something that was not read as a whole, such as a listing that broke off.
   *
   * @param kind the kind of object of which some may be missing
   * @param reason what went wrong, one line without secrets
   */
  public record Gap(String kind, String reason) {}

  private NativeState(SortedMap<ObjectId, Reading> objects, List<Gap> gaps) {
    this.objects = Collections.unmodifiableSortedMap(objects);
    this.gaps = List.copyOf(gaps);
  }

  /**
   * The objects that were seen, and those that are known to be absent or unknown.
   *
   * @return by kind and name
   */
  public SortedMap<ObjectId, Reading> objects() {
    return objects;
  }

  /**
   * What is missing.
   *
   * @return in the order in which it was met; empty where everything came
   */
  public List<Gap> gaps() {
    return gaps;
  }

  /**
   * What is known of an object.
   *
   * @param id any object
   * @return unknown where it was not seen and a gap covers its kind
   */
  public Reading at(ObjectId id) {
    Reading seen = objects.get(id);
    if (seen != null) {
      return seen;
    }
    return gaps.stream()
        .filter(gap -> gap.kind().equals(id.kind()))
        .findFirst()
        .<Reading>map(gap -> new Reading.Unknown(gap.reason()))
        .orElseGet(Reading::absent);
  }

  /**
   * The names of the objects of a kind that are there.
   *
   * @param kind a kind
   * @return sorted; those that are absent or unknown are not among them
   */
  public List<String> present(String kind) {
    return objects.entrySet().stream()
        .filter(entry -> entry.getKey().kind().equals(kind))
        .filter(entry -> entry.getValue() instanceof Reading.Present)
        .map(entry -> entry.getKey().name())
        .toList();
  }

  /**
   * Whether everything that was asked for is known.
   *
   * @return false if there is a gap or an unknown object
   */
  public boolean isComplete() {
    return gaps.isEmpty() && objects.values().stream().noneMatch(Reading::isUnknown);
  }

  /**
   * The state with one object read anew, or as a step would leave it.
   *
   * @param id the object
   * @param reading what is known of it now
   * @return another state
   */
  public NativeState with(ObjectId id, Reading reading) {
    return toBuilder().put(id, reading).build();
  }

  /**
   * The state with some objects as steps would leave them.
   *
   * @param readings what each becomes
   * @return another state
   */
  public NativeState withAll(Map<ObjectId, Reading> readings) {
    Builder builder = toBuilder();
    readings.forEach(builder::put);
    return builder.build();
  }

  /**
   * Begins with what is here.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.objects.putAll(objects);
    builder.gaps.addAll(gaps);
    return builder;
  }

  /** Collects what is read. Not for several threads at once. */
  public static final class Builder {
    private final SortedMap<ObjectId, Reading> objects = new TreeMap<>();
    private final List<Gap> gaps = new ArrayList<>();

    /**
     * Notes an object; the last word counts.
     *
     * @param id the object
     * @param reading what is known of it
     * @return this
     */
    public Builder put(ObjectId id, Reading reading) {
      objects.put(id, reading);
      return this;
    }

    /**
     * Notes that objects of a kind may be missing.
     *
     * @param kind the kind
     * @param reason what went wrong
     * @return this
     */
    public Builder gap(String kind, String reason) {
      gaps.add(new Gap(kind, reason));
      return this;
    }

    /**
     * The state.
     *
     * @return what was collected
     */
    public NativeState build() {
      return new NativeState(new TreeMap<>(objects), gaps);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NativeState state
        && objects.equals(state.objects)
        && gaps.equals(state.gaps);
  }

  @Override
  public int hashCode() {
    return 31 * objects.hashCode() + gaps.hashCode();
  }

  @Override
  public String toString() {
    return objects + (gaps.isEmpty() ? "" : " with gaps " + gaps);
  }
}
