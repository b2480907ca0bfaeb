package dev.portwrit.registry.hub.twin;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** The twin as a program of its own: {@code examples/hub/twin} starts it. */
public final class TwinProgram {
  private static final String HELP =
      """
      examples/hub/twin [OPTION...]: stands in for the API of Docker Hub, for one organization

        --organization NAME   its name; acme by default
        --world FILE          what is there, in JSON; nothing by default
        --port PORT           where it listens on the loopback; any free one by default
        --limit CALLS         how many calls a minute it takes; all by default
        --retry-after FORM    what a refused caller is told: seconds, time, date, old or none
        --delay MILLISECONDS  how long each call takes
        --lag READS           how many reads after a write show what was before
        --generate R,T        besides R private repositories and T teams of ten members

      It prints its address. POST /twin/push {"as","repository","tag","digest"} stands for a push by a client:
      it is judged as Docker Hub would, and webhooks are told of it.
      """;

  private TwinProgram() {}

  /**
   * Runs until it is ended.
   *
   * @param words the options
   * @throws IOException if the file cannot be read
   * @throws InterruptedException if it is to end
   */
  public static void main(String[] words) throws IOException, InterruptedException {
    String organization = "acme";
    int port = 0;
    for (int at = 0; at + 1 < words.length; at += 2) {
      organization = words[at].equals("--organization") ? words[at + 1] : organization;
      port = words[at].equals("--port") ? Integer.parseInt(words[at + 1]) : port;
    }
    if (words.length % 2 != 0) {
      System.out.print(HELP);
      return;
    }
    HubTwin twin = HubTwin.start(organization, Clock.systemUTC(), port);
    for (int at = 0; at < words.length; at += 2) {
      set(twin, words[at], words[at + 1]);
    }
    System.out.println(twin.url());
    new CountDownLatch(1).await();
  }

  private static void set(HubTwin twin, String option, String value) throws IOException {
    switch (option) {
      case "--organization", "--port" -> {}
      case "--world" -> WorldFile.read(Path.of(value), twin.world());
      case "--limit" -> twin.limits().perMinute(Integer.parseInt(value));
      case "--retry-after" ->
          twin.limits().form(TwinLimits.Form.valueOf(value.toUpperCase(Locale.ROOT)));
      case "--delay" -> twin.limits().delay(Long.parseLong(value));
      case "--lag" -> twin.world().lag(Integer.parseInt(value));
      case "--generate" -> generate(twin.world(), value);
      default -> throw new IllegalArgumentException("`" + option + "` is no option: --help");
    }
  }

  private static void generate(HubWorld world, String counts) {
    String[] parts = counts.split(",", 2);
    int repositories = Integer.parseInt(parts[0]);
    int teams = Integer.parseInt(parts[1]);
    for (int team = 0; team < teams; team++) {
      for (int person = 0; person < 10; person++) {
        String name = "user" + (team * 7 + person) % (teams * 5);
        world.member(name, "member").team("team" + team, "", name);
      }
    }
    for (int number = 0; number < repositories; number++) {
      String name = "repo" + number;
      world.repository(name).keeping("^v.*$");
      if (teams > 0) {
        world.permit(name, "team" + number % teams, "write");
      }
    }
  }
}
