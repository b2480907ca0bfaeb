package dev.portwrit.gateway.kubernetes;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonPointer;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pod in an object: the object itself, or the template of a workload.
 *
 * <p>Source: Kubernetes API, {@code PodSpec} of core/v1, and the workloads that have one.
 *
 * @param images every image that it names, in the order in which it names them
 * @param serviceAccount the name of the service account that it runs as
 */
record PodSpec(List<PodImage> images, String serviceAccount) {
  private static final Map<String, String> POINTERS =
      Map.of(
          "/Pod", "/spec",
          "/PodTemplate", "/template/spec",
          "/ReplicationController", "/spec/template/spec",
          "apps/Deployment", "/spec/template/spec",
          "apps/ReplicaSet", "/spec/template/spec",
          "apps/StatefulSet", "/spec/template/spec",
          "apps/DaemonSet", "/spec/template/spec",
          "batch/Job", "/spec/template/spec",
          "batch/CronJob", "/spec/jobTemplate/spec/template/spec");
  private static final List<String> CONTAINERS =
      List.of("initContainers", "containers", "ephemeralContainers");

  PodSpec {
    images = List.copyOf(images);
  }

  /** Something in an object is not what the API says that it is. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * Finds the pod in an object.
   *
   * @throws Malformed if it cannot be told what it runs
   */
  static PodSpec in(JsonObject object, String group, String kind) throws Malformed {
    String path =
        Optional.ofNullable(POINTERS.get(group + "/" + kind))
            .orElseThrow(() -> new Malformed("`" + kind + "` is no kind that is reviewed here"));
    JsonObject spec = at(path, object);
    List<PodImage> images = new ArrayList<>();
    for (String list : CONTAINERS) {
      containers(spec, list, path, images);
    }
    volumes(spec, path, images);
    String account =
        Stream.of("serviceAccountName", "serviceAccount")
            .map(key -> text(spec, key))
            .filter(name -> !name.isEmpty())
            .findFirst()
            .orElse("default");
    return new PodSpec(images, account);
  }

  private static JsonObject at(String path, JsonObject object) throws Malformed {
    JsonPointer pointer = Json.createPointer(path);
    try {
      if (pointer.containsValue(object) && pointer.getValue(object) instanceof JsonObject spec) {
        return spec;
      }
    } catch (JsonException e) {
      // Something on the way to it is missing, which Parsson does not take for a no.
    }
    throw new Malformed("the object has no `" + path + "`");
  }

  private static void containers(JsonObject spec, String list, String path, List<PodImage> images)
      throws Malformed {
    JsonArray containers = array(spec, list, path);
    for (int i = 0; i < containers.size(); i++) {
      String at = path + "/" + list + "/" + i;
      images.add(new PodImage(at + "/image", text(object(containers.get(i), at), "image")));
    }
  }

  /** A volume may be an image too. */
  private static void volumes(JsonObject spec, String path, List<PodImage> images)
      throws Malformed {
    JsonArray volumes = array(spec, "volumes", path);
    for (int i = 0; i < volumes.size(); i++) {
      String at = path + "/volumes/" + i;
      JsonObject volume = object(volumes.get(i), at);
      if (volume.get("image") instanceof JsonObject image) {
        images.add(new PodImage(at + "/image/reference", text(image, "reference")));
      } else if (isThere(volume, "image")) {
        throw new Malformed("`" + at + "/image` is no object");
      }
    }
  }

  private static JsonArray array(JsonObject spec, String key, String path) throws Malformed {
    if (!isThere(spec, key)) {
      return JsonValue.EMPTY_JSON_ARRAY;
    }
    if (spec.get(key) instanceof JsonArray array) {
      return array;
    }
    throw new Malformed("`" + path + "/" + key + "` is no list");
  }

  private static JsonObject object(JsonValue value, String path) throws Malformed {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new Malformed("`" + path + "` is no object");
  }

  private static boolean isThere(JsonObject object, String key) {
    return object.containsKey(key) && !object.isNull(key);
  }

  /** A text, empty if there is none; anything else is no name of an image or account either. */
  private static String text(JsonObject object, String key) {
    return object.get(key) instanceof JsonString string ? string.getString() : "";
  }
}
