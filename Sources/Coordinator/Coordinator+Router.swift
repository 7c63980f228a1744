package import Hummingbird

extension Coordinator {
    /// Every route.
    /// - Throws: `unexpected` when one is missing in `RouteTable`: access is decided there and nowhere else.
    package func router() throws -> Router<AppRequestContext> {
        let router = Router(context: AppRequestContext.self, options: .autoGenerateHeadEndpoints)
        let pageDesk = OperatorDesk(runtime: runtime, writer: pages, publicURL: configuration.publicURL)
        let resolver = try resolverDesk()
        router.addGuards(
            runtime: runtime,
            pages: PageAccess(desk: pageDesk),
            rate: RateMiddleware(
                runtime: runtime,
                gate: requestGate,
                trustedProxies: configuration.resolver.trustedProxies
            ),
            resolver: ResolverMiddleware(desk: resolver)
        )
        addMachineHalf(to: router)
        addSalesHalf(to: router, watch: resolver.watch)
        LinkRoutes(runtime: runtime, resolver: resolver.writer.resolver).add(to: router)
        DelegationRoutes(runtime: runtime).add(to: router)
        CarrierRoutes(runtime: runtime).add(to: router)
        addObservability(to: router)
        addOperatorPages(to: router, desk: pageDesk)
        for route in router.routes
        where RouteTable.access(method: route.method.rawValue, path: route.path.description) == nil {
            throw CoordinatorError(.unexpected, "The route \(route) is not in RouteTable; add it with its scope.")
        }
        return router
    }

    private func resolverDesk() throws(CoordinatorError) -> ResolverDesk {
        let resolver = try configuration.makeResolver()
        return ResolverDesk(
            runtime: runtime,
            writer: try ResolverWriter(resolver, name: configuration.resolver.name, pages: pages),
            watch: ProbeWatch(
                runtime: runtime,
                gate: probeGate,
                trustedProxies: configuration.resolver.trustedProxies
            ),
            publicURL: configuration.publicURL
        )
    }

    private func addSalesHalf(to router: Router<AppRequestContext>, watch: ProbeWatch) {
        let sandbox = SandboxRoutes(orders: orders, rails: rails)
        OrderRoutes(orders: orders, signal: desk.signal).add(to: router)
        PlaceRoutes(runtime: runtime, currency: configuration.currency.code).add(to: router)
        SaleRoutes(runtime: runtime, desk: desk).add(to: router)
        ProductRoutes(runtime: runtime).add(to: router)
        let issuer = PassportIssuer(publicURL: configuration.publicURL, key: keys.passport)
        PassportRoutes(runtime: runtime, issuer: issuer, watch: watch).add(to: router)
        PartyRoutes(runtime: runtime).add(to: router)
        ProductEventRoutes(runtime: runtime, issuer: issuer).add(to: router)
        PassportPageRoutes(runtime: runtime, pages: pages).add(to: router)
        BlockRoutes(runtime: runtime).add(to: router)
        SerialCheckRoutes(runtime: runtime).add(to: router)
        RunRoutes(runtime: runtime, desk: runs).add(to: router)
        LedgerRoutes(runtime: runtime).add(to: router)
        EventRoutes(runtime: runtime).add(to: router)
        AuditRoutes(runtime: runtime, keys: keys).add(to: router)
        LogRoutes(log).add(to: router)
        WebhookRoutes(
            runtime: runtime,
            desk: WebhookDesk(runtime: runtime, configuration: configuration.webhooks, poster: webhookPoster)
        ).add(to: router)
        sandbox.add(to: router)
        TokenRoutes(runtime: runtime, tokens: TokenBook()).add(to: router)
        ExportRoutes(runtime: runtime, rails: rails).add(to: router)
        DescriptionRoutes(url: configuration.publicURL).add(to: router)
        BackupRoutes(
            desk: BackupDesk(
                runtime: runtime,
                stateFolder: stateFolder,
                operatorToken: configuration.operatorTokenFile(in: stateFolder),
                deployment: keys.deployment
            )
        ).add(to: router)
        DeploymentKeyRoutes(runtime: runtime, stateFolder: stateFolder, deployment: keys.deployment).add(to: router)
        RecoveryRoutes(runtime: runtime, signals: [desk.signal, links.signal]).add(to: router)
        WebAssetRoutes().add(to: router)
        PictureRoutes(runtime: runtime).add(to: router)
        CustomerRoutes(
            runtime: runtime,
            configuration: configuration,
            orders: orders,
            rails: rails,
            sandbox: sandbox,
            pages: pages
        ).add(to: router)
    }

    private func addObservability(to router: Router<AppRequestContext>) {
        let vitals = VitalsReader(
            runtime: runtime,
            rails: rails,
            links: links,
            stateFolder: stateFolder,
            started: started
        )
        let book = HealthBook()
        HealthRoutes(runtime: runtime, vitals: vitals, book: book).add(to: router)
        MetricsRoutes(runtime: runtime, snapshot: MetricsSnapshot(vitals: vitals, health: book)).add(to: router)
    }

    private func addMachineHalf(to router: Router<AppRequestContext>) {
        AgentRoutes(
            enrolment: enrolment,
            sessions: sessions,
            feed: feed,
            receipts: receipts,
            telemetry: telemetry
        ).add(to: router)
        MachineRoutes(
            runtime: runtime,
            directory: directory,
            enrolment: enrolment,
            links: links,
            profileKey: keys.profile
        ).add(to: router)
    }
}
