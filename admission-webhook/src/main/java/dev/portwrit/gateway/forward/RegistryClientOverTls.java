package dev.portwrit.gateway.forward;

import java.net.URI;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpClientTransport;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http2.hpack.HpackException;

/**
 * A client that closes a connection over which a malformed answer came. In Jetty 12.1.14 its fields
 * stay behind in the array that the next answer of the connection is read into, and lookups find
 * them there: an answer without a length would be measured by that of the malformed one, and cut.
 */
@SuppressWarnings("try") // as its super class, it may be interrupted while it is closed
final class RegistryClientOverTls extends HttpClient {
  RegistryClientOverTls(HttpClientTransport transport) {
    super(transport);
  }

  @Override
  public Request newRequest(URI uri) {
    Request request = super.newRequest(uri);
    return request.onResponseFailure((answer, failure) -> closeIfMalformed(request, failure));
  }

  private static void closeIfMalformed(Request request, Throwable failure) {
    Connection connection = request.getConnection();
    if (failure instanceof HpackException && connection != null) {
      connection.close();
    }
  }
}
