package dev.portwrit.guardrail;

import dev.portwrit.diagnostic.Code;
import dev.portwrit.diagnostic.Diagnostic;
import dev.portwrit.diagnostic.Printable;
import dev.portwrit.diagnostic.Severity;
import dev.portwrit.policy.Settings.GuardrailUse;
import dev.portwrit.policy.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The guardrails of a bundle, ready to be asked.
 *
 * <p>To compile the policy to bytecode takes about a second. Until small questions have cost as
 * much, it is interpreted instead, so that a command which asks once answers at once; a server
 * calls {@link #warmUp()} before it is ready. Thread-safe.
 */
public final class Guardrails implements AutoCloseable {
  private static final String STANDARD = "standard.tar.gz";

  private final Catalogue catalogue;
  private final GuardrailLimits limits;
  private final PolicyPools pools;

  private Guardrails(Bundle bundle, GuardrailLimits limits) throws BundleRefused {
    this.catalogue = Catalogue.read(bundle.file(".manifest"));
    this.limits = limits;
    this.pools = new PolicyPools(bundle.file("policy.wasm"), limits);
  }

  /**
   * The guardrails that come with Portwrit.
   *
   * @param limits how much one of them may take
   * @return the guardrails, which the caller closes
   */
  public static Guardrails standard(GuardrailLimits limits) {
    try (InputStream in = Guardrails.class.getResourceAsStream(STANDARD)) {
      if (in == null) {
        throw new IllegalStateException("the build did not pack " + STANDARD);
      }
      return of(in.readAllBytes(), limits);
    } catch (IOException | BundleRefused e) {
      throw new IllegalStateException("the standard guardrails cannot be loaded", e);
    }
  }

  /** The guardrails of a bundle as {@code opa build -t wasm} writes it. */
  static Guardrails of(byte[] bundle, GuardrailLimits limits) throws BundleRefused {
    return new Guardrails(Bundle.read(bundle), limits);
  }

  /**
   * What guardrails there are.
   *
   * @return by name
   */
  public List<Guardrail> all() {
    return catalogue.entries().stream().map(Catalogue.Entry::guardrail).toList();
  }

  /**
   * Compiles the policy now, unless that was done.
   *
   * @throws IllegalStateException if it cannot be compiled, which a test of the bundle rules out
   */
  public void warmUp() {
    try {
      pools.compiled();
    } catch (BundleRefused e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /**
   * Asks the guardrails on policies that the workspace turns on.
   *
   * @param workspace what is asked about, with {@code settings} that say which are in force
   * @param now what the guardrails take for now
   * @return what they say together
   */
  public GuardrailVerdict onPolicy(Workspace workspace, Instant now) {
    return onPolicy(workspace.settings().guardrails(), workspace, now);
  }

  /**
   * Asks guardrails on policies. A change is restrained by what is in force before it, so a gateway
   * passes the uses of the commit that it accepted last.
   *
   * @param uses which guardrails are in force
   * @param workspace what is asked about
   * @param now what the guardrails take for now
   * @return what they say together
   */
  public GuardrailVerdict onPolicy(List<GuardrailUse> uses, Workspace workspace, Instant now) {
    return ask(
        uses,
        Guardrail.Phase.POLICY,
        entry -> true,
        settings -> PolicyInput.of(workspace, settings),
        now,
        limits.policyTimeout());
  }

  /**
   * Whether some guardrail in force has something to ask of a push to such a tag. Where none has,
   * {@link #onPush} says {@link GuardrailVerdict.Passed} and reads nothing.
   *
   * @param uses which guardrails are in force
   * @param isProtected whether a protection covers the tag
   * @return true also where a guardrail is named that does not exist
   */
  public boolean concernsPush(List<GuardrailUse> uses, boolean isProtected) {
    return uses.stream()
        .map(use -> catalogue.find(use.name()))
        .anyMatch(
            entry ->
                entry.isEmpty()
                    || (entry.get().guardrail().phase() == Guardrail.Phase.PUSH
                        && (isProtected || !entry.get().onlyProtectedTags())));
  }

  /**
   * Asks guardrails on pushes.
   *
   * @param uses which guardrails are in force
   * @param push what is asked about
   * @param manifest the bytes of the manifest or index that the tag will name
   * @param source where the content is read that the manifest refers to; only if a guardrail asks
   * @param now what the guardrails take for now
   * @return what they say together
   */
  public GuardrailVerdict onPush(
      List<GuardrailUse> uses, PushFacts push, byte[] manifest, ContentSource source, Instant now) {
    boolean isProtected = !push.protections().isEmpty();
    if (!concernsPush(uses, isProtected)) {
      return new GuardrailVerdict.Passed();
    }
    Question question =
        new Question() {
          private @Nullable ManifestFacts facts;

          @Override
          public byte[] input(Map<String, String> settings) throws JsonRefused, EvaluationFailed {
            if (facts == null) {
              facts = ManifestReader.read(manifest, source);
            }
            return PushInput.of(push, facts, settings);
          }
        };
    return ask(
        uses,
        Guardrail.Phase.PUSH,
        entry -> isProtected || !entry.onlyProtectedTags(),
        question,
        now,
        limits.pushTimeout());
  }

  @Override
  public void close() {
    pools.close();
  }

  private interface Question {
    byte[] input(Map<String, String> settings) throws JsonRefused, EvaluationFailed;
  }

  private GuardrailVerdict ask(
      List<GuardrailUse> uses,
      Guardrail.Phase phase,
      Function<Catalogue.Entry, Boolean> concerns,
      Question question,
      Instant now,
      Duration timeout) {
    List<Diagnostic> findings = new ArrayList<>();
    List<Diagnostic> causes = new ArrayList<>();
    for (GuardrailUse use : uses) {
      try {
        Catalogue.Entry entry = entry(use);
        if (entry.guardrail().phase() == phase && concerns.apply(entry)) {
          byte[] input = question.input(settings(entry.guardrail(), use));
          String answer =
              pools.forInput(input.length).evaluate(entry.entrypoint(), input, now, timeout);
          findings.addAll(Findings.read(answer, entry.guardrail(), use.place()));
        }
      } catch (EvaluationFailed | JsonRefused e) {
        causes.add(undetermined(use, String.valueOf(e.getMessage())));
      }
    }
    if (!causes.isEmpty()) {
      causes.addAll(findings);
      return new GuardrailVerdict.Undetermined(causes.stream().sorted().toList());
    }
    return findings.isEmpty()
        ? new GuardrailVerdict.Passed()
        : new GuardrailVerdict.Refused(findings.stream().sorted().toList());
  }

  private Catalogue.Entry entry(GuardrailUse use) throws EvaluationFailed {
    return catalogue
        .find(use.name())
        .orElseThrow(() -> new EvaluationFailed("there is no guardrail of this name"));
  }

  private static Map<String, String> settings(Guardrail guardrail, GuardrailUse use)
      throws EvaluationFailed {
    Map<String, String> settings = new HashMap<>();
    guardrail.settings().forEach(setting -> settings.put(setting.name(), setting.preset()));
    for (Map.Entry<String, String> parameter : use.parameters().entrySet()) {
      Optional<Guardrail.Setting> setting = guardrail.setting(parameter.getKey());
      if (setting.isEmpty()) {
        throw new EvaluationFailed("it has no setting `" + parameter.getKey() + "`");
      }
      if (!setting.get().accepts(parameter.getValue())) {
        throw new EvaluationFailed(
            "its setting `"
                + parameter.getKey()
                + "` cannot be "
                + Printable.quote(parameter.getValue()));
      }
      settings.put(parameter.getKey(), parameter.getValue());
    }
    return settings;
  }

  private static Diagnostic undetermined(GuardrailUse use, String cause) {
    return new Diagnostic(
        Optional.of(use.place()),
        Severity.ERROR,
        Code.GUARDRAIL_UNDETERMINED,
        "guardrail `" + use.name() + "` could not be evaluated: " + cause,
        Optional.of("what cannot be evaluated refuses: mend its settings or its rule"));
  }
}
