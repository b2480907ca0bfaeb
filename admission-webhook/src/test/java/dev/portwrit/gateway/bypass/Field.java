package dev.portwrit.gateway.bypass;

/** A header, as it is written. */
public record Field(String name, String value) {}
