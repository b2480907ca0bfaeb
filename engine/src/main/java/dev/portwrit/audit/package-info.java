/**
 * The report: who can do what, where, by which path, since when and by whom.
 *
 * <p>An {@link dev.portwrit.audit.AuditReport} is asked of the compiled policy at one instant. It
 * writes {@link dev.portwrit.audit.AuditRow rows} one after the other, in a fixed order and without
 * holding them, so that a million of them take no more memory than one. What this form of the
 * report does not know is said to be {@code unknown}, never left to be read as "no".
 *
 * <p>In a file it has a {@link dev.portwrit.audit.Manifest}, by which it is recomputed; {@link
 * dev.portwrit.audit.ReportFiles} puts all files in place at once, or none.
 */
@NullMarked
package dev.portwrit.audit;

import org.jspecify.annotations.NullMarked;
