import Database
package import Passport
import Protocol

/// Blocks of serials, from their grant to their return: the table `serial_block`. A block's grant is in the log before
/// its machine hears of it, and a serial that comes back unused is inactive for ever.
package enum BlockBook {
    /// Most serials of one block: so many fit into one command.
    package static let maximumCount = ProtocolLimits.blockSerials
    /// Most serials of one grant; it takes several blocks.
    package static let maximumGrant = 10_000
    /// How long a machine may take to fetch a grant or to give a block back.
    private static let commandSeconds: Int64 = 30 * 86_400

    private static let cursors = PageCursor(list: "blocks")

    /// A page of the blocks, newest first.
    /// - Throws: `invalid` when the cursor is not one of this list.
    package static func page(
        machine: String?,
        cursor: String?,
        limit: Int,
        in work: Work
    ) throws -> ListPage<SerialBlockRecord> {
        let rows = try work.transaction.rows(
            """
            SELECT * FROM serial_block WHERE id < $before AND ($machine = '' OR machine = $machine)
            ORDER BY id DESC LIMIT $limit
            """,
            [
                "before": .text(try cursors.position(cursor, parts: 1)?.first ?? "g"),
                "machine": .text(machine ?? ""), "limit": .integer(Int64(limit) + 1),
            ]
        ).map(SerialBlockRecord.init)
        return ListPage(rows, limit: limit) { cursors.text(after: [$0.id]) }
    }

    /// The block.
    /// - Throws: `notFound`.
    package static func get(_ id: String, in work: Work) throws -> SerialBlockRecord {
        guard let block = try find(id, in: work) else {
            throw CoordinatorError(.notFound, "There is no block \(id.prefix(60)).")
        }
        return block
    }

    /// The block, if there is one.
    package static func find(_ id: String, in work: Work) throws -> SerialBlockRecord? {
        try work.transaction.first("SELECT * FROM serial_block WHERE id = $id", ["id": .text(id)])
            .map(SerialBlockRecord.init)
    }

    /// The block that a command granted or asked back.
    static func find(command: String, in work: Work) throws -> SerialBlockRecord? {
        try work.transaction.first("SELECT * FROM serial_block WHERE command = $id", ["id": .text(command)])
            .map(SerialBlockRecord.init)
    }

    /// The blocks of a run, oldest first.
    package static func blocks(run: String, in work: Work) throws -> [SerialBlockRecord] {
        try work.transaction.rows(
            "SELECT * FROM serial_block WHERE run = $run ORDER BY id",
            ["run": .text(run)]
        ).map(SerialBlockRecord.init)
    }

    /// The blocks of a machine that are not closed, oldest first.
    package static func open(machine: String, in work: Work) throws -> [SerialBlockRecord] {
        try work.transaction.rows(
            "SELECT * FROM serial_block WHERE machine = $machine AND state <> 'closed' ORDER BY id",
            ["machine": .text(machine)]
        ).map(SerialBlockRecord.init)
    }

    /// Serials of a product that a machine holds, or has been sent, apart from those granted for a run.
    package static func ahead(_ gtin: GTIN, machine: String, in work: Work) throws -> Int64 {
        try work.transaction.first(
            """
            SELECT count(*) AS number FROM serial JOIN serial_block ON serial_block.id = serial.block
            WHERE serial_block.machine = $machine AND serial_block.gtin = $gtin AND serial_block.run IS NULL
                AND serial_block.state IN ('sent', 'held') AND serial.state = 'allocated'
            """,
            ["machine": .text(machine), "gtin": .text(gtin.description)]
        )?.int64("number") ?? 0
    }

    /// Serials that a run can still take: those granted for it and those ahead of any run, on their way or there.
    static func left(for run: RunRecord, in work: Work) throws -> Int64 {
        try work.transaction.first(
            """
            SELECT count(*) AS number FROM serial JOIN serial_block ON serial_block.id = serial.block
            WHERE serial_block.machine = $machine AND serial_block.gtin = $gtin
                AND (serial_block.run IS NULL OR serial_block.run = $run)
                AND serial_block.state IN ('recorded', 'sent', 'held') AND serial.state = 'allocated'
            """,
            ["machine": .text(run.machine), "gtin": .text(run.gtin.description), "run": .text(run.id)]
        )?.int64("number") ?? 0
    }

    /// Grants fresh serials to a machine. It hears of them once the log has them.
    /// - Parameter run: the run they are for; nil for serials ahead of any run.
    /// - Throws: `notFound`, `machineNotAllowed`, `invalid`, `limit`, or `notReady` while a recovery goes on.
    @discardableResult
    package static func grant(
        _ count: Int,
        of gtin: GTIN,
        to machine: String,
        run: String? = nil,
        by: String,
        in work: Work
    ) throws -> [SerialBlockRecord] {
        guard (1...maximumGrant).contains(count) else {
            throw CoordinatorError(.invalid, "A grant is of 1 to \(maximumGrant) serials, not \(count).")
        }
        // What was granted since the backup is not known before the machines have told it.
        try RecoveryBook.requireClosed(in: work)
        let record = try MachineRepository.get(machine, in: work)
        guard record.status == .allowed, record.incarnation > 0 else {
            throw CoordinatorError(
                .machineNotAllowed,
                "\(machine) gets no serials: it is \(record.status.rawValue)."
            )
        }
        let product = try ProductRepository.get(gtin, in: work)
        let serials = try ProductRepository.issue(count, of: product, in: work)
        return try stride(from: 0, to: count, by: maximumCount).map { start in
            let slice = Array(serials[start..<min(count, start + maximumCount)])
            return try insert(slice, product: product, machine: record, run: run, by: by, in: work)
        }
    }

    private static func insert(
        _ serials: [Serial],
        product: Product,
        machine: MachineRecord,
        run: String?,
        by: String,
        in work: Work
    ) throws -> SerialBlockRecord {
        let id = work.ids.identifier(at: work.now)
        let block = try enter(
            id,
            of: product,
            count: serials.count,
            machine: machine,
            run: run,
            standing: .recorded,
            by: by,
            in: work
        )
        try SerialBook.enter(serials, block: block, in: work)
        try LogBook.append(
            .grant,
            of: block.subject,
            actor: by,
            hashes: ["serials": digest(serials), "machine": Fingerprint.sha256(Array(block.machine.utf8))],
            in: work
        )
        try EventLog.append(
            .blockGranted,
            subject: id,
            owner: product.owner,
            data: [
                "by": by, "machine": block.machine, "gtin": product.gtin.description, "run": run ?? "",
                "count": String(serials.count), "oneGuessHits": String(product.guessRisk.perGuess),
            ],
            in: work
        )
        return block
    }

    private static func enter(
        _ id: String,
        of product: Product,
        count: Int,
        machine: MachineRecord,
        run: String?,
        standing: SerialBlockRecord.Standing,
        by: String,
        in work: Work
    ) throws -> SerialBlockRecord {
        _ = try work.transaction.execute(
            """
            INSERT INTO serial_block (id, gtin, owner, machine, incarnation, run, count, state, granted_by, created_at,
                changed_at)
            VALUES ($id, $gtin, $owner, $machine, $incarnation, $run, $count, $state, $by, $at, $at)
            """,
            [
                "id": .text(id), "gtin": .text(product.gtin.description), "owner": .text(product.owner),
                "machine": .text(machine.id.description), "incarnation": .integer(machine.incarnation),
                "run": run.map { .text($0) } ?? .null, "count": .integer(Int64(count)),
                "state": .text(standing.rawValue), "by": .text(by), "at": .integer(work.now.milliseconds),
            ]
        )
        return try get(id, in: work)
    }

    /// Enters a block that a lost generation of this database granted. Which serials it has is known when the machine
    /// has used or returned them, so it is asked for it.
    static func takeUp(_ block: SerialBlockGranted, by machine: MachineRecord, in work: Work) throws {
        guard try find(block.block, in: work) == nil else { return }
        let product = try ProductRepository.get(GTIN.named(block.gtin), in: work)
        _ = try enter(
            block.block,
            of: product,
            count: block.count,
            machine: machine,
            run: nil,
            standing: .unneeded,
            by: recovery,
            in: work
        )
        try EventLog.append(
            .blockGranted,
            subject: block.block,
            owner: product.owner,
            data: [
                "by": recovery, "machine": machine.id.description, "gtin": product.gtin.description, "run": "",
                "count": String(block.count), "oneGuessHits": String(product.guessRisk.perGuess),
            ],
            in: work
        )
    }

    /// What the log says of a list of serials: SHA-256 of their canonical JSON array.
    static func digest(_ serials: [Serial]) throws -> String {
        Fingerprint.sha256(try JSONValue.array(serials.map { .string($0.text) }).canonical())
    }

    /// Tells machines of the grants that the log holds by now, and asks for the blocks that nobody needs any more.
    /// Machines that may not be commanded wait until they may.
    /// - Returns: how many commands were queued.
    static func send(limit: Int, in work: Work) throws -> Int {
        let waiting = try work.transaction.rows(
            """
            SELECT serial_block.* FROM serial_block JOIN machine ON machine.id = serial_block.machine
            WHERE serial_block.state IN ('recorded', 'unneeded') AND machine.status = 'allowed'
            ORDER BY serial_block.id LIMIT $limit
            """,
            ["limit": .integer(Int64(limit))]
        ).map(SerialBlockRecord.init)
        var sent = 0
        for block in waiting {
            if block.standing == .unneeded {
                try command(.returnBlock(SerialBlockReturn(block: block.id)), block, .returning, in: work)
            } else if try LogBook.isPublished(block.subject, sequence: 0, in: work) {
                let serials = try SerialBook.serials(of: block.id, in: work).map(\.serial.text)
                let grant = SerialBlockGrant(block: block.id, gtin: block.gtin.description, serials: serials)
                try command(.grantBlock(grant), block, .sent, in: work)
            } else {
                continue
            }
            sent += 1
        }
        return sent
    }

    /// Gives up a block that nobody needs any more: closed at once when its machine never heard of it, else asked for.
    static func release(_ block: SerialBlockRecord, by: String = coordinator, in work: Work) throws {
        switch block.standing {
        case .recorded: try close(block, unused: nil, actor: by, in: work)
        case .sent, .held:
            try set(.unneeded, block, in: work)
            try EventLog.append(
                .blockReleased,
                subject: block.id,
                owner: block.owner,
                data: ["by": by, "machine": block.machine, "run": block.run ?? ""],
                in: work
            )
        case .unneeded, .returning, .closed: return
        }
    }

    /// Who acts when nobody asked.
    static let coordinator = "coordinator"
    /// Who ordered what a lost generation of this database had ordered.
    static let recovery = "recovery"

    private static func command(
        _ body: CommandBody,
        _ block: SerialBlockRecord,
        _ standing: SerialBlockRecord.Standing,
        in work: Work
    ) throws {
        let command = try CommandQueue.enqueue(
            body,
            sale: nil,
            machine: try MachineID(text: block.machine),
            expires: work.now.adding(seconds: commandSeconds),
            traceparent: work.ids.traceParent(),
            in: work
        )
        _ = try work.transaction.execute(
            "UPDATE serial_block SET command = $command WHERE id = $id",
            ["command": .text(command), "id": .text(block.id)]
        )
        try set(standing, block, in: work)
    }

    /// The machine has the block on its disk.
    static func held(_ block: SerialBlockRecord, in work: Work) throws {
        guard block.standing == .sent else { return }
        try set(.held, block, in: work)
    }

    /// Closes a block: what was not used is inactive from now on.
    /// - Parameter unused: what its machine says was not used; nil when nobody asked it. A serial that the machine has
    ///   used and told nothing of is in doubt.
    /// - Returns: how many serials are in doubt.
    @discardableResult
    static func close(
        _ block: SerialBlockRecord,
        unused: Set<Serial>?,
        actor: String,
        in work: Work
    ) throws -> Int {
        guard block.standing != .closed else { return 0 }
        var inactive: [Serial] = []
        // Of a block that was taken up, a serial that nobody told of has no row.
        var doubtful = Int(block.count) - (try SerialBook.count(of: block.id, in: work))
        for record in try SerialBook.unused(block.id, in: work) {
            if unused?.contains(record.serial) ?? true {
                try SerialBook.apply([.giveBack], to: record, actor: actor, in: work)
                inactive.append(record.serial)
            } else {
                try SerialBook.apply([.scrap(.inDoubt)], to: record, actor: actor, in: work)
                doubtful += 1
            }
        }
        try set(.closed, block, in: work)
        // The lost generation of a restored database may have closed it.
        if try LogBook.newest(of: block.subject, in: work)?.leaf.kind != .retire {
            try LogBook.append(
                .retire,
                of: block.subject,
                actor: actor,
                hashes: ["inactive": digest(inactive)],
                in: work
            )
        }
        try EventLog.append(
            .blockClosed,
            subject: block.id,
            owner: block.owner,
            data: [
                "machine": block.machine, "inactive": String(inactive.count), "inDoubt": String(doubtful),
                "run": block.run ?? "",
            ],
            in: work
        )
        return doubtful
    }

    private static func set(
        _ standing: SerialBlockRecord.Standing,
        _ block: SerialBlockRecord,
        in work: Work
    ) throws {
        _ = try work.transaction.execute(
            "UPDATE serial_block SET state = $state, changed_at = $at WHERE id = $id",
            [
                "state": .text(standing.rawValue), "at": .integer(work.now.milliseconds), "id": .text(block.id),
            ]
        )
    }
}
