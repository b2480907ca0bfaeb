/**
 * The port to live registries: what every kind of registry can be asked for, whatever its own words
 * are. One package each implements it; {@code plan} and {@code apply} know nothing but this.
 *
 * <p>A registry is seen as {@link dev.portwrit.registry.NativeState}: objects by {@link
 * dev.portwrit.registry.ObjectId}, each with a canonical JSON text, so that two texts are equal
 * exactly where they mean the same. What could not be read is {@link
 * dev.portwrit.registry.Reading.Unknown} and never absent.
 *
 * <p>{@link dev.portwrit.registry.NativeForm} is pure: what policy asks for, which steps lead
 * there, and what a native state allows by the registry's own rules. {@link
 * dev.portwrit.registry.LiveReader} reads, {@link dev.portwrit.registry.LiveWriter} writes; who
 * only looks holds no writer. {@link dev.portwrit.registry.NativeHistory} is what a registry itself
 * remembers of who changed it; what it does not say exactly is {@link
 * dev.portwrit.registry.Authorship.Untold}, never guessed.
 */
@NullMarked
package dev.portwrit.registry;

import org.jspecify.annotations.NullMarked;
