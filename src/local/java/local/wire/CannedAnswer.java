package local.wire;

import java.util.function.Predicate;

/** A fault that answers in the server's place. */
final class CannedAnswer extends Fault {

    private final Answer answer;

    CannedAnswer(Predicate<Request> when, Answer answer) {
        super(Kind.ANSWER, when);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
