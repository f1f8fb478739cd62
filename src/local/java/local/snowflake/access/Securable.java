package local.snowflake.access;

import local.snowflake.dialect.ObjectName;

/**
 * Something that privileges are held on.
 *
 * @param name as the catalog holds it: {@code RAW.ORDERS} in a schema, else without a qualifier
 */
public record Securable(Kind kind, String name) {
    /** The account, on which privileges to create are held. */
    public static final Securable ACCOUNT = new Securable(Kind.ACCOUNT, "LOCAL");

    /** The one database. */
    public static final Securable DATABASE = new Securable(Kind.DATABASE, ObjectName.DATABASE);

    /** What a name stands for in a session whose current schema is given. */
    public static Securable of(Kind kind, ObjectName name, String currentSchema) {
        return new Securable(kind, kind.isInSchema() ? name.in(currentSchema).toString() : name.name());
    }

    /** The schema it lies in. */
    public Securable schema() {
        return new Securable(Kind.SCHEMA, name.substring(0, name.indexOf('.')));
    }

    /** The name without a qualifier. */
    public String shortName() {
        return name.substring(name.indexOf('.') + 1);
    }

    /** The name with all its qualifiers. */
    public String fullName() {
        return kind.isInSchema() || kind == Kind.SCHEMA ? ObjectName.DATABASE + "." + name : name;
    }
}
