package local.snowflake.session;

import java.util.ArrayList;
import java.util.List;
import local.snowflake.statement.Result;

/** The results of a statement that ran once for each row of a batch. Stateless. */
final class Batches {

    private Batches() {}

    /** One result whose counts are the sums of all. */
    static Result sum(List<Result> results) {
        Result first = results.get(0);
        if (results.size() == 1) {
            return first;
        }
        List<String> sums = new ArrayList<>();
        for (int i = 0; i < first.columns().size(); i++) {
            int column = i;
            boolean number = first.columns().get(i).type().equals("FIXED");
            sums.add(
                    number
                            ? Long.toString(results.stream()
                                    .mapToLong(result ->
                                            Long.parseLong(result.rows().get(0).get(column)))
                                    .sum())
                            : first.rows().get(0).get(i));
        }
        return new Result(first.type(), first.columns(), List.of(sums));
    }
}
