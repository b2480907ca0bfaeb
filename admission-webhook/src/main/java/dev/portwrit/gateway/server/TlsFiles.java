package dev.portwrit.gateway.server;

import java.nio.file.Path;

/**
 * The files that TLS is made from.
 *
 * @param certificate PEM: the certificate, and behind it those that lead to a known authority
 * @param key PEM: its private key, as PKCS #8 and not encrypted
 */
public record TlsFiles(Path certificate, Path key) {}
