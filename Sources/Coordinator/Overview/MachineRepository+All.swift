import Database

extension MachineRepository {
    /// All machines by name: what needs a person is asked of each.
    static func all(in work: Work) throws -> [MachineRecord] {
        try work.transaction.rows("SELECT * FROM machine ORDER BY name, id", [:]).map(MachineRecord.init(row:))
    }
}
