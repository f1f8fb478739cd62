package routes.settings;

/**
 * Where the SQL comes from.
 *
 * @param sql {@code classpath:sql} or {@code file:/a/directory}
 */
public record LoadSettings(String sql) {}
