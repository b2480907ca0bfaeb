/**
 * Whether a tag may be written or deleted: the judgement that the gateway, the webhook and {@code
 * portwrit admit} share, as a function without input or output.
 *
 * <p>It takes four things and nothing else: what the policy in force says to one subject about one
 * tag ({@link dev.portwrit.admission.TagRules}), what the ledger remembers of the tag ({@link
 * dev.portwrit.admission.LedgerState}), what the registry holds now ({@link
 * dev.portwrit.admission.TagState}), and the digest that is pushed. It answers what to do ({@link
 * dev.portwrit.admission.TagJudgement}); whoever asked does it, in an order in which nothing is
 * lost: the intent is durable before a request is forwarded, and what came of it is read back.
 *
 * <p>The ledger, where it has a row, is the authority on what a tag must be; the registry only says
 * whether anything is left to do. Without a row the registry is believed. What cannot be told is
 * refused.
 */
@NullMarked
package dev.portwrit.admission;

import org.jspecify.annotations.NullMarked;
