package routes.settings;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the command {@code setup} creates in the account, by name. Names are unquoted identifiers.
 *
 * @param warehouse the warehouse for loader and analysts
 * @param storageIntegration the integration through which the stage reads and writes the bucket
 * @param storageRoleArn the AWS role that the integration takes on; without it no integration is created
 * @param loaderRole the role of the loader: reads and writes rows, owns nothing
 * @param analystRole the role that reads the marts
 * @param loaderUser the service user of the loader
 * @param publicKeyFile the service user's public key in PEM form; without it no user is created
 */
public record SetupSettings(
        String warehouse,
        String storageIntegration,
        Optional<String> storageRoleArn,
        String loaderRole,
        String analystRole,
        String loaderUser,
        Optional<Path> publicKeyFile) {
    /** Roles that every account has; granting to them would open the warehouse to more than the one purpose. */
    private static final Set<String> SYSTEM_ROLES =
            Set.of("ACCOUNTADMIN", "ORGADMIN", "PUBLIC", "SECURITYADMIN", "SYSADMIN", "USERADMIN");

    private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]{1,512}");

    public SetupSettings {
        Identifier.check("setup.warehouse", warehouse);
        Identifier.check("setup.storage-integration", storageIntegration);
        Identifier.check("setup.loader-user", loaderUser);
        checkRole("setup.loader-role", loaderRole);
        checkRole("setup.analyst-role", analystRole);
        if (loaderRole.equalsIgnoreCase(analystRole)) {
            throw new IllegalArgumentException("setup.loader-role and setup.analyst-role are both '" + loaderRole
                    + "': expected two roles, since one may write and the other must not");
        }
        storageRoleArn.filter(arn -> !ARN.matcher(arn).matches()).ifPresent(arn -> {
            throw new IllegalArgumentException(
                    "setup.storage-role-arn is '" + arn + "': expected the form arn:aws:iam::<account>:role/<name>");
        });
    }

    private static void checkRole(String key, String role) {
        Identifier.check(key, role);
        if (SYSTEM_ROLES.contains(role.toUpperCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    key + " is '" + role + "', a role of the account itself: expected one of its own");
        }
    }
}
