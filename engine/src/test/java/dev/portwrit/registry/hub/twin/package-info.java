/**
 * A stand-in for Docker Hub: its API over HTTP, with its ranks, scopes, pages and limits, and its
 * rules of evaluation. Each rule names the document or thread that it is from; where there is none
 * it says that it is inferred. It shares no code with what it tests.
 *
 * <p>{@link dev.portwrit.registry.hub.twin.HubTwin} runs by itself too: {@code examples/hub/twin
 * --help}.
 */
@NullMarked
package dev.portwrit.registry.hub.twin;

import org.jspecify.annotations.NullMarked;
