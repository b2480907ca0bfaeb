package dev.portwrit.review;

/**
 * One way to look at two policies: what one of them allows and the other does not.
 *
 * @param allowing the policy that allows
 * @param denying the policy that does not
 * @param expands true if the one that allows is the new one
 */
record Direction(Side allowing, Side denying, boolean expands) {}
