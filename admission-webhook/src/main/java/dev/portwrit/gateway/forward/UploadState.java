package dev.portwrit.gateway.forward;

/**
 * What the gateway must remember of an upload, so that its client carries it.
 *
 * @param target path and query of the upload at the registry
 * @param untouched whether nothing was uploaded yet, so that a closing request carries all of it
 */
record UploadState(String target, boolean untouched) {}
