package routes.settings;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a process does: decides which routes exist in it, and so which properties it needs. */
public enum Role {
    /** Runs on a host: tails files and delivers their lines to Firehose. */
    AGENT,
    /** Takes events by HTTP. */
    GATEWAY,
    /** Claims what lands in S3 and loads it into Snowflake. */
    LOADER;

    /** The name as it stands in the property {@code roles}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it reads or writes the bucket: an agent, too, keeps over-long lines there. */
    public boolean usesBucket() {
        return this != GATEWAY;
    }

    /**
     * Reads a comma-separated list of roles.
     *
     * @throws SettingsException if the list is empty or names an unknown role
     */
    public static Set<Role> parse(String list) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : list.split(",", -1)) {
            if (!name.isBlank()) {
                roles.add(one(name.trim()));
            }
        }
        if (roles.isEmpty()) {
            throw new SettingsException("Property roles is empty: name at least one of " + known() + ".");
        }
        return roles;
    }

    private static Role one(String name) {
        return Arrays.stream(values())
                .filter(role -> role.key().equals(name))
                .findFirst()
                .orElseThrow(() -> new SettingsException(
                        "Property roles names '" + name + "', which is no role: expected some of " + known() + "."));
    }

    private static String known() {
        return Arrays.stream(values()).map(Role::key).collect(Collectors.joining(", "));
    }
}
