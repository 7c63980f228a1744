package import Protocol

/// Who owns the sales: told of the end of every delivery command, inside the transaction that stores the receipt.
package protocol DeliveryListener: Sendable {
    /// The machine reported the end of a delivery.
    func delivered(_ report: DeliveryReport, command: String, in work: Work) throws

    /// The machine reported the end of a delivery that a lost generation of this database commanded.
    func recovered(_ report: DeliveryReport, command: String, machine: MachineRecord, in work: Work) throws

    /// The machine refused the command; nothing was moved.
    func refused(command: String, code: WireCode, detail: String, in work: Work) throws

    /// The command's outcome can't be learnt any more, because the machine lost its journal.
    func lost(command: String, in work: Work) throws
}
