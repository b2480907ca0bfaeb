package dev.portwrit.guardrail;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.fasterxml.jackson.databind.JsonNode;
import com.styra.opa.wasm.OpaWasm_Env;
import com.styra.opa.wasm.OpaWasm_ModuleExports;
import com.styra.opa.wasm.OpaWasm_ModuleImports;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One instance of a compiled policy, with its memory and with its data kept loaded. For one thread
 * at a time; after a failed evaluation it is not used again.
 *
 * <p>Source: the OPA documentation, "WebAssembly", the ABI of version 1.3.
 */
final class PolicyInstance implements OpaWasm_ModuleImports, OpaWasm_Env {
  private static final byte[] NO_DATA = "{}".getBytes(StandardCharsets.UTF_8);
  private static final int INITIAL_PAGES = 8;
  private static final int PAGES_A_MEBIBYTE = 16;
  private static final String OUT_OF_MEMORY = "opa_malloc";

  private final Memory memory;
  private final OpaWasm_ModuleExports exports;
  private final Map<Integer, String> builtins;
  private final int data;
  private final int heap;
  private Instant now = Instant.EPOCH;

  PolicyInstance(WasmModule module, Function<Instance, Machine> machines, int maxPages) {
    this.memory = new ByteArrayMemory(new MemoryLimits(INITIAL_PAGES, maxPages));
    Instance instance =
        Instance.builder(module)
            .withImportValues(toImportValues())
            .withMachineFactory(machines)
            .build();
    this.exports = new OpaWasm_ModuleExports(instance);
    this.builtins = new HashMap<>();
    builtins().forEach((name, number) -> builtins.put(number, name));
    this.data = load(NO_DATA);
    this.heap = exports.opaHeapPtrGet();
  }

  /**
   * Evaluates.
   *
   * @param entrypoint the number of the entry point
   * @param input JSON that was checked
   * @param instant what {@code time.now_ns} says
   * @return what the policy says, as JSON: a list of results, empty where the rule is undefined
   * @throws EvaluationFailed if it says nothing; the instance is then of no more use
   */
  String evaluate(int entrypoint, byte[] input, Instant instant) throws EvaluationFailed {
    now = instant;
    try {
      exports.opaHeapPtrSet(heap);
      int value = load(input);
      int context = exports.opaEvalCtxNew();
      exports.opaEvalCtxSetData(context, data);
      exports.opaEvalCtxSetInput(context, value);
      exports.opaEvalCtxSetEntrypoint(context, entrypoint);
      int error = exports.eval(context);
      if (error != 0) {
        throw new EvaluationFailed("the policy failed with error " + error);
      }
      return json(exports.opaEvalCtxGetResult(context));
    } catch (PolicyAborted | BuiltinFailed e) {
      throw new EvaluationFailed(String.valueOf(e.getMessage()), e);
    } catch (ChicoryException | IndexOutOfBoundsException | StackOverflowError e) {
      throw new EvaluationFailed("it was stopped", e);
    }
  }

  /** Whether the policy speaks the version of the interface that is spoken here. */
  boolean isOfKnownVersion() {
    return exports.opaWasmAbiVersion().getValue() == 1
        && exports.opaWasmAbiMinorVersion().getValue() >= 2;
  }

  /** How much memory the instance holds, in pages of 64 KiB; it never shrinks. */
  int pages() {
    return memory.pages();
  }

  /** The builtin functions that the policy calls, by name. */
  Map<String, Integer> builtins() {
    return numbers(exports.builtins());
  }

  /** The entry points, by name. */
  Map<String, Integer> entrypoints() {
    return numbers(exports.entrypoints());
  }

  @Override
  public OpaWasm_Env env() {
    return this;
  }

  @Override
  public Memory memory() {
    return memory;
  }

  @Override
  public void opaAbort(int message) {
    String text = memory.readCString(message);
    throw new PolicyAborted(
        text.startsWith(OUT_OF_MEMORY)
            ? "it takes more memory than " + memory.maximumPages() / PAGES_A_MEBIBYTE + " MiB"
            : "the policy gave up: " + text);
  }

  @Override
  public int opaBuiltin0(int number, int context) {
    return call(number);
  }

  @Override
  public int opaBuiltin1(int number, int context, int a) {
    return call(number, a);
  }

  @Override
  public int opaBuiltin2(int number, int context, int a, int b) {
    return call(number, a, b);
  }

  @Override
  public int opaBuiltin3(int number, int context, int a, int b, int c) {
    return call(number, a, b, c);
  }

  @Override
  public int opaBuiltin4(int number, int context, int a, int b, int c, int d) {
    return call(number, a, b, c, d);
  }

  // Zero is "undefined", which is what OPA makes of a builtin function that errs.
  private int call(int number, int... arguments) {
    String name = builtins.get(number);
    if (name == null) {
      throw new BuiltinFailed("there is no builtin function " + number);
    }
    JsonNode result = HostBuiltins.call(name, new Arguments(arguments));
    if (result == null) {
      return 0;
    }
    try {
      return load(StrictJson.write(result));
    } catch (JsonRefused e) {
      throw new BuiltinFailed("`" + name + "`: " + e.getMessage());
    }
  }

  private int load(byte[] json) {
    int address = exports.opaMalloc(json.length);
    memory.write(address, json);
    int value = exports.opaJsonParse(address, json.length);
    if (value == 0) {
      throw new PolicyAborted("its input is not JSON");
    }
    exports.opaFree(address);
    return value;
  }

  private String json(int value) {
    int text = exports.opaJsonDump(value);
    String json = memory.readCString(text);
    exports.opaFree(text);
    return json;
  }

  private Map<String, Integer> numbers(int value) {
    try {
      Map<String, Integer> numbers = new HashMap<>();
      JsonNode object = StrictJson.parse(json(value));
      for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        numbers.put(name, object.path(name).intValue());
      }
      return numbers;
    } catch (JsonRefused e) {
      throw new PolicyAborted("its tables cannot be read: " + e.getMessage());
    }
  }

  /** The arguments of a call, each read when it is asked for. */
  private final class Arguments implements HostBuiltins.Arguments {
    private final int[] addresses;

    Arguments(int[] addresses) {
      this.addresses = addresses;
    }

    @Override
    public JsonNode json(int index) {
      try {
        return StrictJson.parse(PolicyInstance.this.json(addresses[index]));
      } catch (JsonRefused e) {
        throw new BuiltinFailed("an argument cannot be read: " + e.getMessage());
      }
    }

    @Override
    public List<String> terms(int index) {
      int text = exports.opaValueDump(addresses[index]);
      String terms = memory.readCString(text);
      exports.opaFree(text);
      return RegoText.elements(terms);
    }

    @Override
    public Instant now() {
      return now;
    }
  }
}
