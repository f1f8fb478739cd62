package routes;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import routes.batch.Archive;
import routes.batch.Claim;
import routes.batch.FinishedBatches;
import routes.batch.Former;
import routes.batch.Landing;
import routes.batch.Manifests;
import routes.batch.NextLook;
import routes.batch.ObjectStore;
import routes.batch.PauseNote;
import routes.batch.Sweep;
import routes.batch.Trimming;
import routes.batch.Turn;
import routes.deadletter.DeadLetters;
import routes.deadletter.Retry;
import routes.delivery.Backoff;
import routes.delivery.SteadyClock;
import routes.failure.Diagnosis;
import routes.failure.NextTurn;
import routes.failure.UnreadableObjects;
import routes.operate.Claiming;
import routes.operate.Desk;
import routes.operate.Turns;
import routes.settings.BatchSettings;
import routes.settings.ClaimSettings;
import routes.settings.LoadSettings;
import routes.settings.NotifySettings;
import routes.settings.Settings;
import routes.settings.SnowflakeSettings;
import routes.snowflake.Attempts;
import routes.snowflake.AuditTrail;
import routes.snowflake.Balance;
import routes.snowflake.Checks;
import routes.snowflake.Fence;
import routes.snowflake.LoaderName;
import routes.snowflake.Scripts;
import routes.snowflake.Sql;
import routes.snowflake.Warehouse;
import routes.watch.Balances;
import routes.watch.BatchMeters;
import routes.watch.BatchPort;
import routes.watch.DelayMeters;
import routes.watch.Freshness;
import routes.watch.Gaps;
import routes.watch.StageMeters;

/** Makes what the routes of a batch call by name. */
final class LoaderBeans {
    private final Settings settings;
    private final Supplier<SnowflakeSettings> snowflake;
    private final ObjectStore store;
    private final MeterRegistry meters;
    private final Clock clock;
    private final RandomGenerator random;
    private final Resources resources;
    private final Runnable look;
    private final LoaderName name;
    private final BooleanSupplier leads;
    private final CamelContext context;

    /**
     * Creates it.
     *
     * @param snowflake the settings of the warehouse as they are now, whose secrets may have changed
     * @param look has landing looked at
     * @param name of this process
     * @param leads whether this loader leads its pipeline
     * @param context whose routes are steered and asked to process batches again
     */
    LoaderBeans(
            Settings settings,
            Supplier<SnowflakeSettings> snowflake,
            ObjectStore store,
            MeterRegistry meters,
            Clock clock,
            RandomGenerator random,
            Resources resources,
            Runnable look,
            LoaderName name,
            BooleanSupplier leads,
            CamelContext context) {
        this.name = name;
        this.leads = leads;
        this.look = look;
        this.context = context;
        this.meters = meters;
        this.settings = settings;
        this.snowflake = snowflake;
        this.store = store;
        this.clock = clock;
        this.random = random;
        this.resources = resources;
    }

    void bind(Registry registry) {
        Scripts scripts = Scripts.read(settings.of(LoadSettings.class).sql());
        Sql sql = new Sql(scripts);
        registry.bind("sql", sql);
        Balance balance = new Balance();
        registry.bind("balance", balance);
        registry.bind("checks", new Checks());
        registry.bind("attempts", new Attempts(random));
        registry.bind("fence", new Fence(name.toString()));
        bindMeters(registry, balance);
        bindWarehouse(registry, sql);
        bindBatches(registry, scripts, sql);
    }

    private void bindMeters(Registry registry, Balance balance) {
        registry.bind("turns", new Turns(meters, leads, clock));
        registry.bind("meters", new BatchMeters(meters));
        registry.bind("stageMeters", new StageMeters(meters));
        registry.bind("delayMeters", new DelayMeters(meters));
        registry.bind("freshness", new Freshness(meters, settings.feeds(), leads, clock));
        Gaps gaps = new Gaps();
        registry.bind("gaps", gaps);
        Balances balances = new Balances(meters);
        balances.show("batch", balance, Balance::unaccounted);
        balances.show("end_to_end", gaps, Gaps::bytes);
    }

    /** The faces of one pool: camel-jdbc sees the transaction's connection, the manager the audited pool. */
    private void bindWarehouse(Registry registry, Sql sql) {
        HikariDataSource pool = resources.closing(Warehouse.open(settings.of(SnowflakeSettings.class), snowflake));
        SpringTransactionPolicy policy = new SpringTransactionPolicy();
        AuditTrail audit = new AuditTrail();
        DataSource audited = audit.over(pool);
        policy.setTransactionManager(new DataSourceTransactionManager(audited));
        registry.bind("audit", audit);
        registry.bind("snowflake", new TransactionAwareDataSourceProxy(audited));
        registry.bind("transaction", policy);
        registry.bind("diagnosis", new Diagnosis(new UnreadableObjects(pool, sql)));
    }

    /** What a person sees and does; it asks the pool as others do, on threads of its own. */
    private void bindDesk(Registry registry, Sql sql, Landing landing, NextLook next, NextTurn nextTurn) {
        Turns turns = registry.lookupByNameAndType("turns", Turns.class);
        Claiming claiming =
                new Claiming(new CamelClaimSwitch(context, next::soon), new PauseNote(store), turns, nextTurn, clock);
        registry.bind("claiming", claiming);
        Desk desk = resources.closing(new Desk(
                settings.pipeline(),
                registry.lookupByNameAndType("snowflake", DataSource.class),
                sql,
                store,
                registry.lookupByNameAndType("deadLetters", DeadLetters.class),
                registry.lookupByNameAndType("retry", Retry.class),
                landing,
                claiming,
                turns,
                new CamelReplays(context),
                leads,
                clock));
        registry.bind("desk", desk);
        registry.bind("batchPort", new BatchPort(desk, settings.pipeline(), clock));
    }

    private void bindBatches(Registry registry, Scripts scripts, Sql sql) {
        ClaimSettings settings = this.settings.of(ClaimSettings.class);
        BatchSettings batch = this.settings.of(BatchSettings.class);
        Manifests manifests = new Manifests(store);
        NextLook next = resources.closing(
                new NextLook(look, this.settings.of(NotifySettings.class).pause(), clock));
        Landing landing = new Landing(store, this.settings.feeds(), settings, clock, next::at);
        Former former = new Former(settings, this.settings.pipeline(), scripts.version(), clock, random);
        Claim claim = resources.closing(new Claim(store, manifests));
        registry.bind("nextLook", next);
        registry.bind("landing", landing);
        registry.bind("turn", new Turn(manifests, landing, former, claim, new Sweep(store), new PauseNote(store)));
        registry.bind(
                "trimming", new Trimming(this.settings.of(LoadSettings.class).rawRetention(), clock));
        FinishedBatches finished = new FinishedBatches(store);
        registry.bind("finishedBatches", finished);
        registry.bind("archive", resources.closing(new Archive(store, finished, clock)));
        NextTurn nextTurn =
                new NextTurn(new Backoff(batch.retryDelay(), batch.retryLimit(), random), new SteadyClock());
        registry.bind("nextTurn", nextTurn);
        bindDesk(registry, sql, landing, next, nextTurn);
    }
}
