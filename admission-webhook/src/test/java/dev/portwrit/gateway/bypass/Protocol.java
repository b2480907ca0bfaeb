package dev.portwrit.gateway.bypass;

/** The version of HTTP; whether it goes over TLS is the world's matter. */
enum Protocol {
  HTTP_1,
  HTTP_2
}
