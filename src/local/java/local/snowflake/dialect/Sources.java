package local.snowflake.dialect;

import java.util.List;
import java.util.Map;

/** What a statement may ask for beyond tables. Implemented by the session; called on its thread. */
public interface Sources {

    /**
     * Objects of a stage as a relation.
     *
     * @param reference the stage and the path, without {@code @}
     * @param options what stood in parentheses behind it
     * @param columns how many positional columns the statement uses
     * @return a DuckDB relation, a name or a query in parentheses
     */
    String stage(String reference, Map<String, List<Token>> options, int columns) throws SqlFailure;

    /** The result of an earlier statement of the session as a relation. */
    String result(String queryId) throws SqlFailure;

    /** The text of a function that depends on the session or the time, such as {@code CURRENT_SCHEMA}; null for others. */
    String value(String function) throws SqlFailure;

    /** The text that takes the place of the next bind variable. */
    String bind() throws SqlFailure;
}
