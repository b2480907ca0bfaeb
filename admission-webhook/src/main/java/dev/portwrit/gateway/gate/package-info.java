/**
 * Whether a request may go on: who asks, what for, and what the policy in force says.
 *
 * <p>The {@link dev.portwrit.gateway.gate.Entrance} is the way in, in its order. The caller is
 * named by {@code identity}. An operation needs something of the caller's token and of the policy,
 * and the {@link dev.portwrit.gateway.gate.Gate} asks both: a token that does not reach ends in a
 * challenge with the scope to ask for, a policy that does not give it in a deny with the rule, and
 * what cannot be decided is refused. One {@link dev.portwrit.gateway.gate.PolicyView} decides a
 * request from beginning to end. What was decided is written down by {@link
 * dev.portwrit.gateway.gate.DecisionRecords}.
 *
 * <p>Tags are not judged here: what a write would change is decided in {@code write}, together with
 * its ledger.
 */
@NullMarked
package dev.portwrit.gateway.gate;

import org.jspecify.annotations.NullMarked;
