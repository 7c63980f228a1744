import Faults
import Prometheus
package import Protocol
import Rails

/// Takes orders. Everything that could refuse one is asked and one unit reserved in one transaction, before a price is
/// named; only then the rail is asked for an address, with no transaction open.
package struct OrderDesk: Sendable {
    let runtime: Runtime
    let configuration: CoordinatorConfiguration
    let rails: RailSet
    let desk: SaleDesk
    let quoteKey: SigningKey
    let deployment: String

    private static let route = "POST /v1/orders"

    /// Makes a desk.
    package init(
        runtime: Runtime,
        configuration: CoordinatorConfiguration,
        rails: RailSet,
        desk: SaleDesk,
        quoteKey: SigningKey,
        deployment: String
    ) {
        self.runtime = runtime
        self.configuration = configuration
        self.rails = rails
        self.desk = desk
        self.quoteKey = quoteKey
        self.deployment = deployment
    }

    /// Takes an order and returns it with its address and signed quote.
    /// - Parameter key: the `Idempotency-Key`; the same key with the same request returns the same order.
    /// - Throws: `CoordinatorError`: `soldOut`, `machineOffline`, `machineNotAllowed`, `laneFaulted`, `placeClosed`,
    ///   `railUnavailable`, `notFound`, `invalid`, `conflict`, `limit`.
    package func order(_ request: OrderRequest, key: String?) async throws -> SaleRecord {
        do {
            return try await take(request, key: key)
        } catch {
            runtime.metrics.count(CoordinatorMetric.ordersRefused, ProblemMapping.problem(of: error).code)
            throw error
        }
    }

    private func take(_ request: OrderRequest, key: String?) async throws -> SaleRecord {
        if let key { try IdempotencyKey.check(key) }
        guard let railID = request.rail ?? rails.stands.first?.rail.id else {
            throw CoordinatorError(
                .railUnavailable,
                "No way to pay is configured; an operator adds one under \"rails\"."
            )
        }
        let stand = try rails.get(railID)
        let digest = try request.digest()
        let record = try await runtime.perform { work in
            if let key, let known = try IdempotencyKey.subject(of: key, route: Self.route, digest: digest, in: work) {
                let record = try SaleRepository.get(known, in: work)
                if record.phase == .preparing { try RecoveryBook.requireClosed(in: work) }
                return record
            }
            let record = try prepare(request, stand, in: work)
            if let key {
                try IdempotencyKey.bind(key, route: Self.route, digest: digest, subject: record.id, in: work)
            }
            return record
        }
        FaultPoint.reach(CoordinatorStep.orderCommitted)
        return try await offer(record, stand)
    }

    /// The order with how it stands now.
    /// - Throws: `notFound`.
    package func find(_ id: String) async throws -> SaleRecord {
        try await runtime.view { try SaleRepository.get(id, in: $0) }
    }

    private func prepare(_ request: OrderRequest, _ stand: RailStand, in work: Work) throws -> SaleRecord {
        try RecoveryBook.requireClosed(in: work)
        try stand.requireReady()
        let place = try PlaceRepository.get(request.place, in: work)
        guard place.isOpen, let machine = place.machine else {
            throw CoordinatorError(.placeClosed, "\(place.name) sells nothing right now. Please come back later.")
        }
        guard let selection = place.selections.first(where: { $0.id == request.selection }),
            let priceMinor = selection.priceMinor
        else {
            throw CoordinatorError(.notFound, "\(place.name) has no selection \"\(request.selection.prefix(30))\".")
        }
        guard try SaleRepository.openCount(place: place.slug, in: work) < configuration.sales.openOrdersPerPlace else {
            throw CoordinatorError(.notReady, "Too many orders wait for their payment here. Try again in some minutes.")
        }
        let readiness = try desk.machines.readiness(of: machine, lane: selection.lane, in: work)
        let stock = try StockRepository.get(place: place.slug, lane: selection.lane, in: work)
        try SaleReadiness.require(readiness, stock, in: work)
        let terms = try quote(priceMinor: priceMinor, stand, in: work)
        let record = SaleRecord(
            id: work.ids.identifier(at: work.now),
            owner: place.owner,
            place: place.slug,
            selection: selection.id,
            selectionName: selection.name,
            lane: selection.lane,
            machine: machine,
            rail: stand.rail.id,
            quoteTerms: terms,
            longestDeliveryMilliseconds: readiness.longestDeliveryMilliseconds,
            traceparent: work.ids.traceParent(),
            createdAt: work.now.milliseconds,
            phase: .preparing,
            state: SaleState(terms: saleTerms(terms, stand)),
            revision: 1,
            changedAt: work.now.milliseconds
        )
        try desk.open(record, in: work)
        work.notes.count(.orders)
        return record
    }

    private func quote(priceMinor: Int64, _ stand: RailStand, in work: Work) throws -> QuoteTerms {
        let asset = stand.rail.asset
        guard let rate = configuration.rates[asset.code] else {
            throw CoordinatorError(
                .railUnavailable,
                "There is no rate for \(asset.code); an operator adds it to \"rates\"."
            )
        }
        return try QuoteTerms(
            priceMinor: priceMinor,
            currency: configuration.currency,
            asset: QuoteTerms.Unit(code: asset.code, decimals: asset.decimals),
            rate: rate,
            quotedAt: work.now.milliseconds,
            validMilliseconds: configuration.sales.quoteSeconds * 1_000
        )
    }

    private func saleTerms(_ terms: QuoteTerms, _ stand: RailStand) -> SaleTerms {
        SaleTerms(
            priceMinor: terms.amountMinor,
            expiresAt: terms.expiresAt,
            confirmationDeadlineAt: terms.expiresAt + configuration.sales.confirmationSeconds * 1_000,
            policy: configuration.policy(for: stand.configuration)
        )
    }

    /// Gives the order its address and quote. Every step can be repeated, so an order whose coordinator died in between
    /// goes on when its customer asks again with the same key, or ends by its deadline.
    private func offer(_ record: SaleRecord, _ stand: RailStand) async throws -> SaleRecord {
        guard record.phase == .preparing else { return record }
        let id = record.id
        let destination: PaymentDestination
        do throws(RailError) {
            destination = try await stand.rail.makeDestination(order: id, amountMinor: record.quoteTerms.amountMinor)
        } catch {
            try await runtime.perform { try desk.withdraw(id, in: $0) }
            throw CoordinatorError(
                .railUnavailable,
                "Paying by \(stand.rail.id) does not work right now. Nothing was charged; try another way.",
                cause: error.description
            )
        }
        FaultPoint.reach(CoordinatorStep.destinationMade)
        let claims = QuoteClaims(record, address: destination.address, deployment: deployment)
        let quote = try Envelope.sign(claims, as: .quote, with: quoteKey).compact
        let offered = try await runtime.perform { work in
            try store(destination, quote: quote, sale: id, in: work)
        }
        FaultPoint.reach(CoordinatorStep.quoteCommitted)
        return offered
    }

    private func store(_ destination: PaymentDestination, quote: String, sale: String, in work: Work) throws
        -> SaleRecord
    {
        var record = try SaleRepository.get(sale, in: work)
        guard record.phase == .preparing else { return record }
        guard record.state.goods == .reserved else {
            throw CoordinatorError(
                .conflict,
                "The order ended before it had an address. Nothing was charged; order again."
            )
        }
        record.phase = .offered
        record.address = destination.address
        record.uri = destination.uri
        record.quote = quote
        try SaleRepository.save(&record, in: work)
        try EventLog.append(
            .quoteSigned,
            subject: sale,
            owner: record.owner,
            data: ["quote": quote],
            traceparent: record.traceparent,
            in: work
        )
        return record
    }
}
