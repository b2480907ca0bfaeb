/**
 * The policy in force: which state of the workspace decides now, and how it changes.
 *
 * <p>{@link dev.portwrit.gateway.inforce.PolicyInForce} holds one compiled policy and swaps it
 * whole. A Git workspace is followed commit by commit: a new one comes into force only if it
 * descends from the one that is, compiles, and passes what the one in force demands of changes
 * ({@link dev.portwrit.gateway.inforce.ChangeCheck}); it is written down durably before it decides
 * anything ({@link dev.portwrit.gateway.inforce.AcceptedCommitStore}). A plain folder, which is for
 * trying out, is read again when it changes.
 *
 * <p>INVARIANT: whatever goes wrong, the policy that was in force stays in force, and the status
 * says what is wrong. There is no moment without a policy: without one, nothing starts.
 */
@NullMarked
package dev.portwrit.gateway.inforce;

import org.jspecify.annotations.NullMarked;
