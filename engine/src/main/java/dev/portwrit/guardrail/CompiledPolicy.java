package dev.portwrit.guardrail;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A policy ready to be instantiated. All instances share the parsed module and, where it was
 * compiled to bytecode, the compiled machine, so that another instance costs a millisecond and not
 * a second.
 *
 * <p>May be shared between threads; an instance of it may not.
 */
final class CompiledPolicy {
  private final WasmModule module;
  private final Function<Instance, Machine> machines;
  private final int maxPages;
  private final Map<String, Integer> entrypoints;

  private CompiledPolicy(WasmModule module, Function<Instance, Machine> machines, int maxPages)
      throws BundleRefused {
    this.module = module;
    this.machines = machines;
    this.maxPages = maxPages;
    PolicyInstance first = newInstance();
    if (!first.isOfKnownVersion()) {
      throw new BundleRefused("`policy.wasm` is made for another version of the OPA interface");
    }
    requireBuiltins(first.builtins().keySet());
    this.entrypoints = first.entrypoints();
  }

  /**
   * Compiles a policy.
   *
   * @param wasm what {@code opa build -t wasm} made
   * @param maxPages how much memory one instance may take, in pages of 64 KiB
   * @throws BundleRefused if it is no policy, or needs builtin functions that are not provided
   */
  static CompiledPolicy of(byte[] wasm, int maxPages) throws BundleRefused {
    return load(wasm, maxPages, CompiledPolicy::compile);
  }

  /**
   * Makes a policy ready for a few small questions: it is interpreted, which begins a second
   * earlier and is a hundred times slower.
   *
   * @param wasm what {@code opa build -t wasm} made
   * @param maxPages how much memory one instance may take, in pages of 64 KiB
   * @throws BundleRefused if it is no policy, or needs builtin functions that are not provided
   */
  static CompiledPolicy interpreted(byte[] wasm, int maxPages) throws BundleRefused {
    return load(wasm, maxPages, module -> InterpreterMachine::new);
  }

  private static CompiledPolicy load(
      byte[] wasm, int maxPages, Function<WasmModule, Function<Instance, Machine>> machines)
      throws BundleRefused {
    try {
      WasmModule module = Parser.parse(wasm);
      return new CompiledPolicy(module, machines.apply(module), maxPages);
    } catch (ChicoryException | PolicyAborted e) {
      throw new BundleRefused("`policy.wasm` cannot be loaded: " + e.getMessage());
    }
  }

  /** A fresh instance with its own memory. */
  PolicyInstance newInstance() {
    return new PolicyInstance(module, machines, maxPages);
  }

  /**
   * The number of an entry point.
   *
   * @throws EvaluationFailed if the policy has none of this name
   */
  int entrypoint(String name) throws EvaluationFailed {
    Integer number = entrypoints.get(name);
    if (number == null) {
      throw new EvaluationFailed("the bundle has no entry point `" + name + "`");
    }
    return number;
  }

  private static Function<Instance, Machine> compile(WasmModule module) {
    return MachineFactoryCompiler.builder(module)
        .withInterpreterFallback(InterpreterFallback.SILENT)
        .compile();
  }

  // A builtin that is missing would only be noticed when a rule reaches it.
  private static void requireBuiltins(Set<String> needed) throws BundleRefused {
    Set<String> missing = new TreeSet<>(needed);
    missing.removeAll(HostBuiltins.names());
    if (!missing.isEmpty()) {
      throw new BundleRefused(
          "the bundle needs builtin functions that guardrails do not have: `"
              + String.join("`, `", missing)
              + "`");
    }
  }
}
