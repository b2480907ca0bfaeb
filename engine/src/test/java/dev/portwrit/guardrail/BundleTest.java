package dev.portwrit.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BundleTest {
  @Test
  void read_bundleOfOpa_hasItsFiles() throws BundleRefused {
    Bundle bundle = Bundle.read(HostilePolicy.bundle("hostile"));
    assertThat(bundle.file("policy.wasm")).startsWith(0, 'a', 's', 'm');
    assertThat(bundle.file("data.json")).asString().startsWith("{}");
  }

  @Test
  void read_whatIsNoArchive_isRefused() {
    assertThatExceptionOfType(BundleRefused.class)
        .isThrownBy(() -> Bundle.read(new byte[] {1, 2, 3}))
        .withMessage("the bundle is not a gzipped archive");
  }

  @Test
  void read_archiveThatIsCutShort_isRefused() {
    byte[] whole = HostilePolicy.bundle("hostile");
    assertThatExceptionOfType(BundleRefused.class)
        .isThrownBy(() -> Bundle.read(Arrays.copyOf(whole, whole.length / 2)));
  }

  @Test
  void file_thatIsMissing_isRefused() throws BundleRefused {
    Bundle bundle = Bundle.read(HostilePolicy.bundle("hostile"));
    assertThatExceptionOfType(BundleRefused.class)
        .isThrownBy(() -> bundle.file("none"))
        .withMessage("the bundle has no `none`");
  }

  @Test
  void compile_bundleThatNeedsOtherBuiltinFunctions_isRefused() throws BundleRefused {
    byte[] wasm = Bundle.read(HostilePolicy.bundle("foreign")).file("policy.wasm");
    assertThatExceptionOfType(BundleRefused.class)
        .isThrownBy(() -> CompiledPolicy.of(wasm, HostilePolicy.PAGES))
        .withMessage(
            "the bundle needs builtin functions that guardrails do not have: `http.send`,"
                + " `opa.runtime`");
  }

  @Test
  void compile_whatIsNoWebAssembly_isRefused() {
    assertThatExceptionOfType(BundleRefused.class)
        .isThrownBy(() -> CompiledPolicy.of(new byte[] {0, 1, 2, 3, 4, 5, 6, 7}, 1024))
        .withMessageStartingWith("`policy.wasm` cannot be loaded: ");
  }
}
