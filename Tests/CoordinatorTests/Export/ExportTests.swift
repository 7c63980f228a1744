import Protocol
import Testing

@testable import Coordinator

@Suite("CSV exports")
struct ExportTests {
    private static func lines(_ answer: Shop.Answer) -> [String] {
        answer.body.split(separator: "\r\n", omittingEmptySubsequences: true).map(String.init)
    }

    @Test func quoteAndDefuseCells() {
        #expect(CSVLine(["a", "b c", ""]).text == "a,b c,\r\n")
        #expect(CSVLine(["a,b", "say \"hi\"", "x\ny"]).text == "\"a,b\",\"say \"\"hi\"\"\",\"x\ny\"\r\n")
        #expect(CSVLine(["=1+1", "+49", "-5", "-x", "@a", "\tb"]).text == "'=1+1,+49,-5,'-x,'@a,'\tb\r\n")
        #expect(CSVLine(["=A1,\"x\""]).text == "\"'=A1,\"\"x\"\"\"\r\n")
    }

    @Test func holdEverySaleOnceWhateverTheirNumber() async throws {
        let shop = try await Shop.open(stock: 20)
        for _ in 0..<12 {
            _ = try await shop.order()
            try await shop.advance(seconds: 1)
        }
        let all = try await shop.get("/v1/sales.csv")
        #expect(all.status == 200 && all.type.hasPrefix("text/csv"))
        let lines = Self.lines(all)
        #expect(lines.first == SaleRow.header.joined(separator: ","))
        #expect(lines.count == 13)
        #expect(Set(lines.dropFirst().map { $0.prefix { $0 != "," } }).count == 12)
        #expect(lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 28 })
        #expect(lines[1].contains(",150,1.5,EUR,"))
        #expect(Self.lines(try await shop.get("/v1/sales.csv?place=attic")).count == 1)
        #expect(try await shop.get("/v1/sales.csv?limit=5").code == "invalid")
        await shop.close()
    }

    @Test func holdTheTransfersOfASale() async throws {
        let shop = try await Shop.open()
        let order = try await shop.order()
        try await shop.pay(order)
        try await shop.report(.finished, order)
        let lines = Self.lines(try await shop.get("/v1/ledger/transfers.csv?sale=\(order.id)"))
        #expect(lines.first == TransferRow.header.joined(separator: ","))
        #expect(lines.contains { $0.contains(",dispatched,pending,") && $0.contains(",150,1.5,SANDBOX-EUR,") })
        #expect(try await shop.send(.get, "/v1/sales.csv").status == 401)
        await shop.close()
    }
}
