package dev.portwrit.registry;

/**
 * Something that policy needs and that is given elsewhere than in the registry, for people to hand
 * to whoever can.
 *
 * @param title for whom it is and where it belongs, one line
 * @param document what to paste there
 */
public record Handout(String title, String document) {}
