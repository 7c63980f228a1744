import Database
import Foundation
import Protocol
import TestSupport
import Testing

@testable import Coordinator

@Suite("Carriers", .timeLimit(.minutes(2)))
struct CarrierTests {
    private static let python = "\(PackageRoot.path)/.build/venv/bin/python"

    /// What stands in a symbol, and which kind it is, as a foreign decoder sees it.
    private static let reader = """
        import sys, zxingcpp
        from PIL import Image
        for path in sys.argv[1:]:
            found = zxingcpp.read_barcodes(Image.open(path))
            print(len(found), *[f"{each.format} {each.text}" for each in found])
        """

    /// Small letters, percent-encoding, every level, and capitals.
    private static let links: [(link: String, text: String)] = [
        (
            "https://id.example.com/01/09520123456788/21/4Q7ZK2M9XW3TB",
            "HTTPS://ID.EXAMPLE.COM/01/09520123456788/21/4Q7ZK2M9XW3TB"
        ),
        ("https://id.example.com/01/09520123456788", "HTTPS://ID.EXAMPLE.COM/01/09520123456788"),
        (
            "https://id.example.com/01/09520123456788/22/2A/10/L1/21/A%2FB%26C",
            "HTTPS://ID.EXAMPLE.COM/01/09520123456788/22/2A/10/L1/21/A%2FB%26C"
        ),
        (
            "https://id.example.com/01/09520123456788/21/smallLetters",
            "https://id.example.com/01/09520123456788/21/smallLetters"
        ),
        (
            "https://id.example.com/01/09520123456788?17=271231&3103=000195",
            "https://id.example.com/01/09520123456788?17=271231&3103=000195"
        ),
    ]

    private static func run(_ program: String, _ arguments: [String]) async throws -> [String] {
        let process = try ChildProcess(program, arguments: arguments)
        let exit = try await process.waitUntilExit(timeoutSeconds: 60)
        guard exit == 0 else { throw TestSupportError("\(program) ended with \(exit): \(process.lines)") }
        return process.lines
    }

    @Test(arguments: Symbology.allCases) func areReadBackByAForeignDecoder(_ symbology: Symbology) async throws {
        let folder = try TemporaryDirectory()
        var pictures: [String] = []
        for (index, row) in Self.links.enumerated() {
            let text = try CarrierText(row.link)
            #expect(text.text == row.text && text.link == row.link)
            for format in CarrierFormat.allCases {
                let path = folder.path("\(index).\(format.rawValue)")
                try Data(Carrier(text, as: symbology, format).bytes).write(to: URL(fileURLWithPath: path))
                if format == .svg {
                    _ = try await Self.run("rsvg-convert", ["-o", "\(path).png", path])
                    pictures.append("\(path).png")
                } else {
                    pictures.append(path)
                }
            }
        }
        let name = symbology == .qr ? "QR Code" : "Data Matrix"
        let lines = try await Self.run(Self.python, ["-c", Self.reader] + pictures)
        let expected = Self.links.flatMap { row in CarrierFormat.allCases.map { _ in row.text } }
        #expect(lines.count == expected.count)
        for (line, text) in zip(lines, expected) {
            let compact = line.replacing(name.replacing(" ", with: ""), with: name)
            #expect(compact.hasPrefix("1 ") && compact.contains(name) && compact.hasSuffix(" \(text)"), "\(line)")
        }
    }

