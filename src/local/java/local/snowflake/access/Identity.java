package local.snowflake.access;

/** Who a session is and where it works. Thread-safe; written by the session's thread. */
public final class Identity {
    private final String user;
    private volatile String role;
    private volatile String warehouse;
    private volatile boolean inDatabase;

    /** A user before a role was chosen: an administrator with no place to work. */
    public Identity(String user) {
        this.user = user;
        role = Access.ADMINISTRATOR;
    }

    public String user() {
        return user;
    }

    /** The current role. */
    public String role() {
        return role;
    }

    /** The current warehouse; null if there is none. */
    public String warehouse() {
        return warehouse;
    }

    /** Whether the session has a current database. */
    public boolean isInDatabase() {
        return inDatabase;
    }

    /** Whether the role is the administrator's. */
    public boolean isAdministrator() {
        return role.equals(Access.ADMINISTRATOR);
    }

    void takeRole(String value) {
        role = value;
    }

    /** Works on a warehouse from now on. */
    void takeWarehouse(String value) {
        warehouse = value;
    }

    void enterDatabase(boolean value) {
        inDatabase = value;
    }
}
