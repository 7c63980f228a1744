import Coordinator
import Ledger
import TestSupport
import Testing

@Suite("PostingTable")
struct PostingTableTests {
    @Test func whatPostsOrVoidsNamesAPendingStepOfTheSameAccounts() {
        for step in SaleStep.allCases {
            let row = PostingTable.row(step)
            #expect(row.debit != row.credit)
            switch row.kind {
            case .posted, .pending: continue
            case .post(let pending), .void(let pending):
                let first = PostingTable.row(pending)
                #expect(first.kind == .pending)
                #expect(first.debit == row.debit && first.credit == row.credit)
            }
        }
    }

    @Test func everyPendingStepCanBePostedAndVoided() {
        for step in SaleStep.allCases where PostingTable.row(step).kind == .pending {
            let kinds = SaleStep.allCases.map { PostingTable.row($0).kind }
            #expect(kinds.contains(.post(step)))
            #expect(kinds.contains(.void(step)))
        }
    }

    @Test func noTwoSubjectsShareAnIDText() {
        let subjects: [SalePosting.Subject] = [
            .command, .number(1), .number(11), .payment(reference: "1", cycle: 1), .payment(reference: "1/1", cycle: 1),
            .payment(reference: "1", cycle: 11), .payment(reference: "number/1", cycle: 0),
        ]
        var texts: Set<String> = []
        for step in SaleStep.allCases {
            for subject in subjects {
                texts.insert(PostingTable.idText(step, subject, sale: "S", command: "C"))
            }
        }
        #expect(texts.count == SaleStep.allCases.count * subjects.count)
    }

    @Test func aDispatchIsNamedByItsCommand() {
        let text = PostingTable.idText(.dispatched, .command, sale: "S", command: "C")
        #expect(text == "command/C/dispatched")
    }

    @Test func aCommandStepWithoutACommandIsRefused() {
        let transfers = SaleTransfers(
            owner: "acme",
            asset: "LTC",
            sale: "S",
            command: nil,
            derive: { SaleLedger.id($0) }
        )
        let posting = SalePosting(step: .dispatched, amountMinor: 1, subject: .command)
        #expect(throws: CoordinatorError(.unexpected, "")) { try transfers.transfers([posting]) }
    }

    @Test func transfersOfOneEventAreOneChain() throws {
        let transfers = SaleTransfers(
            owner: "acme",
            asset: "LTC",
            sale: "S",
            command: "C",
            derive: { SaleLedger.id($0) }
        )
        let asked = try transfers.transfers([
            SalePosting(step: .paymentReceived, amountMinor: 10, subject: .payment(reference: "A", cycle: 0)),
            SalePosting(step: .dispatched, amountMinor: 10, subject: .command),
        ])
        #expect(asked.map(\.flags) == [.linked, .pending])
        #expect(asked.map(\.debitAccount) == ["acme/rail/LTC", "acme/order/LTC"])
        #expect(asked.map(\.creditAccount) == ["acme/order/LTC", "acme/sales/LTC"])
        #expect(asked.map(\.userData) == ["S", "S"])
        #expect(try transfers.transfers([]) == [])
    }

    @Test func theNamesFitTheLedger() {
        for step in SaleStep.allCases { #expect(step.rawValue.utf8.count <= LedgerLimits.codeBytes) }
        for role in AccountRole.allCases { #expect(role.rawValue.utf8.count <= LedgerLimits.codeBytes) }
    }

    @Test func theDocumentIsPrintedFromIt() throws {
        try GeneratedFile.verify("docs/generated/postings.md", contents: Self.markdown)
    }

    private static let introduction = """
        # Postings

        <!-- Generated from PostingTable. To renew it: make docs -->

        Every transfer a sale can make, between [the accounts](chart-of-accounts.md) of one owner and asset. A pending
        transfer sets the amount aside until another step posts or voids it. When each one is made is in
        [the sale table](sale-table.md).

        A transfer's id is the first 16 bytes of the SHA-256 of its text: `command/{command}/{step}` for the steps of
        the command, `sale/{sale}/{step}/payment/{cycle}/{reference}` for those of a payment, where the cycle counts
        how often the payment came and went, and `sale/{sale}/{step}/number/{n}` for the others. Booking a step twice
        is therefore answered `exists`.

        | step | debit | credit | how | when |
        |---|---|---|---|---|
        """

    private static var markdown: String {
        var lines = [introduction]
        for step in SaleStep.allCases {
            let row = PostingTable.row(step)
            let how =
                switch row.kind {
                case .posted: "at once"
                case .pending: "pending"
                case .post(let pending): "posts `\(pending.rawValue)`"
                case .void(let pending): "voids `\(pending.rawValue)`"
                }
            lines.append(
                "| `\(step.rawValue)` | \(row.debit.rawValue) | \(row.credit.rawValue) | \(how) | \(step.explanation) |"
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
