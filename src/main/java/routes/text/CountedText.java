package routes.text;

/**
 * A text that can be read so many times and no more, for a regular expression that may go back and forth without end. Counts
 * reads of characters; belongs to one thread.
 */
public final class CountedText implements CharSequence {
    private final String text;
    private final int most;
    private int reads;

    /** Takes the text and how many of its characters may be read, those read again included. */
    public CountedText(String text, int most) {
        this.text = text;
        this.most = most;
    }

    @Override
    public int length() {
        return text.length();
    }

    /**
     * Reads a character.
     *
     * @throws TooManyReadsException if as many as may be have been read
     */
    @Override
    public char charAt(int index) {
        if (++reads > most) {
            throw new TooManyReadsException();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }

    /** The text has been read too often. Has no stack trace. */
    public static final class TooManyReadsException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private TooManyReadsException() {
            super("read too often", null, false, false);
        }
    }
}
