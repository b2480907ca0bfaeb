package dev.portwrit.registry.ecr.twin;

/** A value that readers may see late, as eventually consistent services show it. */
final class Lagging<T> {
  private T now;
  private T before;
  private int staleReads;

  Lagging(T value) {
    this.now = value;
    this.before = value;
  }

  T now() {
    return now;
  }

  void set(T value, int lag) {
    before = now;
    now = value;
    staleReads = lag;
  }

  /** What a reader is told. */
  T read() {
    if (staleReads > 0) {
      staleReads--;
      return before;
    }
    return now;
  }
}
