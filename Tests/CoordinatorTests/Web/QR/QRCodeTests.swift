import Foundation
import TestSupport
import Testing

@testable import Coordinator

@Suite("QR code")
struct QRCodeTests {
    /// What another program reads in the code: zbar, on a picture with four pixels per module.
    private static func read(_ code: QRCode) async throws -> String {
        let folder = try TemporaryDirectory()
        let scale = 4
        let quiet = QRCode.quietModules
        var picture = Array("P5 \(code.side * scale) \(code.side * scale) 255\n".utf8)
        for row in 0..<(code.side * scale) {
            for column in 0..<(code.side * scale) {
                let (line, module) = (row / scale - quiet, column / scale - quiet)
                let isDark =
                    code.modules.indices.contains(line) && code.modules.indices.contains(module)
                    && code.modules[line][module]
                picture.append(isDark ? 0 : 255)
            }
        }
        try Data(picture).write(to: URL(fileURLWithPath: folder.path("code.pgm")))
        let reader = try ChildProcess("zbarimg", arguments: ["--nodbus", "--quiet", "--raw", folder.path("code.pgm")])
        try await reader.waitUntilExit(timeoutSeconds: 60)
        return reader.lines.joined(separator: "\n")
    }

    @Test(arguments: [
        "https://localhost:8443/m/lobby",
        "litecoin:ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9?amount=0.01875",
        "mintmark-sandbox:PLAY-MONEY-0198e3a0b7a17c2a9f3d5e7c1b2a4d6f?amount=1.5&label=PLAY%20MONEY",
    ])
    func isReadByAnotherProgram(_ text: String) async throws {
        #expect(try await Self.read(QRCode(text)) == text)
    }

    @Test func isASquareWithFinderPatterns() throws {
        let modules = try QRCode("https://example.org/m/hall").modules
        #expect(modules.allSatisfy { $0.count == modules.count })
        #expect(modules.count % 4 == 1)
        // ISO/IEC 18004 section 6.3.3: seven dark modules along three corners.
        let size = modules.count
        #expect(modules[0].prefix(7).allSatisfy { $0 })
        #expect(modules[0].suffix(7).allSatisfy { $0 })
        #expect(modules[size - 1].prefix(7).allSatisfy { $0 })
        #expect(!modules[0][7])
    }

    @Test func drawsEveryDarkModuleOnce() throws {
        let code = try QRCode("hello")
        let lengths = code.path.matches(of: /h(\d+)v1/).compactMap { Int($0.output.1) }
        #expect(lengths.reduce(0, +) == code.modules.joined().count { $0 })
        #expect(code.path.hasPrefix("M4 4h7v1h-7z"))
    }

    @Test func refusesATextThatDoesNotFit() throws {
        _ = try QRCode(String(repeating: "a", count: 2_331))
        #expect(throws: CoordinatorError(.limit, "")) { try QRCode(String(repeating: "a", count: 4_000)) }
        #expect(throws: CoordinatorError(.limit, "")) { try QRCode("") }
    }
}
