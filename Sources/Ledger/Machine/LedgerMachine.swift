/// The rules of the ledger: decides over any store what becomes of accounts and transfers, and has no state of its own.
package enum LedgerMachine {
    /// Creates transfers in order. Each succeeds or fails by itself, but a chain of `linked` ones does so as one; a
    /// chain that was created before as it stands answers `exists` for each of its transfers.
    ///
    /// - Parameters:
    ///   - transfers: at most `LedgerLimits.batch`.
    ///   - time: now, in nanoseconds since 1970. Timestamps rise strictly: where `time` does not, they go on from the
    ///     last one by ones.
    ///   - store: what is read and, at the end, written. The caller makes the call atomic.
    /// - Returns: one result per transfer, in order.
    /// - Throws: `LedgerError`, or what the store throws.
    package static func create(
        transfers: [Transfer],
        at time: Int64,
        in store: inout some LedgerStore
    ) throws -> [TransferResult] {
        let first = try firstTimestamp(for: transfers.count, at: time, in: store)
        var batch = StagedBatch()
        var results: [TransferResult] = []
        results.reserveCapacity(transfers.count)
        var start = 0
        while start < transfers.count {
            var end = start + 1
            while end < transfers.count, transfers[end - 1].flags.contains(.linked) { end += 1 }
            let codes = try createChain(
                Array(transfers[start..<end]),
                at: first + Int64(start),
                staging: &batch,
                over: store
            )
            for (transfer, code) in zip(transfers[start..<end], codes) {
                results.append(TransferResult(id: transfer.id, code: code))
            }
            start = end
        }
        try batch.write(to: &store, at: first)
        return results
    }

    /// The first of `count` timestamps, all after the last one given.
    static func firstTimestamp(for count: Int, at time: Int64, in store: some LedgerStore) throws -> Int64 {
        guard count <= LedgerLimits.batch else {
            throw LedgerError(
                .batchTooLarge,
                "\(count) in one call of the ledger, the limit is \(LedgerLimits.batch); divide them"
            )
        }
        guard time > 0 else {
            throw LedgerError(.invalidTimestamp, "the ledger was called at time \(time); set the clock")
        }
        let last = try store.lastTimestamp()
        guard max(time, last) < Int64.max - Int64(LedgerLimits.batch) else {
            throw LedgerError(.timestampsExhausted, "no timestamp is left after \(max(time, last)); check the clock")
        }
        return max(time, last + 1)
    }

    private static func createChain(
        _ chain: [Transfer],
        at timestamp: Int64,
        staging batch: inout StagedBatch,
        over store: some LedgerStore
    ) throws -> [ResultCode] {
        var codes = [ResultCode](repeating: .linkedEventFailed, count: chain.count)
        if let last = chain.last, last.flags.contains(.linked) {
            codes[chain.count - 1] = .linkedEventChainOpen
            return codes
        }
        if chain.count > 1, try existsWhole(chain, in: batch, over: store) {
            return [ResultCode](repeating: .exists, count: chain.count)
        }
        batch.beginChain()
        for (index, transfer) in chain.enumerated() {
            let code = try create(transfer, at: timestamp + Int64(index), staging: &batch, over: store)
            guard code != .created else { continue }
            batch.takeBackChain()
            if code.isTransient { batch.fail(transfer.id, code) }
            codes[index] = code
            return codes
        }
        return [ResultCode](repeating: .created, count: chain.count)
    }

    private static func existsWhole(
        _ chain: [Transfer],
        in batch: StagedBatch,
        over store: some LedgerStore
    ) throws -> Bool {
        for transfer in chain {
            guard let existing = try batch.transfer(transfer.id, in: store) else { return false }
            let pending = try batch.transfer(transfer.pendingID, in: store)
            guard transfer.timestamp == 0, transfer.comparison(with: existing, pending: pending) == .exists else {
                return false
            }
        }
        return true
    }

    private static func create(
        _ transfer: Transfer,
        at timestamp: Int64,
        staging batch: inout StagedBatch,
        over store: some LedgerStore
    ) throws -> ResultCode {
        if let refusal = transfer.identityRefusal { return refusal }
        if let existing = try batch.transfer(transfer.id, in: store) {
            let pending = try batch.transfer(transfer.pendingID, in: store)
            return transfer.comparison(with: existing, pending: pending)
        }
        if try batch.failure(of: transfer.id, in: store) != nil { return .idAlreadyFailed }
        if let refusal = transfer.shapeRefusal { return refusal }
        return transfer.flags.resolvesPending
            ? try resolve(transfer, at: timestamp, staging: &batch, over: store)
            : try move(transfer, at: timestamp, staging: &batch, over: store)
    }
}
