import Backup
package import Database
package import Logging
import Platform
package import Prometheus
import Protocol
package import ServiceLifecycle
import Signals

/// The composition root: everything one coordinator is made of, put together in one place.
package struct Coordinator: Sendable {
    /// What is given from outside; a test gives other clocks, ids and machines.
    package struct Environment: Sendable {
        /// The wall clock.
        package var clock: @Sendable () -> Moment
        /// Where ids come from.
        package var ids: any IdentifierSource
        /// The machine half; nil for the enrolled machines.
        package var machines: (any MachineHalf)?
        /// The store, already at the last migration; nil for the state folder's own.
        package var database: (any Database)?
        /// The rails; nil for the configured ones.
        package var rails: RailSet?
        /// Where log lines go.
        package var logger: Logger
        /// Where everything is counted.
        package var metrics = MetricRegistry(of: CoordinatorMetric.self)
        /// The most pages of 4 KiB that the database may have; nil for no limit but the disk.
        package var maximumDatabasePages: Int64?
        /// Called once when the database can't go on: the process has to stop.
        package var onFatal: @Sendable (DatabaseError) -> Void

        /// Makes an environment of the system's clock and random source.
        package init(logger: Logger, onFatal: @escaping @Sendable (DatabaseError) -> Void) {
            clock = { SystemClock.now }
            ids = SystemIdentifierSource()
            self.logger = logger
            self.onFatal = onFatal
        }
    }

    /// Store, clock, ids, log.
    package let runtime: Runtime
    /// The configuration.
    package let configuration: CoordinatorConfiguration
    /// The log of serials.
    package let log: LogStand
    /// The rails.
    package let rails: RailSet
    /// The sales.
    package let desk: SaleDesk
    /// The orders.
    package let orders: OrderDesk
    /// The machines' links.
    package let links: AgentLinks
    /// The deployment's keys.
    package let keys: DeploymentKeys
    /// The keyset in force.
    package let keyset: SignedKeyset
    /// The file of the first operator's token, when this start made it.
    package let newTokenFile: String?
    /// Writes every page.
    package let pages: PageWriter
    /// Counts wrong logins to the operators' pages.
    let loginGate = LoginGate()
    /// Counts serials that are not known.
    let probeGate: ProbeGate
    /// Counts requests to what is open to everybody.
    let requestGate: RequestGate
    let tls: TLSIdentity?
    let stateFolder: String
    /// When the program started.
    let started: Moment

    /// Opens the state folder and puts everything together. Nothing listens yet.
    /// - Throws: `CoordinatorError`, `ProtocolError` or `DatabaseError`, each naming the file and what to do.
    package static func open(
        _ configuration: CoordinatorConfiguration,
        stateFolder: String,
        environment: Environment
    ) async throws -> Coordinator {
        try requireWholeFolder(stateFolder)
        try StateFile.makeFolder(stateFolder)
        let database: any Database
        if let given = environment.database {
            database = given
        } else {
            database = try await SQLiteDatabase.open(
                SQLiteDatabaseConfiguration(
                    path: "\(stateFolder)/coordinator.sqlite",
                    maximumPages: environment.maximumDatabasePages
                ),
                migrations: Schema.migrations,
                onFatal: environment.onFatal
            )
        }
        do {
            // The database's lock is held, so whatever lies there belongs to nobody.
            try Snapshot.removeLeftovers(in: stateFolder)
            return try await assemble(configuration, database, stateFolder: stateFolder, environment: environment)
        } catch {
            await database.close()
            throw error
        }
    }

    /// A restore that was cut off leaves no folder, or an empty one; a start would make another deployment of it.
    private static func requireWholeFolder(_ stateFolder: String) throws(CoordinatorError) {
        do {
            try Restore.requireFinished(stateFolder)
        } catch {
            throw CoordinatorError(.invalid, error.message, cause: error.cause)
        }
    }

    private static func assemble(
        _ configuration: CoordinatorConfiguration,
        _ database: any Database,
        stateFolder: String,
        environment: Environment
    ) async throws -> Coordinator {
        let files = try await DeploymentFiles.ensure(configuration, in: stateFolder, at: environment.clock())
        let keys = files.keys
        let runtime = Runtime(
            database: database,
            ids: environment.ids,
            clock: environment.clock,
            logger: environment.logger,
            auditKey: keys.audit,
            metrics: environment.metrics
        )
        try await DatabaseLife.ensure(folder: stateFolder, runtime: runtime)
        let tokenFile = try await OperatorToken.ensure(
            file: configuration.operatorTokenFile(in: stateFolder),
            tokens: TokenBook(),
            runtime: runtime
        )
        let log = try await LogStand.open(configuration, stateFolder: stateFolder, key: keys.log, runtime: runtime)
        let links = AgentLinks(challengeSalt: environment.ids.randomBytes(16))
        let rails: RailSet
        if let given = environment.rails {
            rails = given
        } else {
            rails = try await DedicatedThread.run("rail-files") {
                try RailSet.open(configuration, stateFolder: stateFolder)
            }
        }
        let desk = SaleDesk(
            configuration: configuration.sales,
            machines: environment.machines ?? LinkedMachines(links: links)
        )
        let orders = OrderDesk(
            runtime: runtime,
            configuration: configuration,
            rails: rails,
            desk: desk,
            quoteKey: keys.quote,
            deployment: keys.deployment
        )
        return Coordinator(
            runtime: runtime,
            configuration: configuration,
            log: log,
            rails: rails,
            desk: desk,
            orders: orders,
            links: links,
            keys: keys,
            keyset: files.keyset,
            newTokenFile: tokenFile,
            pages: try PageWriter(),
            probeGate: ProbeGate(configuration.resolver),
            requestGate: RequestGate(configuration.requests),
            tls: files.tls,
            stateFolder: stateFolder,
            started: runtime.clock()
        )
    }

    /// The runs.
    package var runs: RunDesk { RunDesk(signal: links.signal) }

    /// Who is told of what machines do.
    package var listeners: JobListeners { JobListeners(deliveries: desk, line: runs) }

    /// Who lets machines in.
    package var enrolment: EnrolmentService {
        EnrolmentService(runtime: runtime, keys: keys, keyset: keyset, lost: listeners, links: links)
    }

    /// The sessions of machines.
    package var sessions: SessionService {
        SessionService(runtime: runtime, keys: keys, keyset: keyset, links: links)
    }

    /// What machines are told to do.
    package var feed: CommandFeed { CommandFeed(runtime: runtime, keys: keys, links: links) }

    /// What machines did.
    package var receipts: ReceiptService {
        ReceiptService(runtime: runtime, keys: keys, links: links, listeners: listeners)
    }

    /// How machines are.
    package var telemetry: TelemetryService { TelemetryService(runtime: runtime, links: links) }

    /// The machines, for operators.
    package var directory: MachineDirectory { MachineDirectory(links: links, lost: listeners) }

    /// Speaks to the receivers of webhooks.
    var webhookPoster: HTTPWebhookPoster { HTTPWebhookPoster(configuration: configuration.webhooks) }

    /// What runs beside the server, in the order of starting.
    package var services: [any Service] {
        var services: [any Service] = [
            SaleClock(runtime: runtime, desk: desk, rails: rails),
            RailOutboxSender(runtime: runtime, rails: rails, signal: desk.signal),
            WebhookSender(runtime: runtime, rule: configuration.webhooks.rule, poster: webhookPoster),
            DepthSampler(runtime: runtime),
            LineClock(runtime: runtime, desk: runs),
            ReplicaClock(runtime: runtime),
            LogSequencer(log),
        ]
        // A service that ends at once would end the program.
        if !configuration.log.witnesses.isEmpty { services.append(LogWitnesses(log)) }
        for stand in rails.stands {
            services.append(RailWatch(runtime: runtime, stand: stand, desk: desk))
        }
        return services
    }
}
