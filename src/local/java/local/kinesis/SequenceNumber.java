package local.kinesis;

/**
 * Sequence numbers as the service writes them, 56 decimal digits, of numbers that grow by one in each stream.
 *
 * <p>Producers may compare them only within a shard, as on AWS.
 */
final class SequenceNumber {
    private static final String START = "49650000000000000000000000000000000000";
    private static final int DIGITS = 18;

    private SequenceNumber() {}

    static String text(long number) {
        String digits = Long.toString(number);
        return START + "0".repeat(DIGITS - digits.length()) + digits;
    }

    /** @throws Refusal if it is not a text that {@link #text} gives */
    static long parse(String text) {
        if (!text.matches(START + "[0-9]{" + DIGITS + "}")) {
            throw Refusal.invalidArgument("A sequence number is not one of this stream's.");
        }
        return Long.parseLong(text.substring(START.length()));
    }
}
