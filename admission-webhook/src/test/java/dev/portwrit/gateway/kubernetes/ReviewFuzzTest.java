package dev.portwrit.gateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of any bytes that come as a review of a cluster. */
class ReviewFuzzTest {
  private static final JsonMapper OTHER_PARSER = new JsonMapper();
  private static final Set<String> CONTAINERS =
      Set.of("initContainers", "containers", "ephemeralContainers");

  @MethodSource("recorded")
  @FuzzTest
  void ask_anyBody_letsNoOtherImageIn(byte[] input) throws IOException {
    ReviewAnswer answer;
    try {
      answer = Cluster.before("registry.example.com").ask(input);
    } catch (Review.Unreadable notOne) {
      assertThat(notOne.getMessage()).isNotEmpty();
      return;
    }
    JsonNode request = OTHER_PARSER.readTree(input).path("request");
    boolean isNewPod =
        request.path("operation").asText().equals("CREATE")
            && request.path("kind").path("kind").asText().equals("Pod")
            && request.path("kind").path("group").asText("").isEmpty();
    if (answer.code() == 200 && isNewPod) {
      assertThat(images(request.path("object").path("spec")))
          .allMatch(
              image -> image.toLowerCase(Locale.ROOT).startsWith("registry.example.com/acme/"));
    }
  }

  private static List<String> images(JsonNode spec) {
    List<String> images = new ArrayList<>();
    for (String list : CONTAINERS) {
      spec.path(list).forEach(container -> images.add(container.path("image").asText()));
    }
    for (JsonNode volume : spec.path("volumes")) {
      if (volume.path("image").isObject()) {
        images.add(volume.path("image").path("reference").asText());
      }
    }
    return images;
  }

  static List<byte[]> recorded() throws Exception {
    List<byte[]> requests = new ArrayList<>();
    for (Path folder : RecordedReviewsTest.cases()) {
      requests.add(Files.readAllBytes(folder.resolve("request.json")));
    }
    return requests;
  }
}
