package dev.portwrit.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.hpack.HpackDecoder;
import org.eclipse.jetty.http2.hpack.HpackEncoder;
import org.junit.jupiter.api.Test;

class RequestsApartTest {
  @Test
  void request_keepsItsLength() throws Exception {
    // A registry may want to know it: zot takes no blob in one request without.
    assertThat(RequestsApart.alone(upload()).getMetaData().getContentLength()).isEqualTo(7);
  }

  /** As it comes from the connection. */
  private static HeadersFrame upload() throws Exception {
    MetaData.Request request =
        new MetaData.Request(
            "PUT",
            HttpURI.from("http://gateway/v2/acme/app/blobs/uploads/1"),
            HttpVersion.HTTP_2,
            HttpFields.build().put(HttpHeader.CONTENT_LENGTH, "7"));
    ByteBuffer block = ByteBuffer.allocate(1024);
    new HpackEncoder().encode(block, request);
    MetaData decoded = new HpackDecoder(1024, System::nanoTime).decode(block.flip());
    return new HeadersFrame(1, decoded, null, false);
  }
}
