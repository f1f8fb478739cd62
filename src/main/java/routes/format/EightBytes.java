package routes.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at eight bytes in one step. A mark is the high bit of a byte; the first mark is right, those behind it may be of
 * bytes that should have none, since a borrow goes from one byte into the next.
 */
final class EightBytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private EightBytes() {}

    static long get(byte[] data, int at) {
        return (long) LONGS.get(data, at);
    }

    static void put(byte[] data, int at, long eight) {
        LONGS.set(data, at, eight);
    }

    /** Marks the bytes that are no ASCII; all marks are right. */
    static long notAscii(long eight) {
        return eight & HIGH_BITS;
    }

    /** Marks the bytes below one that is ASCII. */
    static long below(long eight, int limit) {
        return (eight - ONES * limit) & ~eight & HIGH_BITS;
    }

    /** Marks the bytes that equal one. */
    static long equal(long eight, byte wanted) {
        return below(eight ^ ONES * (wanted & 0xFF), 1);
    }

    /** How many bytes are before the first mark: eight if there is none. */
    static int before(long marks) {
        return Long.numberOfTrailingZeros(marks) / Byte.SIZE;
    }
}
