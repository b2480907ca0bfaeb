/**
 * The admin port: whether the gateway lives and is ready, its figures, and what it would answer to
 * a push that somebody thinks of.
 *
 * <p>{@code POST /admit} asks {@code write} the question that a real push asks, so that the answers
 * cannot differ. It answers for the caller; to ask for somebody else one needs to administer the
 * repository.
 */
@NullMarked
package dev.portwrit.gateway.admin;

import org.jspecify.annotations.NullMarked;
