package routes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** A content with some damage, near enough to the original that a parser gets far into it. */
public final class Mutant {
    private static final int MOST_CHANGES = 4;
    private static final List<String> PIECES = List.of(
            "\"",
            "'",
            "$$",
            "{",
            "}",
            "[",
            "]",
            "(",
            ")",
            ",",
            ":",
            "\\",
            "\n",
            "--",
            "/*",
            "*/",
            "null",
            "-1",
            "1e999",
            "9".repeat(400),
            "[".repeat(3_000),
            "\u0000",
            "\u2028",
            "😀",
            "\\u0000",
            "NaN",
            "@",
            "$",
            ";",
            "é");

    private Mutant() {}

    /** The content after one to four changes: a part cut out, written twice, or something put in or over it. */
    public static byte[] of(byte[] original, Random random) {
        byte[] changed = original;
        for (int left = 1 + random.nextInt(MOST_CHANGES); left > 0; left--) {
            changed = change(changed, random);
        }
        return changed;
    }

    private static byte[] change(byte[] content, Random random) {
        int from = random.nextInt(content.length + 1);
        int to = from + random.nextInt(Math.min(20, content.length - from) + 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(content, 0, from);
        switch (random.nextInt(4)) {
            case 0 -> out.writeBytes(piece(random));
            case 1 -> {
                out.write(content, from, to - from);
                out.write(content, from, to - from);
            }
            case 2 -> out.write(random.nextInt(256));
            default -> {
                out.writeBytes(piece(random));
                out.write(content, from, to - from);
            }
        }
        out.write(content, to, content.length - to);
        return out.toByteArray();
    }

    private static byte[] piece(Random random) {
        return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
    }
}
