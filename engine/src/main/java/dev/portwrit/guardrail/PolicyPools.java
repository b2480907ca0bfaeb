package dev.portwrit.guardrail;

import org.jspecify.annotations.Nullable;

/**
 * The same policy twice: interpreted, which is ready at once and slow, and compiled, which takes
 * about a second to be ready. Whoever asks a few small questions never waits for the compiler;
 * whoever goes on asking is given the compiled policy as soon as interpreting has cost as much.
 */
final class PolicyPools implements AutoCloseable {
  /** How much input is interpreted, in bytes, before the policy is compiled. */
  private static final long INTERPRETED_BYTES = 256 * 1024;

  /** What an evaluation costs besides its input, in bytes of input. */
  private static final long INTERPRETED_ALWAYS = 2 * 1024;

  private final byte[] wasm;
  private final GuardrailLimits limits;
  private long interpretedBytes;
  private @Nullable InstancePool interpreted;
  private @Nullable InstancePool compiled;

  PolicyPools(byte[] wasm, GuardrailLimits limits) {
    this.wasm = wasm;
    this.limits = limits;
  }

  /**
   * The pool for the next question.
   *
   * @param bytes how large its input is
   * @throws EvaluationFailed if the policy is refused
   */
  synchronized InstancePool forInput(int bytes) throws EvaluationFailed {
    interpretedBytes += bytes + INTERPRETED_ALWAYS;
    try {
      return compiled != null || interpretedBytes > INTERPRETED_BYTES ? compiled() : interpreted();
    } catch (BundleRefused e) {
      throw new EvaluationFailed(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * The compiled policy, which is compiled now if it was not yet.
   *
   * @throws BundleRefused if it cannot be used
   */
  synchronized InstancePool compiled() throws BundleRefused {
    if (compiled == null) {
      compiled = new InstancePool(CompiledPolicy.of(wasm, limits.pages()), limits);
    }
    return compiled;
  }

  @Override
  public synchronized void close() {
    if (interpreted != null) {
      interpreted.close();
    }
    if (compiled != null) {
      compiled.close();
    }
  }

  private InstancePool interpreted() throws BundleRefused {
    if (interpreted == null) {
      interpreted = new InstancePool(CompiledPolicy.interpreted(wasm, limits.pages()), limits);
    }
    return interpreted;
  }
}
