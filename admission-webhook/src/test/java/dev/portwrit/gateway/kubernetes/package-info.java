/** Tests of the reviews of a Kubernetes cluster, recorded by the public description of its API. */
@NullMarked
package dev.portwrit.gateway.kubernetes;

import org.jspecify.annotations.NullMarked;
