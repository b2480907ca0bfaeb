package dev.portwrit.gateway.upstream;

/**
 * A header of a message.
 *
 * @param name as it was sent
 * @param value as it was sent
 */
public record Header(String name, String value) {}
