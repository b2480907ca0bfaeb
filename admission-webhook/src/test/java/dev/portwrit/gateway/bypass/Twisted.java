package dev.portwrit.gateway.bypass;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Manifests of which two programs might think two things. */
final class Twisted {
  private static final String DOCKER = "application/vnd.docker.distribution.manifest.v2+json";
  private static final String SCHEMA_1 = "application/vnd.docker.distribution.manifest.v1+json";
  private static final String SIGNED = "application/vnd.docker.distribution.manifest.v1+prettyjws";

  private Twisted() {}

  /** Bytes and the type they are sent under. */
  @SuppressWarnings("ArrayRecordComponent") // sent once, and never compared
  record Sent(String name, byte[] bytes, String contentType) {}

  static Sent any(Random random) {
    Content image = Places.LOOSE.get(random.nextInt(Places.LOOSE.size()));
    String text = new String(image.manifest(), StandardCharsets.UTF_8);
    String other = Places.LOOSE.get(0).blob(1).value();
    List<Sent> all =
        List.of(
            sent("a key twice", text.replaceFirst("\\{", "{\"layers\":[],")),
            sent("a key in capitals", text.replace("\"layers\"", "\"Layers\"")),
            sent("two cases", text.replaceFirst("\\{", "{\"Layers\":[],")),
            sent("something behind it", text + "{}"),
            sent("a byte order mark", "\ufeff" + text),
            sent("no object", "[" + text + "]"),
            sent("nothing in it", "{}"),
            sent("no layers", text.replaceFirst("\"layers\":\\[.*?\\],", "")),
            sent(
                "a digest in capitals",
                text.replace(other, other.toUpperCase(java.util.Locale.ROOT))),
            sent("children and layers", text.replaceFirst("\\{", "{\"manifests\":[],")),
            new Sent("UTF-16", text.getBytes(StandardCharsets.UTF_16), Content.IMAGE),
            new Sent("the type of an index", image.manifest(), Content.INDEX),
            new Sent("the type of Docker", image.manifest(), DOCKER),
            new Sent("the type of schema 1", image.manifest(), SCHEMA_1),
            new Sent("a type with parameters", image.manifest(), Content.IMAGE + "; charset=utf-8"),
            new Sent("the type of a page", image.manifest(), "text/html"),
            new Sent("an empty type", image.manifest(), ""),
            new Sent("schema 1", schema1(other), SCHEMA_1),
            new Sent("signed schema 1", schema1(other), SIGNED),
            new Sent(
                "an artifact about a release",
                image.about(Places.INDEX).manifest(),
                Content.IMAGE));
    return all.get(random.nextInt(all.size()));
  }

  private static Sent sent(String name, String text) {
    return new Sent(name, Content.bytes(text), Content.IMAGE);
  }

  private static byte[] schema1(String layer) {
    return Content.bytes(
        """
        {"schemaVersion":1,"name":"acme/pay/api","tag":"v-held-0","architecture":"amd64",\
        "fsLayers":[{"blobSum":"%s"}],"history":[{"v1Compatibility":"{}"}]}"""
            .formatted(layer));
  }
}
