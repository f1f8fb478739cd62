package routes.doctor;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import routes.batch.BatchId;
import routes.batch.Zones;
import routes.snowflake.Sql;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Whether the stage reaches the bucket of this process: an object that is put by S3 must be listed and read by Snowflake. And
 * whether Snowflake understands the COPY of each feed: it is run on a folder that is empty, in a transaction that is rolled back.
 */
final class StageCheck implements Check {
    private static final String NAME = "stage";
    private static final String LINE = "written by doctor";

    private final Connections connections;
    private final Sql sql;
    private final Aws aws;
    private final String bucket;
    private final String integration;
    private final Collection<String> feeds;

    /** @param integration the storage integration, for the advice */
    StageCheck(Connections connections, Sql sql, Aws aws, String bucket, String integration, Collection<String> feeds) {
        this.connections = connections;
        this.sql = sql;
        this.aws = aws;
        this.bucket = bucket;
        this.integration = integration;
        this.feeds = List.copyOf(feeds);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> look() throws SQLException {
        String folder = BucketProbe.PREFIX + "stage-" + UUID.randomUUID() + "/";
        String key = folder + "000001.csv";
        List<Finding> all = new ArrayList<>();
        try (S3Client s3 = aws.s3();
                Connection connection = connections.open()) {
            try {
                s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(LINE + "\n"));
                all.add(stage(connection, folder));
            } finally {
                s3.deleteObject(request -> request.bucket(bucket).key(key));
            }
            for (String feed : feeds) {
                all.add(copy(connection, feed));
            }
        } catch (SdkException e) {
            all.add(Finding.warning(
                    NAME,
                    "not looked at, since no object could be put into s3://" + bucket + "/" + folder + ": "
                            + AwsRefusal.message(e),
                    "Correct what the findings about S3 name."));
        }
        return all;
    }

    private Finding stage(Connection connection, String folder) throws SQLException {
        String stage = "@control.lake/" + folder;
        try {
            if (Account.rows(connection, "list " + stage).isEmpty()) {
                return Finding.failed(
                        NAME,
                        "@control.lake does not show what is in s3://" + bucket + ": it is the stage of another bucket",
                        "`desc stage control.lake` tells its URL: correct the property bucket, or replace the stage.");
            }
            List<Map<String, String>> lines = Account.rows(
                    connection, "select $1 as line from " + stage + " (file_format => 'control.line_format')");
            return lines.size() == 1 && LINE.equals(lines.get(0).get("line"))
                    ? Finding.ok(NAME, "@control.lake lists and reads s3://" + bucket)
                    : Finding.failed(
                            NAME,
                            "@control.lake read something else than was put into s3://" + bucket,
                            "Put the file format control.line_format back as sql/setup makes it.");
        } catch (SQLException e) {
            if (Account.isMissing(e) || Account.isDenied(e)) {
                return Finding.failed(
                        NAME,
                        "@control.lake or its file formats are not there, or this role may not use them: "
                                + Account.message(e),
                        "Run `java -jar snowline.jar setup` as an administrator.");
            }
            return Finding.failed(
                    NAME,
                    "@control.lake does not reach s3://" + bucket + ": " + Account.message(e),
                    "`desc integration " + integration + "` shows STORAGE_AWS_IAM_USER_ARN and"
                            + " STORAGE_AWS_EXTERNAL_ID: the AWS role must trust the one on condition of the other, and"
                            + " allow s3:ListBucket, s3:GetObject and s3:PutObject on the bucket.");
        }
    }

    private Finding copy(Connection connection, String feed) throws SQLException {
        String name = "copy_" + feed;
        BatchId batch = BatchId.next(Clock.systemUTC(), new SecureRandom());
        String text = sql.statement(
                        "load/" + name,
                        Map.of(
                                "batch_id",
                                batch,
                                "folder",
                                Zones.PROCESSING + batch + "/" + feed,
                                "files",
                                "'000001.csv'"))
                // A file that is listed must be there; without a list COPY takes the folder, which is empty.
                .replace("files = ('000001.csv')", "");
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
            return Finding.ok("COPY " + feed, "sql/load/" + name + ".sql is understood and allowed");
        } catch (SQLException e) {
            return Finding.failed(
                    "COPY " + feed,
                    "sql/load/" + name + ".sql: " + Account.message(e),
                    Account.isMissing(e) || Account.isDenied(e)
                            ? "Run `java -jar snowline.jar setup` as an administrator."
                            : "Correct the file, or bring the table up to it by a script of sql/setup/schema.");
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
