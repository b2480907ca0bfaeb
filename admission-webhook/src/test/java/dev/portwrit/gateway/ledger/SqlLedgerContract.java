package dev.portwrit.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portwrit.admission.LedgerState.Held;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every ledger in a database does. */
abstract class SqlLedgerContract extends LedgerContract {
  /** Changes what it is kept in, past it. */
  abstract void alter(String sql) throws Exception;

  @Test
  void open_ofNewerVersion_isRefused() throws Exception {
    ledger.close();
    alter("UPDATE ledger_schema SET version = 4");
    assertThatThrownBy(this::open)
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("is of version 4 and this program knows 3; use a newer portwrit");
    alter("UPDATE ledger_schema SET version = 3");
  }

  @Test
  void row_thatNoLedgerWrites_isDamageAndNotAState() throws Exception {
    settle(V1, new Held(D), Optional.of(BOB), T0);
    for (String damage :
        List.of(
            "UPDATE tag_state SET digest = 'sha256:0'",
            "UPDATE tag_state SET digest = ''",
            "UPDATE tag_state SET state = 'free'",
            "UPDATE tag_state SET subject = 'nobody'")) {
      ledger.close();
      alter(damage);
      ledger = open();
      assertThatThrownBy(() -> ledger.state(API, V1))
          .as(damage)
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("is damaged");
    }
  }
}
