package routes.delivery;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.firehose.model.Record;

/**
 * The body of a PutRecordBatch call, {@code {"DeliveryStreamName":"…","Records":[{"Data":"…"},…]}}, encoded while it is
 * read, so that a call holds its records once and not three times. Belongs to one thread.
 */
final class RecordsBody extends InputStream {
    private static final byte[] BEGIN = bytes("{\"Data\":\"");
    private static final byte[] BEGIN_NEXT = bytes("\"},{\"Data\":\"");
    private static final byte[] END = bytes("\"}");

    /**
     * Bytes encoded at a time: a multiple of three, so that only the end of a record is padded. Small, so that a process that
     * has just started soon counts enough steps to compile them.
     */
    private static final int STEP = 3 * 1024;

    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private final List<Record> records;
    private final byte[] tail;
    private final byte[] plain = new byte[STEP];
    private final byte[] encoded = new byte[STEP / 3 * 4];

    private byte[] part;
    private int partAt;
    private int partEnd;
    private int record = -1;
    private int recordAt;
    private boolean isInRecord;
    private boolean isTailTaken;

    /**
     * Takes a call and where its records go.
     *
     * @param head what comes before the first record
     * @param records at least one
     * @param tail what comes after the last
     */
    RecordsBody(byte[] head, List<Record> records, byte[] tail) {
        this.records = records;
        this.tail = tail;
        take(head, head.length);
    }

    /** How many bytes a body with these parts has. */
    static long length(byte[] head, List<Record> records, byte[] tail) {
        long length = (long) head.length + tail.length + BEGIN.length + END.length;
        length += (long) BEGIN_NEXT.length * (records.size() - 1);
        for (Record record : records) {
            length += (data(record).length + 2) / 3 * 4L;
        }
        return length;
    }

    @Override
    public int read() {
        return hasMore() ? part[partAt++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int from, int length) {
        Objects.checkFromIndexSize(from, length, target.length);
        int at = from;
        while (at < from + length && hasMore()) {
            int count = Math.min(partEnd - partAt, from + length - at);
            System.arraycopy(part, partAt, target, at, count);
            partAt += count;
            at += count;
        }
        return at == from && length > 0 ? -1 : at - from;
    }

    private boolean hasMore() {
        while (partAt == partEnd) {
            if (!next()) {
                return false;
            }
        }
        return true;
    }

    private boolean next() {
        if (isInRecord && recordAt < data(records.get(record)).length) {
            encode(data(records.get(record)));
        } else if (record + 1 < records.size()) {
            record++;
            recordAt = 0;
            take(isInRecord ? BEGIN_NEXT : BEGIN, isInRecord ? BEGIN_NEXT.length : BEGIN.length);
            isInRecord = true;
        } else if (isInRecord) {
            isInRecord = false;
            take(END, END.length);
        } else if (!isTailTaken) {
            isTailTaken = true;
            take(tail, tail.length);
        } else {
            return false;
        }
        return true;
    }

    private void encode(byte[] data) {
        int count = Math.min(STEP, data.length - recordAt);
        byte[] step = count == STEP ? plain : new byte[count];
        System.arraycopy(data, recordAt, step, 0, count);
        recordAt += count;
        take(encoded, BASE64.encode(step, encoded));
    }

    private void take(byte[] bytes, int length) {
        part = bytes;
        partAt = 0;
        partEnd = length;
    }

    private static byte[] data(Record record) {
        return record.data().asByteArrayUnsafe();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
