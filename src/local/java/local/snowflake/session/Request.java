package local.snowflake.session;

import java.util.List;

/**
 * A statement as it arrives.
 *
 * @param id the driver's number of the request, the same when it sends it again
 * @param sql the text
 * @param binds the variables, a list for each row of a batch; empty where there are none
 * @param describe whether only the columns are asked for
 */
public record Request(String id, String sql, List<List<Variable>> binds, boolean describe) {

    /** A bind variable: the driver's type and the text, null for NULL. */
    public record Variable(String type, String value) {}
}
