import Ledger

/// Runs a text table against a store: one row per account or transfer, the expected result code in the last column.
///
///     account  A LTC [debits<=credits] [credits<=debits]      | created
///     transfer 1 A B 100 [pending] [linked] [user=x]          | created
///     post     2 1 60                                         | created
///     void     3 1                                            | pendingTransferAlreadyPosted
///     balances A 0 60 0 0          (debits pending, posted, credits pending, posted)
///     state    1                                              | posted
///     batch ... end                (what is between goes in one call; a linked row stays with the next one anyway)
///
/// Any field can be given as `name=value`: `id`, `debit`, `credit`, `amount`, `pending`, `ledger`, `code`, `user`,
/// `owner`, `flags`, `timestamp`. `-` is an empty text, `long` one above every limit, `max-5` five below Int64.max.
struct LedgerScript {
    private struct Row {
        let text: String
        let kind: String
        var words: [String]
        let expected: String
    }

    private let rows: [Row]
    private var mismatches: [String] = []
    private var time: Int64 = 1_000
    private var waiting: [(row: Row, transfer: Transfer)] = []
    private var isBatch = false

    init(_ table: String) {
        rows = table.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "|", maxSplits: 1)
            let words = (parts.first ?? "").split(separator: " ").map(String.init)
            guard let kind = words.first, !kind.hasPrefix("#") else { return nil }
            let expected = parts.count > 1 ? parts[1].split(separator: " ").joined() : ""
            return Row(text: String(line), kind: kind, words: Array(words.dropFirst()), expected: expected)
        }
    }

    /// The expected codes of the rows of these kinds.
    func expectedCodes(of kinds: Set<String>) -> Set<String> {
        Set(rows.filter { kinds.contains($0.kind) }.map(\.expected))
    }

    /// Runs all rows and returns what did not come as expected.
    mutating func run(in store: inout some LedgerStore) throws -> [String] {
        for row in rows {
            switch row.kind {
            case "account": try createAccount(row, in: &store)
            case "transfer", "post", "void":
                let transfer = try transfer(row)
                waiting.append((row, transfer))
                if !isBatch, !transfer.flags.contains(.linked) { try send(to: &store) }
            case "batch": isBatch = true
            case "end":
                isBatch = false
                try send(to: &store)
            case "balances": try compareBalances(row, in: store)
            case "state":
                let state = try store.pendingState(of: try id(row.words[0]))
                compare(row, state.map(\.rawValue) ?? "none")
            default: throw LedgerScriptError(text: "unknown row: \(row.text)")
            }
        }
        if !waiting.isEmpty { throw LedgerScriptError(text: "rows without an end: \(waiting.map(\.row.text))") }
        return mismatches
    }

    private mutating func send(to store: inout some LedgerStore) throws {
        time += 1
        let results = try LedgerMachine.create(transfers: waiting.map(\.transfer), at: time, in: &store)
        for (result, (row, transfer)) in zip(results, waiting) {
            compare(row, result.code.rawValue)
            if result.id != transfer.id { mismatches.append("\(row.text): the result is for \(result.id)") }
        }
        if results.count != waiting.count { mismatches.append("\(results.count) results for \(waiting.count) rows") }
        waiting = []
    }

    private mutating func createAccount(_ row: Row, in store: inout some LedgerStore) throws {
        var fields = Fields(row.words)
        var flags: AccountFlags = []
        if fields.take("debits<=credits") { flags.insert(.debitsMustNotExceedCredits) }
        if fields.take("credits<=debits") { flags.insert(.creditsMustNotExceedDebits) }
        let account = Account(
            id: AccountID(try fields.text("id")),
            owner: fields.named("owner") ?? "acme",
            ledger: try fields.text("ledger"),
            code: fields.named("code") ?? "sales",
            flags: flags,
            debitsPosted: Int64(fields.named("debits") ?? "") ?? 0,
            timestamp: Int64(fields.named("timestamp") ?? "") ?? 0
        )
        time += 1
        let codes = try LedgerMachine.create(accounts: [account], at: time, in: &store)
        compare(row, codes.map(\.rawValue).joined())
    }

    private func transfer(_ row: Row) throws -> Transfer {
        var fields = Fields(row.words)
        var flags: TransferFlags = row.kind == "post" ? .postPending : row.kind == "void" ? .voidPending : []
        let names: [(String, TransferFlags)] = [
            ("linked", .linked), ("pending", .pending), ("posting", .postPending), ("voiding", .voidPending),
        ]
        for (name, flag) in names where fields.take(name) { flags.insert(flag) }
        let identifier = try id(fields.text("id"))
        let resolves = row.kind != "transfer"
        var pendingID = TransferID.zero
        if resolves { pendingID = try id(fields.text("pending")) }
        let debit = resolves ? fields.named("debit") ?? "" : try fields.text("debit")
        let credit = resolves ? fields.named("credit") ?? "" : try fields.text("credit")
        let amount = resolves ? fields.optionalText("amount") ?? "max" : try fields.text("amount")
        if let named = fields.named("pending") { pendingID = try id(named) }
        return Transfer(
            id: identifier,
            debitAccount: AccountID(debit),
            creditAccount: AccountID(credit),
            amount: try LedgerScript.amount(amount),
            pendingID: pendingID,
            ledger: fields.named("ledger") ?? (resolves ? "" : "LTC"),
            code: fields.named("code") ?? "test",
            userData: fields.named("user") ?? "",
            flags: flags,
            timestamp: Int64(fields.named("timestamp") ?? "") ?? 0
        )
    }

    private mutating func compareBalances(_ row: Row, in store: some LedgerStore) throws {
        let expected = try row.words.dropFirst().map { try LedgerScript.amount($0) }
        let found = try store.account(AccountID(row.words[0]))?.balances ?? []
        if found != expected { mismatches.append("\(row.text): found \(found)") }
    }

    private mutating func compare(_ row: Row, _ found: String) {
        if row.expected != found { mismatches.append("\(row.text): found \(found)") }
    }

    private func id(_ text: String) throws -> TransferID {
        if text == "max" { return .maximum }
        guard let low = UInt64(text) else { throw LedgerScriptError(text: "no transfer id: \(text)") }
        return TransferID(high: 0, low: low)
    }

    private static func amount(_ text: String) throws -> Int64 {
        if text.hasPrefix("max") { return .max - (Int64(text.dropFirst(4)) ?? 0) }
        guard let amount = Int64(text) else { throw LedgerScriptError(text: "no amount: \(text)") }
        return amount
    }

    private struct Fields {
        private var positional: [String] = []
        private var byName: [String: String] = [:]

        init(_ words: [String]) {
            for word in words {
                let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
                if parts.count == 2, !word.contains("<") {
                    byName[parts[0]] = parts[1]
                } else {
                    positional.append(word)
                }
            }
        }

        mutating func take(_ word: String) -> Bool {
            guard let index = positional.firstIndex(of: word) else { return false }
            positional.remove(at: index)
            return true
        }

        func named(_ name: String) -> String? { byName[name].map(Fields.value) }

        mutating func optionalText(_ name: String) -> String? {
            if let named = named(name) { return named }
            return positional.isEmpty ? nil : Fields.value(positional.removeFirst())
        }

        mutating func text(_ name: String) throws -> String {
            guard let text = optionalText(name) else { throw LedgerScriptError(text: "\(name) is missing") }
            return text
        }

        private static func value(_ word: String) -> String {
            word == "-" ? "" : word == "long" ? String(repeating: "x", count: LedgerLimits.textBytes + 1) : word
        }
    }
}

/// A table that cannot be read.
struct LedgerScriptError: Error {
    let text: String
}