    /// Capitals take the alphanumeric mode: a version less.
    @Test func areSmallerInCapitals() throws {
        let large = try CarrierSymbol("https://id.example.com/01/09520123456788/21/4q7zk2m9xw3t", as: .qr)
        let small = try CarrierSymbol("HTTPS://ID.EXAMPLE.COM/01/09520123456788/21/4Q7ZK2M9XW3T", as: .qr)
        #expect(small.modules.count == 33 && large.modules.count == 37)
        #expect(throws: CoordinatorError(.limit, "")) {
            try CarrierSymbol(String(repeating: "a", count: 5_000), as: .qr)
        }
    }

    private struct Printed: Decodable {
        struct Print: Decodable, Equatable {
            let id: String
            let link: String
            let text: String
            let symbology: String
            let digest: String
            let printedBy: String
        }
        let sheet: String
        let page: String
        let prints: [Print]
    }

    private struct Prints: Decodable { let prints: [Printed.Print] }

    @Test func whatIsPrintedIsKeptForEver() async throws {
        let shop = try await Shop.open()
        let link = Self.links[0].link
        let drawn = try await shop.get("/v1/carriers?link=\(link)&symbology=datamatrix")
        #expect(drawn.status == 200 && drawn.type == "image/svg+xml" && drawn.body.hasPrefix("<svg "))
        #expect(try await shop.get("/v1/prints").json(Prints.self).prints.isEmpty)
        let body = #"{"links":["\#(link)","\#(Self.links[1].link)"],"symbology":"datamatrix"}"#
        let made = try await shop.send(.post, "/v1/prints", body: body, token: shop.token, key: "print-0001")
        #expect(made.status == 201)
        let printed = try made.json(Printed.self)
        #expect(printed.prints.map(\.text) == [Self.links[0].text, Self.links[1].text])
        #expect(printed.prints[0].digest == Fingerprint.sha256(Array(drawn.body.utf8)))
        #expect(printed.prints[0].printedBy == "operator")
        // The same request again prints nothing.
        #expect(
            try await shop.send(.post, "/v1/prints", body: body, token: shop.token, key: "print-0001").body == made.body
        )
        let all = try await shop.get("/v1/prints?sheet=\(printed.sheet)").json(Prints.self).prints
        #expect(Swift.Set(all.map(\.id)) == Swift.Set(printed.prints.map(\.id)))
        #expect(try await shop.get("/v1/prints?link=\(link)").json(Prints.self).prints == [printed.prints[0]])
        let path = "/v1/prints/\(printed.prints[0].id)"
        #expect(try await shop.get(path).json(Printed.Print.self) == printed.prints[0])
        #expect(try await shop.get("\(path)/carrier").body == drawn.body)
        for change in ["UPDATE carrier_print SET text = 'x'", "DELETE FROM carrier_print"] {
            await #expect(throws: (any Error).self) {
                try await shop.coordinator.runtime.perform { try $0.transaction.execute(change, [:]) }
            }
        }
        await shop.close()
    }

    @Test func refuseWhatIsNoLink() async throws {
        let shop = try await Shop.open()
        for query in ["", "?link=", "?link=https://example.com/", "?link=https://a/01/09520123456789"] {
            #expect(try await shop.get("/v1/carriers\(query)").status == 400, "\(query)")
        }
        for body in [
            #"{"links":[],"symbology":"qr"}"#, #"{"links":["https://a/01/09520123456789"],"symbology":"qr"}"#,
            #"{"links":["https://a/01/09520123456788"],"symbology":"aztec"}"#,
        ] {
            #expect(try await shop.post("/v1/prints", body: body).status == 400, "\(body)")
        }
        await shop.close()
    }

    @Test func labelsArePrintedOnAPage() async throws {
        let shop = try await Shop.open()
        let visitor = try await Visitor.loggedIn(to: shop)
        #expect(try await visitor.get("/operator/labels").body.contains("Nothing was printed yet."))
        let links = "\(Self.links[0].link)\r\n\(Self.links[1].link)"
        let made = try await visitor.submit("/operator/labels", ["links": links, "symbology": "qr"])
        #expect(made.status == 303)
        let sheet = try await visitor.get(#require(made.location))
        #expect(sheet.status == 200)
        #expect(sheet.body.contains("(01)09520123456788(21)4Q7ZK2M9XW3TB"))
        let svg = try Carrier(CarrierText(Self.links[0].link), as: .qr, .svg)
        #expect(sheet.body.contains(#"<path d="\#(svg.symbol.path)""#))
        #expect(try await visitor.get("/operator/labels").body.contains(Self.links[0].text))
        #expect(try await visitor.submit("/operator/labels", ["links": "nonsense"]).status == 400)
        #expect(try await visitor.get("/operator/labels/0000").status == 404)
        await shop.close()
    }
}
