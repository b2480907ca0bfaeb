/**
 * What happened behind the gateway's back. Every protected tag of the ledger is compared with the
 * registry from time to time, and sooner where the registry's notifications name it: a tag that was
 * moved, that vanished, that came back after a delete, or that lost a part is a {@link
 * dev.portwrit.gateway.sweep.Finding}. No state of a tag changes by it unless a protection says
 * that it is put back ({@link dev.portwrit.gateway.write.Restoration}), and the next push is judged
 * by ledger and registry as ever; what a held manifest is made of is remembered, where nobody had
 * seen all of it.
 *
 * <p>INVARIANT: a finding is only what was seen under the tag's lock, with a row that was settled
 * and the same before and after the registry was read. What could not be read is unknown: it makes
 * no finding and ends none.
 *
 * <p>A notification is a hint. It says where to look and is believed in nothing else.
 */
@NullMarked
package dev.portwrit.gateway.sweep;

import org.jspecify.annotations.NullMarked;
