import Passport
package import Protocol

/// A machine that was ahead of a restored database tells what it did on the word of the lost one. Its receipts come in
/// their order, so a block is told of before its serials, and a run before its units.
extension RunDesk {
    package func recovered(_ receipt: Receipt, by machine: MachineRecord, in work: Work) throws {
        switch receipt.body {
        case .blockGranted(let block):
            guard try isKnown(block.gtin, "block \(block.block)", machine, in: work) else { return }
            try BlockBook.takeUp(block, by: machine, in: work)
            try granted(block, by: machine, in: work)
        case .blockReturned(let block):
            guard try BlockBook.find(block.block, in: work) != nil else {
                return try doubt("took serials of block \(block.block)", subject: block.block, machine, in: work)
            }
            try returned(block, by: machine, in: work)
        case .stamp(let report):
            guard try stamped(report, by: machine, in: work) else {
                return try doubt(
                    "stamped the serial \(report.serial) of block \(report.block) (\(report.status.rawValue))",
                    subject: report.run,
                    machine,
                    in: work
                )
            }
        case .run(let report):
            guard try isKnown(report.gtin, "run \(report.run)", machine, in: work) else { return }
            try RunRepository.takeUp(report, receipt, by: machine, in: work)
            try told(report, by: machine, in: work)
        case .delivery, .refused, .outputsSafe, .pong, .keyRotated: return
        }
    }

    /// Whether the product is one that the restored database knows.
    private func isKnown(_ text: String, _ what: String, _ machine: MachineRecord, in work: Work) throws -> Bool {
        if let gtin = try? GTIN(text), try ProductRepository.find(gtin, in: work) != nil { return true }
        try doubt("has \(what) of the product \(text.prefix(14))", subject: what, machine, in: work)
        return false
    }

    private func doubt(_ deed: String, subject: String, _ machine: MachineRecord, in work: Work) throws {
        try AlarmBook.raise(
            .serialInDoubt,
            subject: subject,
            owner: machine.owner,
            text: "\(machine.id) \(deed), and the restored database knows nothing of that. Its receipt is kept and the "
                + "log has the grant. Look for those units at the line, and make their passports by hand.",
            in: work
        )
    }
}
