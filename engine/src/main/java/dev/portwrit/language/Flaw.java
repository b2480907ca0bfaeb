package dev.portwrit.language;

import dev.portwrit.diagnostic.Code;

/**
 * What is wrong with a text, wherever it stands.
 *
 * @param help the next step, never empty
 */
record Flaw(Code code, String message, String help) {}
