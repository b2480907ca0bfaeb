package dev.portwrit.gateway.upstream;

import java.util.List;
import java.util.Optional;

/** What came back of a request that writes or deletes. */
public sealed interface UpstreamAnswer {
  /**
   * The registry answered.
   *
   * @param status the HTTP status
   * @param headers as they came
   * @param body as it came
   */
  record Answered(int status, List<Header> headers, Body body) implements UpstreamAnswer {
    /** Copies the list. */
    public Answered {
      headers = List.copyOf(headers);
    }

    /**
     * Whether it says that it did what it was asked.
     *
     * @return true for 2xx
     */
    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    /**
     * Whether it says that it did not and will not do it. A 5xx says neither: whoever stands before
     * the registry may have lost patience with it while it worked on.
     *
     * @return true for 3xx and 4xx, without 408 and 425
     */
    public boolean isRefusal() {
      return status >= 300 && status < 500 && status != 408 && status != 425;
    }

    /**
     * The values of a header, whatever its case.
     *
     * @param name its name
     * @return in the order they came
     */
    public List<String> header(String name) {
      return headers.stream()
          .filter(header -> header.name().equalsIgnoreCase(name))
          .map(Header::value)
          .toList();
    }

    /**
     * The first value of a header.
     *
     * @param name its name, whatever its case
     * @return empty if there is none
     */
    public Optional<String> firstHeader(String name) {
      return header(name).stream().findFirst();
    }
  }

  /**
   * No answer came, or not a whole one.
   *
   * @param cause what went wrong, one line
   * @param mayHaveArrived false only if there was no connection to send the request on; otherwise
   *     it may have been done, may still be done, or may never have arrived
   */
  record NoAnswer(String cause, boolean mayHaveArrived) implements UpstreamAnswer {}
}
