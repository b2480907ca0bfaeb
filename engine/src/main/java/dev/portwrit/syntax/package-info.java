/**
 * The text of policy files: YAML and JSON become documents of nodes, each with its place.
 *
 * <p>Text is text here. A scalar is kept as it is written ({@code 1.10} is not a number, {@code no}
 * is not false); only a value that is not there is told apart from an empty one. What YAML can do
 * beyond that and policies do not need (tags, merge keys) is a problem, aliases work within bounds,
 * and nothing that a file contains can exhaust the process: {@link dev.portwrit.syntax.Limits} has
 * all the bounds. A document that cannot be read does not hide the next one.
 *
 * <p>Nothing here knows what a document says; that is the matter of the package {@code language}.
 */
@NullMarked
package dev.portwrit.syntax;

import org.jspecify.annotations.NullMarked;
