package routes.format;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import routes.delivery.Source;

/**
 * The access logs of web servers: fields with a space between them, some in quotes, in which a backslash hides the quote
 * behind it, and the time in brackets. Values stay as the log has them, backslashes included; a minus sign becomes null.
 *
 * <p>Source: <a href="https://httpd.apache.org/docs/2.4/logs.html#accesslog">Access Log in the Apache documentation</a>; the
 * names of the fields are those of the Kinesis Agent.
 */
final class ApacheLogFormat implements EntryFormat {
    /** What a log can be. */
    enum Log {
        COMMONAPACHELOG("host,ident,authuser,datetime,request,response,bytes"),
        COMBINEDAPACHELOG("host,ident,authuser,datetime,request,response,bytes,referer,agent");

        private final String names;

        Log(String names) {
            this.names = names;
        }

        /** The names that the Kinesis Agent gives to the fields. */
        List<String> fields() {
            return List.of(names.split(",", -1));
        }
    }

    private static final int TIME = 3;
    private static final int REQUEST = 4;
    private static final int REFERER = 7;

    private final Log log;
    private final Columns columns;

    /** Takes the log and a name for each of its fields. */
    ApacheLogFormat(Log log, Columns columns) {
        this.log = log;
        this.columns = columns;
    }

    @Override
    public Writer writer(Source source) {
        return new Writer() {
            @Override
            Optional<String> write(Entries entries, int entry, JsonBuffer out) {
                return entries.isUtf8(entry)
                        ? fields(entries.data(), entries.from(entry), entries.to(entry), out)
                        : Optional.of(Columns.NOT_UTF8);
            }
        };
    }

    private Optional<String> fields(byte[] data, int from, int to, JsonBuffer out) {
        int at = from;
        for (int field = 0; field < columns.count(); field++) {
            if (field > 0 && (at == to || data[at++] != ' ')) {
                return missing(field);
            }
            boolean isEnclosed = field == TIME || field == REQUEST || field >= REFERER;
            int start = isEnclosed ? at + 1 : at;
            int end = isEnclosed ? enclosed(data, at, to, field == TIME) : bare(data, at, to);
            if (end < 0) {
                return missing(field);
            }
            columns.logValue(field, data, start, end, out);
            at = isEnclosed ? end + 1 : end;
        }
        if (at < to) {
            return Optional.of(String.format(Locale.ROOT, "text behind the %d fields of %s", columns.count(), log));
        }
        out.raw('}');
        return Optional.empty();
    }

    private static int bare(byte[] data, int from, int to) {
        int i = from;
        while (i < to && (data[i] > ' ' || data[i] < 0)) {
            i++;
        }
        return i == from ? -1 : i;
    }

    private static int enclosed(byte[] data, int from, int to, boolean isTime) {
        if (from == to || data[from] != (isTime ? '[' : '"')) {
            return -1;
        }
        for (int i = from + 1; i < to; i++) {
            if (data[i] == (isTime ? ']' : '"')) {
                return i;
            }
            if (data[i] == '\\' && !isTime) {
                i++;
            }
        }
        return -1;
    }

    private Optional<String> missing(int field) {
        return Optional.of(String.format(
                Locale.ROOT, "no %s of %s where it should be", log.fields().get(field), log));
    }
}
