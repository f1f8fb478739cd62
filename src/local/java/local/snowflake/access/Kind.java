package local.snowflake.access;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import local.snowflake.dialect.Phrase;

/**
 * What privileges are granted on, with those that are known here, by
 * https://docs.snowflake.com/en/user-guide/security-access-control-privileges.
 */
public enum Kind {
    ACCOUNT("CREATE DATABASE", "CREATE INTEGRATION", "CREATE ROLE", "CREATE USER", "CREATE WAREHOUSE", "MANAGE GRANTS"),
    DATABASE("CREATE SCHEMA", "MODIFY", "MONITOR", "USAGE"),
    SCHEMA("CREATE FILE FORMAT", "CREATE STAGE", "CREATE TABLE", "CREATE VIEW", "MODIFY", "MONITOR", "USAGE"),
    TABLE("DELETE", "INSERT", "REFERENCES", "SELECT", "TRUNCATE", "UPDATE"),
    VIEW("REFERENCES", "SELECT"),
    STAGE("USAGE"),
    FILE_FORMAT("USAGE"),
    WAREHOUSE("MODIFY", "MONITOR", "OPERATE", "USAGE"),
    INTEGRATION("USAGE"),
    ROLE(),
    USER("MONITOR");

    /** The privilege of the role that made an object; it holds all others. */
    public static final String OWNERSHIP = "OWNERSHIP";

    private final String privileges;

    Kind(String... privileges) {
        this.privileges = String.join(",", privileges);
    }

    /** The privileges that can be granted. */
    public Set<String> privileges() {
        return privileges.isEmpty() ? Set.of() : new TreeSet<>(List.of(privileges.split(",", -1)));
    }

    /** The kind in SQL, {@code FILE FORMAT}. */
    public String sql() {
        return name().replace('_', ' ');
    }

    /** The kind in a message, {@code File format}. */
    public String title() {
        String words = sql().toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** Whether objects of the kind lie in a schema. */
    public boolean isInSchema() {
        return this == TABLE || this == VIEW || this == STAGE || this == FILE_FORMAT;
    }

    /** Reads a kind if one comes next. */
    public static Optional<Kind> read(Phrase phrase) {
        return Arrays.stream(values())
                .filter(kind -> phrase.accept(kind.sql().split(" ", -1)))
                .findFirst();
    }

    /** Reads a kind of objects in a schema in the plural if one comes next. */
    public static Optional<Kind> readPlural(Phrase phrase) {
        return Arrays.stream(values())
                .filter(Kind::isInSchema)
                .filter(kind -> phrase.accept((kind.sql() + "S").split(" ", -1)))
                .findFirst();
    }
}
