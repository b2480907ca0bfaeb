package dev.portwrit.admission;

/**
 * An exception that somebody made use of, and the protection that it lifted, both by full name. A
 * ledger keeps them when policies that named them are long gone.
 *
 * @param exception such as {@code acme/rebuild-1-4-2}
 * @param protection such as {@code acme/releases}
 */
public record Lift(String exception, String protection) {}
