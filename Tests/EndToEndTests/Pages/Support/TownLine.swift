import Database
import Passport
import Protocol
import TestSupport

@testable import Coordinator

/// What a line of a `Town` made before anybody looks: a run that is under way, one that ended, and a sheet of labels.
struct TownLine {
    let coordinator: Coordinator

    private static let gtin = "09520123456788"
    private static let press = "press-1"
    private static let caller = Caller(
        token: "town",
        name: "ada",
        owner: Owner.operator,
        scopes: Set(Scope.allCases)
    )

    /// - Returns: the run that is under way, and the sheet.
    func live() async throws -> (run: String, sheet: String) {
        let runs = coordinator.runs
        return try await coordinator.runtime.perform { work in
            try TownPast.insert(Self.press, status: "allowed", in: work)
            _ = try work.transaction.execute(
                "UPDATE machine SET incarnation = 1, program = '1.4.2', last_seen = $at WHERE name = $name",
                ["at": .integer(work.now.milliseconds), "name": .text(Self.press)]
            )
            let gtin = try GTIN(Self.gtin)
            _ = try ProductRepository.put(
                ProductChange(name: "Pump P-40 with ceramic bearings"),
                gtin: gtin,
                caller: Self.caller,
                in: work
            )
            var template = try PassportTemplate(json: .object([.init("economicOperatorId", .string("Example Pumps"))]))
            template.elements = [.init("mass", .string("12 kg"), tier: .public)]
            _ = try ProductRepository.setPassport(template, gtin: gtin, by: "ada", in: work)
            _ = try Self.make(5, of: 5, with: runs, in: work)
            let (run, serials) = try Self.make(17, of: 40, with: runs, in: work)
            let sheet = try Self.label(serials.prefix(7), in: work)
            return (run, sheet)
        }
    }

    /// A run that has come so far; every sixth unit did not go well.
    private static func make(
        _ units: Int,
        of count: Int,
        with runs: RunDesk,
        in work: Work
    ) throws -> (run: String, serials: [String]) {
        let order = RunOrder(gtin: gtin, lot: "L-\(count)", count: count, machine: TownPast.id(press), start: true)
        let run = try runs.order(order, by: caller, in: work)
        _ = try work.transaction.execute("UPDATE serial_block SET state = 'held' WHERE state = 'recorded'", [:])
        try runs.checkSerials(of: run.id, in: work)
        let machine = try MachineRepository.get(TownPast.id(press), in: work)
        func tell(_ state: RunState, _ counts: [Int]) throws {
            let report = RunReport(
                run: run.id,
                gtin: gtin,
                lot: order.lot,
                count: count,
                state: state,
                commissioned: counts[0],
                scrapped: counts[1],
                unusable: counts[2]
            )
            try runs.told(report, by: machine, in: work)
        }
        try tell(.running, [0, 0, 0])
        let block = try BlockBook.blocks(run: run.id, in: work)[0]
        let serials = try SerialBook.serials(of: block.id, in: work).map(\.serial.text)
        var (made, unit) = (0, 0)
        while made < units {
            let status: StampStatus = unit % 6 == 5 ? .scrapped : unit % 11 == 9 ? .cannotStart : .commissioned
            let reason: String? =
                switch status {
                case .commissioned: nil
                case .scrapped: unit % 4 == 1 ? "readBackMismatch" : "restarted"
                case .cannotStart: "notExecuted"
                }
            let report = StampReport(
                run: run.id,
                block: block.id,
                serial: serials[unit],
                station: "S1",
                unit: unit + 1,
                status: status,
                reason: reason
            )
            guard try runs.stamped(report, by: machine, in: work) else { throw TestSupportError("not believed") }
            unit += 1
            if status == .commissioned { made += 1 }
        }
        let after = try RunRepository.get(run.id, in: work)
        if made == count { try tell(.ended, [after.commissioned, after.scrapped, after.unusable].map(Int.init)) }
        return (run.id, serials)
    }

    private static func label(_ serials: ArraySlice<String>, in work: Work) throws -> String {
        let sheet = work.ids.identifier(at: work.now)
        let carriers = try serials.enumerated().map { index, serial in
            try Carrier(
                CarrierText("https://id.example.com/01/\(gtin)/21/\(serial)"),
                as: index < 5 ? .qr : .datamatrix,
                .svg
            )
        }
        _ = try PrintRepository.add(carriers, sheet: sheet, caller: caller, in: work)
        return sheet
    }
}
