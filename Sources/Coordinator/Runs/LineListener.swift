package import Protocol

/// Who owns the runs and their serials: told of what machines report of them, inside the transaction that stores the
/// receipt.
package protocol LineListener: Sendable {
    /// The machine has a block on its disk.
    func granted(_ block: SerialBlockGranted, by machine: MachineRecord, in work: Work) throws

    /// The machine has closed a block.
    func returned(_ block: SerialBlockReturned, by machine: MachineRecord, in work: Work) throws

    /// A serial reached its end at the machine.
    /// - Returns: whether it is believed: the serial is one that this machine may have used.
    func stamped(_ report: StampReport, by machine: MachineRecord, in work: Work) throws -> Bool

    /// The machine answers a command of a lost generation of this database: what it tells of its line is taken up.
    func recovered(_ receipt: Receipt, by machine: MachineRecord, in work: Work) throws

    /// A run stands differently.
    func told(_ report: RunReport, by machine: MachineRecord, in work: Work) throws

    /// The machine refused a command about a block or a run.
    func refused(_ body: CommandBody, command: String, code: WireCode, detail: String, in work: Work) throws

    /// The machine starts anew: what it holds and has not told is lost.
    func lost(_ machine: MachineRecord, in work: Work) throws
}
