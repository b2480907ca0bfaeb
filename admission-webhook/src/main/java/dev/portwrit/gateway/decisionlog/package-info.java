/**
 * What a gateway decided, as JSON lines in one hash chain an instance.
 *
 * <p>Each line carries its sequence, the time, the instance, what was decided by which rule under
 * which policy commit, and the SHA-256 of the exact bytes of the line before it. So a line that is
 * changed, taken out or moved breaks the chain at the next one, and {@link
 * dev.portwrit.gateway.decisionlog.DecisionLogVerifier} names the place. What a chain alone cannot
 * show is a cut at its end: whoever wants that too notes the {@link
 * dev.portwrit.gateway.decisionlog.Head} elsewhere from time to time and verifies against it.
 *
 * <p>There are two ways in. {@link dev.portwrit.gateway.decisionlog.DecisionLog#append} returns
 * when the record is on the disk, and a write is forwarded only then; appends that come together
 * share one synchronisation. {@link dev.portwrit.gateway.decisionlog.DecisionLog#note} never waits
 * and never fails: a pull goes on when it cannot be logged, and the log says later how many it
 * missed.
 *
 * <p>INVARIANT: what lies in the file beyond the last synchronised byte was never acknowledged to
 * anybody. It is what a crash may tear, and what a failed write takes back.
 */
@NullMarked
package dev.portwrit.gateway.decisionlog;

import org.jspecify.annotations.NullMarked;
