package local.snowflake.statement;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;
import local.snowflake.dialect.Tokenizer;
import local.snowflake.storage.FileFormat;
import local.snowflake.storage.LoadReport;
import local.snowflake.storage.StageLoader;
import local.snowflake.storage.StagedFile;
import local.snowflake.storage.Stages;

/**
 * A stage and a path in it.
 *
 * @param prefix the key up to and with the path
 * @param root how much of the prefix belongs to the stage
 * @param options of the stage
 */
public record StageScan(String bucket, String prefix, String root, Map<String, String> options) {

    private static final String SCHEME = "s3://";

    /** Resolves {@code schema.stage/path}. */
    public static StageScan of(Work work, String reference) throws SqlFailure, SQLException {
        int slash = reference.indexOf('/');
        String name = slash < 0 ? reference : reference.substring(0, slash);
        if (name.startsWith("~") || name.startsWith("%")) {
            throw SqlFailure.unsupported("user and table stages");
        }
        ObjectName stage = ObjectName.parse(name).in(work.schema());
        Map<String, String> options = Stages.options(work.connection(), Stages.Kind.STAGE, stage);
        String location = options.get("URL").substring(SCHEME.length());
        int end = location.indexOf('/');
        String bucket = end < 0 ? location : location.substring(0, end);
        String root = end < 0 ? "" : location.substring(end + 1);
        if (!root.isEmpty() && !root.endsWith("/")) {
            root = root + "/";
        }
        String path = slash < 0 ? "" : reference.substring(slash + 1);
        return new StageScan(bucket, root + path, root, options);
    }

    /** Whether a stage may point there. */
    static boolean isLocation(String url) {
        return url.matches("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/.*)?");
    }

    /** The objects below the path. */
    public List<StagedFile> list(Work work, String pattern) throws SqlFailure {
        return work.buckets().list(bucket, prefix, pattern);
    }

    /** The named objects below the path, in order of their names; one that is missing ends the statement. */
    public List<StagedFile> find(Work work, List<String> names) throws SqlFailure {
        String folder = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
        List<StagedFile> files = new ArrayList<>();
        for (String name : new TreeSet<>(names)) {
            files.add(work.buckets().find(bucket, folder + name));
        }
        return files;
    }

    /** The format an option names or describes; the stage's own where it is null. */
    public FileFormat format(Work work, List<Token> option) throws SqlFailure, SQLException {
        List<Token> given = option;
        if (given == null) {
            given = Tokenizer.tokenize(options.getOrDefault("FILE_FORMAT", ""));
        }
        if (given.size() == 1 && given.get(0).kind() == Token.Kind.STRING) {
            return named(work, given.get(0).text());
        }
        Map<String, String> texts =
                new TreeMap<>(FileFormat.texts(new local.snowflake.dialect.Phrase(given).options()));
        String name = texts.remove("FORMAT_NAME");
        if (name != null && !texts.isEmpty()) {
            throw SqlFailure.unsupported("FORMAT_NAME beside other format options");
        }
        return name == null ? FileFormat.of(texts) : named(work, name);
    }

    private static FileFormat named(Work work, String name) throws SqlFailure, SQLException {
        ObjectName format = ObjectName.parse(name).in(work.schema());
        return FileFormat.of(Stages.options(work.connection(), Stages.Kind.FILE_FORMAT, format));
    }

    /** The objects as a relation of a query; a row in error ends the query. */
    public static String relation(Work work, String reference, Map<String, List<Token>> options, int columns)
            throws SqlFailure, SQLException {
        StageScan scan = of(work, reference);
        for (String name : options.keySet()) {
            if (!name.equals("FILE_FORMAT") && !name.equals("PATTERN")) {
                throw SqlFailure.unsupported("stage option " + name);
            }
        }
        FileFormat format = scan.format(work, options.get("FILE_FORMAT"));
        String pattern =
                options.containsKey("PATTERN") ? FileFormat.texts(options).get("PATTERN") : null;
        List<StagedFile> files = work.isDescribing() ? List.of() : scan.list(work, pattern);
        Loaded loaded = work.load(new StageLoader(work.buckets(), format, columns, work.startedAt()), columns, files);
        for (LoadReport report : loaded.reports()) {
            if (report.errors() > 0) {
                throw failure(report);
            }
        }
        return loaded.rows().relation();
    }

    /** The error that ends a statement which goes no further after a row in error. */
    static SqlFailure failure(LoadReport report) {
        return new SqlFailure(
                "100016",
                "22000",
                report.firstError() + "\n  File '" + report.file().key() + "', line " + report.firstLine()
                        + ", character " + report.firstCharacter() + "\n  Row " + report.firstLine() + ", column "
                        + report.firstColumn());
    }
}
