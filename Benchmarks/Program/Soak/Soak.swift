import Foundation
import Measuring
import NIOHTTP1
import Supervision
import TestSupport

/// `make soak`: a deployment of real processes under more load than it can take, with everything failing meanwhile.
enum Soak {
    private static let machines = 3
    /// Sales of each lane by which the machines' speed is measured.
    private static let salesToMeasure = 3

    /// Runs it for so long, and ends everything.
    /// - Parameters:
    ///   - seconds: of all phases together; starting, settling and looking at what is left come on top.
    ///   - seed: what its random numbers begin with.
    static func run(seconds: Double, seed: UInt64) async throws -> SoakRecord {
        Progress.say("soak: starting a coordinator and \(machines) machines, seed \(seed)")
        let fleet = try await SoakFleet.start(machines: machines)
        let books = SoakBooks(fleet: fleet)
        var record: SoakRecord
        let entries: [SoakBooks.Entry]
        do {
            record = try await withThrowingTaskGroup { group in
                group.addTask { await SoakOperator(fleet: fleet).walk() }
                defer { group.cancelAll() }
                var record = SoakRecord(seed: seed, machines: machines, capacity: try await capacity(fleet, books))
                try await phases(&record, fleet, books, seconds: seconds)
                return record
            }
            entries = try await books.sales()
            record.sales = Dictionary(entries.map { ($0.id, $0.sale) }) { first, _ in first }
            Progress.say("soak: a person looks at what is left")
            record.decidedByPerson = try await SoakPerson(fleet: fleet, books: books).endAll()
            try await finish(&record, fleet, books)
        } catch {
            try await fleet.stop()
            throw error
        }
        try await fleet.stop()
        record.lanes = try books.lanes(entries)
        record.journals = try books.journals()
        record.ownFindings += books.fileFindings()
        return record
    }

    /// What all machines together deliver per second when each has more to do than it can.
    private static func capacity(_ fleet: SoakFleet, _ books: SoakBooks) async throws -> Double {
        Progress.say("soak: measuring what the machines can deliver")
        for machine in fleet.machines {
            for number in 0..<(salesToMeasure * Deployment.lanes.count) {
                let lane = Deployment.lanes[number % Deployment.lanes.count].lowercased()
                let body = #"{"place":"\#(machine.place)","selection":"\#(lane)"}"#
                // A lane that stopped is cleared by the operator, who walks around already; the others go on.
                guard let order = try await fleet.api.ask(.POST, "/v1/orders", body)["id"] as? String else { continue }
                try await fleet.api.must(.POST, "/v1/sandbox/payments", #"{"order":"\#(order)"}"#)
            }
        }
        _ = try await books.settle()
        return try fleet.machines.reduce(0) { total, machine in
            let drops = try machine.events().filter { $0.what == .drop }.map(\.nanoseconds)
            guard let first = drops.first, let last = drops.last, drops.count > 1 else {
                throw BenchmarkError("\(machine.name) delivered nothing")
            }
            return total + Double(drops.count - 1) / (Double(last - first) / 1e9)
        }
    }

    private static func phases(
        _ record: inout SoakRecord,
        _ fleet: SoakFleet,
        _ books: SoakBooks,
        seconds: Double
    ) async throws {
        var numbers = SplitMix64(seed: record.seed)
        let schedule = SoakSchedule(
            seconds: seconds * SoakPhase.overload.share,
            machines: fleet.machines.count,
            using: &numbers
        )
        let (watch, customers) = (SoakWatch(fleet), SoakCustomers(fleet: fleet, seed: record.seed))
        try await withThrowingTaskGroup { group in
            group.addTask { await watch.look() }
            for phase in SoakPhase.allCases {
                let long = seconds * phase.share
                record.phaseSeconds[phase] = long
                watch.phase = phase
                async let struck = phase == .overload ? fleet.strike(schedule) : []
                record.orders += await customers.come(phase, perSecond: record.capacity * phase.load, seconds: long)
                record.faults += await struck
                watch.phase = nil
                Progress.say("soak: \(phase.rawValue) is over; waiting until nothing waits")
                let settling = try await books.settle()
                if phase == .overload { record.settlingSeconds = settling }
            }
            record.idleLanes = try await books.idleLanes()
            group.cancelAll()
        }
        record.queues = watch.queues
        record.samples = watch.samples
        record.readings = watch.readings
        try await watch.stop()
    }

    /// What is left when a person has decided: nothing may wait anywhere.
    private static func finish(_ record: inout SoakRecord, _ fleet: SoakFleet, _ books: SoakBooks) async throws {
        let watch = SoakWatch(fleet)
        try? await eventually("all queues are empty", timeoutSeconds: 30, pollMilliseconds: 500) {
            await watch.lookOnce()
            let readings = watch.readings
            return record.queues.filter(\.drains).allSatisfy { queue in
                readings.last { $0.name == queue.name }?.value == 0
            }
        }
        record.readings += watch.readings
        try await watch.stop()
        record.leftToPerson = try await books.sales("&queue=all").map { "\($0.id) \($0.queue)" }
        record.ownFindings += try await books.ledgerFindings()
    }
}
