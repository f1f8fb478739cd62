package routes;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
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
import routes.batch.Sweep;
import routes.batch.Trimming;
import routes.batch.Turn;
import routes.delivery.Backoff;
import routes.failure.Diagnosis;
import routes.failure.NextTurn;
import routes.failure.UnreadableObjects;
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
import routes.watch.BatchMeters;
import routes.watch.DelayMeters;

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

    /**
     * Creates it.
     *
     * @param snowflake the settings of the warehouse as they are now, whose secrets may have changed
     * @param look has landing looked at
     * @param name of this process
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
            LoaderName name) {
        this.name = name;
        this.look = look;
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
        registry.bind("balance", new Balance());
        registry.bind("checks", new Checks());
        registry.bind("attempts", new Attempts(random));
        registry.bind("fence", new Fence(name.toString()));
        registry.bind("meters", new BatchMeters(meters));
        registry.bind("delayMeters", new DelayMeters(meters));
        bindWarehouse(registry, sql);
        bindBatches(registry, scripts);
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

    private void bindBatches(Registry registry, Scripts scripts) {
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
        registry.bind("turn", new Turn(manifests, landing, former, claim, new Sweep(store)));
        registry.bind(
                "trimming", new Trimming(this.settings.of(LoadSettings.class).rawRetention(), clock));
        registry.bind("archive", resources.closing(new Archive(store, new FinishedBatches(store), clock)));
        registry.bind("nextTurn", new NextTurn(new Backoff(batch.retryDelay(), batch.retryLimit(), random), clock));
    }
}
