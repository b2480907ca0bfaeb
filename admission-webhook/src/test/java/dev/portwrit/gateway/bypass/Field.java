package dev.portwrit.gateway.bypass;

/** A header, as it is written. */
record Field(String name, String value) {}
