/** AWS ECR by generated cases and by examples of the documentation. */
@NullMarked
package dev.portwrit.registry.ecr;

import org.jspecify.annotations.NullMarked;
