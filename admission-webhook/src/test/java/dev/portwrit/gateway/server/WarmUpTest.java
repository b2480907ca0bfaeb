package dev.portwrit.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class WarmUpTest {
  private final Logger ours = (Logger) LoggerFactory.getLogger("dev.portwrit");
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();
  private Level before = Level.INFO;

  @BeforeEach
  void listen() {
    before = ours.getEffectiveLevel();
    ours.setLevel(Level.INFO);
    said.start();
    ours.addAppender(said);
  }

  @AfterEach
  void stopListening() {
    ours.detachAppender(said);
    ours.setLevel(before);
  }

  @Test
  void run_saysThatItWarmedUp_andNothingOfTheRegistryThatItUses() {
    WarmUp.run(30);
    assertThat(said.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .singleElement()
        .asString()
        .startsWith("warmed up with ");
  }
}
