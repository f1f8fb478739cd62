package local.snowflake.statement;

import java.time.Instant;
import java.util.List;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Phrase;
import local.snowflake.dialect.SqlFailure;

/** SHOW LOCKS, of all users: https://docs.snowflake.com/en/sql-reference/sql/show-locks. */
record ShowLocks() implements Statement {
    private static final List<Column> COLUMNS = List.of(
            Column.text("resource"),
            Column.text("type"),
            Column.fixed("transaction"),
            new Column("transaction_started_on", "TIMESTAMP_LTZ", 0, 9),
            Column.text("status"),
            new Column("acquired_on", "TIMESTAMP_LTZ", 0, 9),
            Column.text("query_id"));

    /** Reads what follows the word. */
    static Statement read(Phrase phrase) throws SqlFailure {
        phrase.accept("IN", "ACCOUNT");
        phrase.expectEnd();
        return new ShowLocks();
    }

    @Override
    public StatementType type() {
        return StatementType.SHOW;
    }

    @Override
    public Effect effect() {
        return Effect.READ;
    }

    @Override
    public Result run(Work work) {
        return new Result(
                type(), COLUMNS, work.locks().stream().map(ShowLocks::row).toList());
    }

    private static List<String> row(HeldLock lock) {
        Instant begunAt = lock.begunAt();
        String begun = "%d.%09d".formatted(begunAt.getEpochSecond(), begunAt.getNano());
        return List.of(
                ObjectName.DATABASE + "." + lock.table(),
                "PARTITIONS",
                Long.toString(lock.transaction()),
                begun,
                "HOLDING",
                begun,
                "");
    }
}
