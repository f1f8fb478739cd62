package routes.doctor;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections to the warehouse, a new one each time, so that a check that hangs keeps none from the others. */
@FunctionalInterface
interface Connections {
    /** A new connection, which the caller closes. */
    Connection open() throws SQLException;
}
