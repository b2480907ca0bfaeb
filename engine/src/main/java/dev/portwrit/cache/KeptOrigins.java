package dev.portwrit.cache;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * By which commits some access came to be that holds at one commit.
 *
 * @param origins by the sum of what says which access it is
 */
public record KeptOrigins(SortedMap<ClaimSum, Made> origins) {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  /**
   * A commit, and by which merge the branch got it.
   *
   * @param commit 40 hexadecimal digits
   * @param merge the same, empty if it was made on the branch itself
   */
  public record Made(String commit, Optional<String> merge) {
    /** Checks the digits. */
    public Made {
      if (!COMMIT.matcher(commit).matches()
          || !merge.map(one -> COMMIT.matcher(one).matches()).orElse(true)) {
        throw new IllegalArgumentException("not a commit: " + commit + " " + merge);
      }
    }
  }

  /** Copies the map. */
  public KeptOrigins {
    origins = Collections.unmodifiableSortedMap(new TreeMap<>(origins));
  }

  /** Each commit once, then each access with the number of its commit. */
  byte[] toBytes() {
    Map<Made, Integer> numbers = new LinkedHashMap<>();
    ByteSink accesses = new ByteSink();
    origins.forEach(
        (claim, made) -> {
          eight(accesses, claim.high());
          eight(accesses, claim.low());
          accesses.number(numbers.computeIfAbsent(made, one -> numbers.size()));
        });
    ByteSink all = new ByteSink();
    all.number(numbers.size());
    numbers
        .keySet()
        .forEach(
            made -> {
              all.text(made.commit());
              all.text(made.merge().orElse(""));
            });
    all.number(origins.size());
    all.append(accesses);
    return all.toBytes();
  }

  /** Reads {@link #toBytes}; other bytes end in an unchecked exception. */
  static KeptOrigins read(byte[] bytes, int from) {
    ByteSource source = new ByteSource(bytes, from);
    List<Made> made = new ArrayList<>();
    for (int count = source.count(); count > 0; count--) {
      String commit = source.text();
      made.add(new Made(commit, Optional.of(source.text()).filter(text -> !text.isEmpty())));
    }
    SortedMap<ClaimSum, Made> origins = new TreeMap<>();
    for (int count = source.count(); count > 0; count--) {
      ClaimSum claim = new ClaimSum(eight(source), eight(source));
      origins.put(claim, made.get(source.count()));
    }
    if (!source.isAtEnd()) {
      throw new IllegalArgumentException("more than was counted");
    }
    return new KeptOrigins(origins);
  }

  private static void eight(ByteSink sink, long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      sink.octet((int) (value >>> shift));
    }
  }

  private static long eight(ByteSource source) {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = (value << 8) | (source.octet() & 0xff);
    }
    return value;
  }
}
