import Database
package import Passport

/// Counts the serials anew and compares: each block with its grant in the log, each serial with the steps of its life
/// and its leaf, each run with the serials it used. Changes nothing.
package struct SerialCheck: Sendable {
    /// What is not right.
    package struct Finding: Sendable, Equatable {
        /// The kinds of wrong.
        package enum Kind: String, CaseIterable, Sendable {
            /// A block has more or fewer serials than were granted.
            case blockCount
            /// The serials of a block are not those that the log saw granted.
            case blockContent
            /// A serial stands elsewhere than its last step led to, or a step is missing.
            case steps
            /// A serial has no end though its block or its run is over, or an end that nothing led to.
            case unsettled
            /// The log lacks what it should have been told.
            case leaf
            /// A run counts other units than the serials it used.
            case runCount
        }

        /// What is wrong.
        package let kind: Kind
        /// With what: a block, a run, or a product and a serial.
        package let subject: String
        /// In words.
        package let text: String
    }

    /// Most findings that are told; whoever has so many needs no more.
    package static let mostFindings = 1_000
    /// Blocks and runs of one transaction.
    private static let pageRows: Int64 = 20

    /// What is not right, at most `mostFindings`.
    package private(set) var findings: [Finding] = []
    /// How many blocks there are.
    package private(set) var blocks = 0
    /// How many serials are in which state.
    package private(set) var states: [SerialState: Int] = [:]

    /// Checks everything, a few blocks at a time, so that nobody waits for it.
    package static func run(_ runtime: Runtime) async throws -> SerialCheck {
        var check = SerialCheck()
        for step in [nextBlocks, nextRuns] {
            var cursor: String? = ""
            while let after = cursor {
                let before = check
                (check, cursor) = try await runtime.view { work in
                    var check = before
                    let next = try step(&check, after, work)
                    return (check, next)
                }
            }
        }
        return check
    }

    // MARK: Blocks

    @Sendable private static func nextBlocks(
        _ check: inout SerialCheck,
        after: String,
        in work: Work
    ) throws -> String? {
        let page = try work.transaction.rows(
            "SELECT * FROM serial_block WHERE id > $after ORDER BY id LIMIT $limit",
            ["after": .text(after), "limit": .integer(pageRows)]
        ).map(SerialBlockRecord.init)
        for block in page { try check.look(at: block, in: work) }
        return page.count < Int(pageRows) ? nil : page.last?.id
    }

    private mutating func look(at block: SerialBlockRecord, in work: Work) throws {
        blocks += 1
        let serials = try SerialBook.serials(of: block.id, in: work)
        if serials.count != Int(block.count) {
            find(
                .blockCount,
                block.id,
                "The block was granted \(block.count) serials of \(block.gtin), and has \(serials.count)."
            )
        }
        let leaves = try LogBook.history(of: block.subject, limit: 2, in: work).map(\.leaf)
        if let grant = leaves.first(where: { $0.kind == .grant }) {
            if grant.hashes["serials"] != (try BlockBook.digest(serials.map(\.serial))) {
                find(.blockContent, block.id, "The serials of the block are not those that the log saw granted.")
            }
        } else {
            find(.leaf, block.id, "The log has no grant of the block.")
        }
        if block.standing == .closed, !leaves.contains(where: { $0.kind == .retire }) {
            find(.leaf, block.id, "The block is closed, and the log was not told.")
        }
        let steps = try Self.steps(of: block.id, in: work)
        for serial in serials { try look(at: serial, of: block, steps[serial.serial.text] ?? [], in: work) }
    }

    private mutating func look(
        at record: SerialRecord,
        of block: SerialBlockRecord,
        _ steps: [Step],
        in work: Work
    ) throws {
        states[record.state, default: 0] += 1
        let name = "\(record.gtin) \(record.serial.text)"
        if steps.map(\.number) != Array(0..<Int64(steps.count)) || steps.last?.state != record.state.rawValue {
            let last = steps.last?.state ?? "nowhere"
            find(
                .steps,
                name,
                "The serial is \(record.state.rawValue), and its \(steps.count) steps lead to \(last)."
            )
        }
        guard record.state.isEndOfRun else {
            if block.standing == .closed || record.run != nil {
                find(.unsettled, name, "The serial is still \(record.state.rawValue), and its turn is over.")
            }
            return
        }
        guard record.unit != nil else {
            // What was never used is inactive because its block is closed, and the log has that of the block.
            if block.standing != .closed {
                find(
                    .unsettled,
                    name,
                    "The serial is \(record.state.rawValue); no unit used it, and its block is open."
                )
            }
            return
        }
        let wasCommissioned = steps.contains { $0.state == SerialState.commissioned.rawValue }
        let kind: LogLeaf.Kind = wasCommissioned ? .commission : .retire
        let link = try DigitalLink(stem: DigitalLink.canonicalStem, gtin: record.gtin, serial: record.serial)
        let leaves = try LogBook.history(of: link.logSubject, limit: 2, in: work)
        if !leaves.contains(where: { $0.leaf.kind == kind }) {
            find(.leaf, name, "The serial is \(record.state.rawValue), and the log has no \(kind.rawValue) of it.")
        }
    }

    private struct Step {
        let number: Int64
        let state: String
    }

    /// The steps of a block's serials, by serial, in their order.
    private static func steps(of block: String, in work: Work) throws -> [String: [Step]] {
        var steps: [String: [Step]] = [:]
        let rows = try work.transaction.rows(
            """
            SELECT serial_step.serial AS serial, serial_step.step AS step, serial_step.state AS state
            FROM serial JOIN serial_step ON serial_step.gtin = serial.gtin AND serial_step.serial = serial.serial
            WHERE serial.block = $block ORDER BY serial_step.serial, serial_step.step
            """,
            ["block": .text(block)]
        )
        for row in rows {
            steps[try row.text("serial"), default: []].append(
                Step(number: try row.int64("step"), state: try row.text("state"))
            )
        }
        return steps
    }

    // MARK: Runs

    @Sendable private static func nextRuns(
        _ check: inout SerialCheck,
        after: String,
        in work: Work
    ) throws -> String? {
        let rows = try work.transaction.rows(
            """
            SELECT id, commissioned + scrapped + unusable AS told,
                (SELECT count(*) FROM serial WHERE serial.run = run.id) AS used,
                (SELECT count(DISTINCT unit) FROM serial WHERE serial.run = run.id) AS units
            FROM run WHERE id > $after ORDER BY id LIMIT $limit
            """,
            ["after": .text(after), "limit": .integer(pageRows)]
        )
        for row in rows {
            let (told, used, units) = (try row.int64("told"), try row.int64("used"), try row.int64("units"))
            guard told != used || units != used else { continue }
            check.find(
                .runCount,
                try row.text("id"),
                "The run counts \(told) units, and \(used) serials are its own, on \(units) different units."
            )
        }
        return rows.count < Int(pageRows) ? nil : try rows.last?.text("id")
    }

    private mutating func find(_ kind: Finding.Kind, _ subject: String, _ text: String) {
        guard findings.count < Self.mostFindings else { return }
        findings.append(Finding(kind: kind, subject: subject, text: text))
    }
}
