package dev.portwrit.gateway.request;

/** What a request line turned out to be. */
public sealed interface ParsedRequest permits Operation, Rejected {}
