package dev.portwrit.gateway.kubernetes;

/**
 * An image that a pod names.
 *
 * @param pointer where, as a JSON Pointer into the object
 * @param text what is written there; empty if nothing is
 */
record PodImage(String pointer, String text) {}
