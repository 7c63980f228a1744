import Database
import Protocol

/// Which incarnation a machine's journal takes on next: beyond every one that it ever had, also those that a lost
/// generation of the database gave it.
enum Incarnation {
    /// How many incarnations of one machine a generation has for itself.
    private static let perGeneration: Int64 = 1_000

    /// Keeps the incarnation that a machine says its journal has.
    static func claim(_ request: EnrolmentRequest, in work: Work) throws {
        guard let incarnation = request.inc, incarnation > 0 else { return }
        guard incarnation <= Epoch.maximum else {
            throw ProtocolError(.malformed, "The enrolment's incarnation is out of its range.")
        }
        _ = try work.transaction.execute(
            """
            INSERT INTO enrolment_claim (machine, incarnation) VALUES ($machine, $incarnation)
            ON CONFLICT (machine) DO UPDATE SET incarnation = $incarnation
            """,
            ["machine": .text(request.iss.description), "incarnation": .integer(incarnation)]
        )
    }

    /// The next incarnation of the machine.
    static func next(of machine: MachineRecord, in work: Work) throws -> Int64 {
        let claim = try work.transaction.first(
            "SELECT incarnation FROM enrolment_claim WHERE machine = $machine",
            ["machine": .text(machine.id.description)]
        )
        let floor = (try RecoveryBook.generation(in: work).number - 1) * perGeneration
        return max(machine.incarnation, try claim?.int64("incarnation") ?? 0, floor) + 1
    }
}
