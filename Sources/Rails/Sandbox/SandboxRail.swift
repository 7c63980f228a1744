import Signals

/// Play money: a rail on which a person or a test plays the customer and the chain. Everything it hands out says so.
///
/// Its state is a small durable file, so that a coordinator that restarts loses no payment, as with a real rail.
package actor SandboxRail: Rail {
    /// The configured name.
    package nonisolated let id: String
    /// The configured play currency.
    package nonisolated let asset: RailAsset
    /// As configured.
    package nonisolated let capabilities: RailCapabilities

    private nonisolated let queue = SandboxQueue()
    private nonisolated let changed = ChangeSignal()
    private var file: SandboxFile?
    private var book: SandboxBook
    private var polledSequence = 0

    /// The rail's own queue, so that fsync blocks nobody else.
    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        queue.asUnownedSerialExecutor()
    }

    /// Opens `sandbox.jsonl` in the configured folder, or makes it. Blocks for a short read of the disk.
    /// Throws `badConfiguration` for an asset that does not say it is play money, or `storage`.
    package init(_ configuration: SandboxConfiguration) throws(RailError) {
        guard configuration.asset.code.hasPrefix("SANDBOX-") else {
            throw RailError(
                .badConfiguration,
                "Rail \(configuration.id): play money is called SANDBOX-something, not \(configuration.asset.code)."
            )
        }
        id = configuration.id
        asset = configuration.asset
        capabilities = RailCapabilities(
            canHold: configuration.canHold,
            finality: configuration.finality,
            hasLosslessCursor: true
        )
        var file = try SandboxFile(directory: configuration.directory)
        var book = SandboxBook(configuration)
        for event in try file.load() { try book.apply(event) }
        if book.sequence == 0 {
            var generator = SystemRandomNumberGenerator()
            let opened = SandboxEvent.opened(life: String(generator.next(), radix: 36))
            try file.append([opened])
            try book.apply(opened)
        }
        self.file = consume file
        self.book = book
    }

    /// An address made of the order's name; see `Rail`.
    package func makeDestination(order: String, amountMinor: Int64) async throws(RailError) -> PaymentDestination {
        try RailOrder.check(order, amountMinor: amountMinor)
        let (address, events) = book.destination(order: order)
        try record(events)
        let amount = RailAmount.text(minor: amountMinor, decimals: asset.decimals)
        return PaymentDestination(
            address: address,
            uri: "mintmark-sandbox:\(address)?amount=\(amount)&label=PLAY%20MONEY"
        )
    }

    /// The payments touched since `cursor`, as they stand now; see `Rail`. A cursor of another file starts over.
    package func poll(after cursor: String?) async throws(RailError) -> RailBatch {
        var start = 0
        if let cursor {
            let stored = try SandboxCursor(reading: cursor)
            // Of another file, or from before this one was put back: everything again loses nothing.
            if stored.life == book.life, stored.sequence <= book.sequence { start = stored.sequence }
        }
        let changes = book.changes(after: start)
        polledSequence = changes.end
        var sightings: [RailSighting] = []
        for payment in changes.payments {
            sightings.append(
                try RailSighting(
                    reference: payment.reference,
                    address: payment.address,
                    amountText: payment.amountText,
                    asset: asset,
                    confirmations: payment.confirmations,
                    state: payment.state,
                    replaceable: payment.state == .pending
                )
            )
        }
        return RailBatch(sightings: sightings, cursor: SandboxCursor(life: book.life, sequence: changes.end).written)
    }

    /// Takes what is held; see `Rail`.
    package func capture(order: String) async throws(RailError) {
        try record(book.settle(order: order, captured: true))
    }

    /// Gives back what is held; see `Rail`.
    package func release(order: String) async throws(RailError) {
        try record(book.settle(order: order, captured: false))
    }

    /// Returns at once when something happened that was not polled.
    package func waitForChange(timeoutSeconds: Double) async {
        let generation = changed.generation
        // Nothing can happen in between: what happens is recorded on this actor.
        guard book.sequence <= polledSequence else { return }
        await changed.wait(after: generation, timeoutSeconds: timeoutSeconds)
    }

    /// Always ready.
    package func health() async -> RailHealth {
        RailHealth(isReady: true, message: "Play money: nothing paid here is worth anything.")
    }

    /// Lets go of the file, so that another process, or another rail in this one, can open it. Nothing can be written
    /// after.
    package func close() {
        file = nil
    }

    private func record(_ events: [SandboxEvent]) throws(RailError) {
        guard !events.isEmpty else { return }
        guard file != nil else { throw RailError(.storage, "Rail \(id) was closed; open it again.") }
        try file?.append(events)
        for event in events { try book.apply(event) }
        changed.notify()
    }
}

// The customer and the chain, played by the operator's sandbox route, the demo and the tests.
extension SandboxRail {
    /// Pays `amountText` whole units (e.g. `"1.50"`) to an address. With 0 confirmations it stays `pending`.
    /// Returns the payment's reference. Throws `unknownAddress`, `badAmount`, `storage`.
    @discardableResult
    package func pay(address: String, amountText: String, confirmations: Int = 1) throws(RailError) -> String {
        let (reference, events) = try book.pay(address: address, amountText: amountText, confirmations: confirmations)
        try record(events)
        return reference
    }

    /// Gives a payment that many confirmations. Throws `unknownReference`, `storage`.
    package func confirm(reference: String, confirmations: Int = 1) throws(RailError) {
        try record(book.confirm(reference: reference, confirmations: confirmations))
    }

    /// Replaces a payment by another one to the same address, which is returned, or to somebody else when `amountText`
    /// is nil. Throws `unknownReference`, `badAmount`, `storage`.
    @discardableResult
    package func replace(reference: String, amountText: String? = nil) throws(RailError) -> String? {
        let (other, events) = try book.replace(reference: reference, amountText: amountText)
        try record(events)
        return other
    }

    /// Drops a payment, as a chain that reorganises does. Throws `unknownReference`, `storage`.
    package func reorganise(reference: String) throws(RailError) {
        try record(book.reorganise(reference: reference))
    }
}
