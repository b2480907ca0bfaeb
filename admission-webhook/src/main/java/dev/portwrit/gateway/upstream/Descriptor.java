package dev.portwrit.gateway.upstream;

import dev.portwrit.reference.Digest;

/**
 * How a manifest names another manifest or a blob.
 *
 * @param mediaType what it is said to be, empty where nothing is said
 * @param digest the digest it has
 * @param size its length in bytes, -1 where nothing is said
 */
public record Descriptor(String mediaType, Digest digest, long size) {}
