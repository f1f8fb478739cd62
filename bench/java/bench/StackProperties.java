package bench;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import local.s3.LocalS3;
import local.snowflake.LocalSnowflake;

/** What an application is told to reach S3 and Snowflake on this machine. */
public final class StackProperties {
    private StackProperties() {}

    /** A new map, to be added to. */
    public static Map<String, String> of(URI s3, String bucket, LocalSnowflake snowflake) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("aws.region", LocalS3.REGION.id());
        properties.put("aws.accessKeyId", LocalS3.CREDENTIAL);
        properties.put("aws.secretAccessKey", LocalS3.CREDENTIAL);
        properties.put("aws.endpointUrlS3", s3.toString());
        properties.put("bucket", bucket);
        properties.put("snowflake.url", snowflake.jdbcUrl());
        properties.put("snowflake.user", LocalSnowflake.CREDENTIAL);
        properties.put("snowflake.password", LocalSnowflake.CREDENTIAL);
        properties.put("snowflake.role", "SNOWLINE_LOADER");
        properties.put("snowflake.warehouse", "SNOWLINE");
        properties.put("camel.management.enabled", "false");
        properties.put("log4j2.configurationFile", "log4j2-local.properties");
        return properties;
    }
}
