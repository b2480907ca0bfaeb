package dev.portwrit.gateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reviews as an API server sends them, each with the answer that it gets, in a folder. */
class RecordedReviewsTest {
  private static final Path CASES =
      Path.of("src/test/resources/dev/portwrit/gateway/kubernetes/reviews");
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Path> cases() throws Exception {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void review_isAnsweredAsRecorded(Path folder) throws Exception {
    byte[] request = Files.readAllBytes(folder.resolve("request.json"));
    ReviewAnswer answer = Cluster.before("registry.example.com").ask(request);
    byte[] response = answer.json(Review.parse(request).uid(), "0123abcd");
    assertThat(JSON.readTree(response))
        .isEqualTo(JSON.readTree(folder.resolve("response.json").toFile()));
  }
}
