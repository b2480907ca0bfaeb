/**
 * A small registry on files, for trying Portwrit out and for its tests. It is not for keeping
 * images that matter: nothing is forced to the disk, nothing is ever collected, and one process
 * owns the folder.
 *
 * <p>It speaks all four parts of the <a
 * href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md">OCI distribution
 * specification</a> (pull, push, content discovery, content management) on a loopback port, and
 * {@link dev.portwrit.embedded.EmbeddedRegistry} is the only way in. Bodies are streamed: memory
 * does not grow with the size of an image.
 *
 * <p>Real registries differ where the specification leaves room, and some lie. A {@link
 * dev.portwrit.embedded.Vice} is one such way; {@link dev.portwrit.embedded.Vices} turns them on
 * and off while the registry runs, for all requests or for chosen ones, so that a test can show
 * what a gateway does before an upstream like that.
 *
 * <p>On disk there is one store of content by digest, and for each repository small files that say
 * which blobs, manifests, tags and referrers it holds:
 *
 * <pre>
 * content/sha256/3f/3f9a…                          bytes of a blob or a manifest
 * repositories/acme/pay/_blobs/sha256/3f9a…        the repository holds the blob
 * repositories/acme/pay/_manifests/sha256/77c0…    its media type
 * repositories/acme/pay/_tags/v1.4.2               the digest
 * repositories/acme/pay/_referrers/sha256/77c0…/sha256/91ab…
 * incoming/…                                       uploads that are not finished
 * </pre>
 *
 * <p>No component of a repository's name begins with an underscore, so the two kinds of folder
 * cannot meet, and only names, tags and digests that were checked become paths. On a file system
 * that ignores case, tags that differ only in case are one.
 */
@NullMarked
package dev.portwrit.embedded;

import org.jspecify.annotations.NullMarked;
