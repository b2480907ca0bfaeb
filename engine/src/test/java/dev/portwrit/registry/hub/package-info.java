/** Docker Hub by generated cases and by examples of the documentation. */
@NullMarked
package dev.portwrit.registry.hub;

import org.jspecify.annotations.NullMarked;
