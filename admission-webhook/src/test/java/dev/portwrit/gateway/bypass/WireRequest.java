package dev.portwrit.gateway.bypass;

import java.util.List;

/**
 * A request as it is put on the wire, whatever anybody may think of it.
 *
 * @param authority what {@code Host} or {@code :authority} says
 * @param body the bytes behind the head, as the framing sends them
 */
@SuppressWarnings("ArrayRecordComponent") // written once, and never compared
record WireRequest(
    String method,
    String target,
    String authority,
    List<Field> headers,
    byte[] body,
    Framing framing) {
  WireRequest {
    headers = List.copyOf(headers);
  }
}
