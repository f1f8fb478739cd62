package bench.warehouse;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The measurement of one kind of ids. Ten batches fill an empty warehouse with a million lines of orders, events of
 * customers beside them. Then batches of orders go in turn to it and to another one with five million orders: what else
 * the machine does meets both.
 */
final class WarehouseBench {
    private static final int OBJECTS = 4;

    private final Scale scale;
    private final PrintStream progress;

    /**
     * How much to do.
     *
     * @param batches in each of the series
     * @param lines of orders in a batch
     * @param events of customers in a batch of the first series
     * @param history orders of the larger warehouse
     */
    record Scale(int batches, int lines, int events, long history) {
        static final Scale FULL = new Scale(10, 100_000, 2_000, 5_000_000);
    }

    /**
     * What was measured.
     *
     * @param filling an empty warehouse, customers beside the orders
     * @param small batches of orders beside as many as the first series brought
     * @param large the same beside the larger history
     */
    record Result(Ids ids, List<BatchFigures> filling, List<BatchFigures> small, List<BatchFigures> large) {}

    WarehouseBench(Scale scale, PrintStream progress) {
        this.scale = scale;
        this.progress = progress;
    }

    /** A few batches that count for nothing, so that the first that count meet compiled code. */
    void warmUp(Path dir) throws Exception {
        try (Warehouse warehouse = new Warehouse(dir);
                Reference reference = new Reference(dir.resolve("reference"))) {
            OrderLines orders = new OrderLines(Ids.GROWING, 0);
            CustomerLines customers = new CustomerLines();
            for (int batch = 0; batch < 3; batch++) {
                tell("warm-up", batch, fill(warehouse, orders, customers, reference));
            }
        }
    }

    Result run(Ids ids, Path dir) throws Exception {
        List<BatchFigures> filling = new ArrayList<>();
        List<BatchFigures> small = new ArrayList<>();
        List<BatchFigures> large = new ArrayList<>();
        try (Warehouse young = new Warehouse(dir.resolve("young"));
                Warehouse old = new Warehouse(dir.resolve("old"));
                Reference reference = new Reference(dir.resolve("reference"))) {
            OrderLines orders = new OrderLines(ids, 0);
            CustomerLines customers = new CustomerLines();
            for (int batch = 0; batch < scale.batches(); batch++) {
                filling.add(fill(young, orders, customers, reference));
                tell(ids.label() + ", filling", batch, filling.get(batch));
            }
            History.fill(old, ids, scale.history());
            OrderLines later = new OrderLines(ids, scale.history());
            for (int batch = 0; batch < scale.batches(); batch++) {
                small.add(orders(young, orders));
                tell(ids.label() + ", small history", batch, small.get(batch));
                large.add(orders(old, later));
                tell(ids.label() + ", large history", batch, large.get(batch));
            }
            require(young, orders);
            require(old, later);
        }
        return new Result(ids, filling, small, large);
    }

    private BatchFigures fill(Warehouse warehouse, OrderLines orders, CustomerLines customers, Reference reference)
            throws IOException, SQLException, InterruptedException {
        List<byte[]> objects = Lines.objects(orders.next(scale.lines()), OBJECTS);
        List<byte[]> beside = Lines.objects(customers.next(scale.events()), 1);
        double seconds = reference.load(objects);
        return warehouse.load(
                Map.of("orders", objects, "customers", beside), (long) scale.lines() + scale.events(), seconds);
    }

    private BatchFigures orders(Warehouse warehouse, OrderLines orders) throws SQLException, InterruptedException {
        List<byte[]> objects = Lines.objects(orders.next(scale.lines()), OBJECTS);
        return warehouse.load(Map.of("orders", objects), scale.lines(), Double.NaN);
    }

    /** Figures of a warehouse that lost or doubled orders are worth nothing. */
    private static void require(Warehouse warehouse, OrderLines orders) throws SQLException {
        long rows = warehouse.number("select count(*) from mart.orders");
        long distinct = warehouse.number("select count(distinct order_id) from mart.orders");
        if (rows != orders.orders() || distinct != rows) {
            throw new IllegalStateException(
                    "mart.orders has " + rows + " rows of " + distinct + " orders, expected " + orders.orders());
        }
    }

    private void tell(String what, int batch, BatchFigures figures) {
        progress.printf(
                "%s %d: transaction %.2f s, batch %.2f s, processor %.2f s%n",
                what, batch + 1, figures.transaction(), figures.total(), figures.cpu());
    }
}
