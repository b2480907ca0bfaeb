package dev.portwrit.language;

import dev.portwrit.diagnostic.Place;

/** A value and where it is written. */
record Placed<T>(T value, Place place) {}
