package local.snowflake.statement;

import java.sql.SQLException;
import java.util.List;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.SqlFailure;

/** A statement that was read and can be run, once. */
public interface Statement {

    /** What a statement means for the transaction. */
    enum Effect {
        /** Changes nothing. */
        READ,
        /** Adds rows; locks its targets. */
        ADD,
        /** Changes or removes rows, so it must see the newest; locks its targets. */
        CHANGE,
        /** Ends the open transaction first, and commits itself. */
        DEFINE,
        /** Concerns the session or its transaction only. */
        SESSION
    }

    StatementType type();

    Effect effect();

    /** The tables to lock, in the order of locking. */
    default List<ObjectName> targets() {
        return List.of();
    }

    Result run(Work work) throws SqlFailure, SQLException;

    /** The columns without the rows. */
    default Result describe(Work work) throws SqlFailure, SQLException {
        return new Result(type(), List.of(), List.of());
    }
}
