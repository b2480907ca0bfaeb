@NullMarked
package dev.portwrit.gateway.forward;

import org.jspecify.annotations.NullMarked;
