package routes.failure;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import routes.batch.Claimed;
import routes.batch.Manifest;
import routes.snowflake.Sql;
import routes.snowflake.StagePattern;
import routes.text.Printable;

/**
 * Finds the objects of a batch that Snowflake cannot read, by reading them as plain lines and halving the list. The
 * batch's own manifest, which is known to be good, is read first and last: if that fails too, no object is to blame.
 */
public final class UnreadableObjects {
    private static final String MANIFEST = "_manifest";

    private final DataSource snowflake;
    private final Sql sql;

    public UnreadableObjects(DataSource snowflake, Sql sql) {
        this.snowflake = snowflake;
        this.sql = sql;
    }

    /**
     * The objects to set aside; none if the failure has another cause.
     *
     * @throws SQLException if Snowflake cannot be asked just now
     */
    public List<UnreadableObject> find(Claimed batch) throws SQLException {
        try (Connection connection = snowflake.getConnection()) {
            if (refusal(connection, batch, List.of(MANIFEST)) != null) {
                return List.of();
            }
            Map<Manifest.Entry, String> reasons = new HashMap<>();
            List<Manifest.Entry> present = batch.manifest().objects().stream()
                    .filter(batch.present()::contains)
                    .toList();
            List<Manifest.Entry> culprits =
                    Halving.culprits(present, objects -> isReadable(connection, batch, objects, reasons));
            if (!culprits.isEmpty() && refusal(connection, batch, List.of(MANIFEST)) != null) {
                return List.of();
            }
            return culprits.stream()
                    .map(object -> new UnreadableObject(batch.id(), object, reasons.get(object)))
                    .toList();
        } catch (ProbeFailure e) {
            throw e.cause;
        }
    }

    private boolean isReadable(
            Connection connection, Claimed batch, List<Manifest.Entry> objects, Map<Manifest.Entry, String> reasons) {
        String refusal = refusal(
                connection, batch, objects.stream().map(StagePattern::stem).toList());
        if (refusal != null && objects.size() == 1) {
            reasons.put(objects.get(0), refusal);
        }
        return refusal == null;
    }

    /** Why the named objects cannot be read; null if they can. */
    private String refusal(Connection connection, Claimed batch, List<String> stems) {
        String probe =
                sql.statement("load/probe_objects", Map.of("batch_id", batch.id(), "pattern", StagePattern.of(stems)));
        try (Statement statement = connection.createStatement();
                ResultSet lines = statement.executeQuery(probe)) {
            lines.next();
            return null;
        } catch (SQLException e) {
            if (SqlFailures.kind(e) == Failure.Kind.POISON) {
                return Printable.message(e);
            }
            throw new ProbeFailure(e);
        }
    }

    /** Carries an outage out of the halving. */
    private static final class ProbeFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final SQLException cause;

        ProbeFailure(SQLException cause) {
            super(cause);
            this.cause = cause;
        }
    }
}
