/**
 * Guardrails: rules in Rego on policies and on pushes, compiled to WebAssembly and evaluated inside
 * the JVM.
 *
 * <p>A guardrail may refuse what the policy allows; it never allows anything. It denies by finding
 * something, so an evaluation that goes wrong without a trace would find nothing and let pass. The
 * package is built against that: what goes in is strict JSON ({@link
 * dev.portwrit.guardrail.StrictJson}), a bundle that needs a builtin function which is missing is
 * refused when it is loaded, and an answer that is undefined, odd, late or absent is {@link
 * dev.portwrit.guardrail.GuardrailVerdict.Undetermined}, which whoever asks must treat as refused.
 *
 * <p>The path of a question: {@link dev.portwrit.guardrail.Guardrails} builds the input, an {@code
 * InstancePool} lends a {@code PolicyInstance} of the one {@code CompiledPolicy}, and {@code
 * Findings} reads the answer.
 */
@NullMarked
package dev.portwrit.guardrail;

import org.jspecify.annotations.NullMarked;
