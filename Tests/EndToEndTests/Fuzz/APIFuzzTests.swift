import Coordinator
import Foundation
import NIOHTTP1
import Protocol
import TestSupport
import Testing

/// A property-based fuzzer that knows nothing of this program but its description, schemathesis from PyPI, against a
/// running coordinator with a machine and a place that sell.
@Suite("API fuzzing")
struct APIFuzzTests {
    private static let programs = "\(PackageRoot.path)/.build/venv/bin"

    /// The description with answers that have no members but those it names: readers have to ignore others, but this
    /// program must not send what it does not describe.
    private static func writeStrictDescription(_ stand: Stand) throws -> String {
        let document = APIDescription.document(url: stand.api.base, closingAnswers: true)
        let path = stand.folder.path("openapi.json")
        try Data(StrictJSON.encode(document)).write(to: URL(filePath: path))
        return path
    }

    @Test func servesTheDescriptionAndItIsOpenAPI() async throws {
        let stand = try await Stand.start()
        let answer = try await stand.api.asStranger.call(.GET, "/openapi.json")
        #expect(answer.status == 200)
        let expected = try StrictJSON.encode(APIDescription.document(url: stand.api.base))
        #expect(answer.text == String(decoding: expected, as: UTF8.self))
        let path = stand.folder.path("served.json")
        try answer.text.write(toFile: path, atomically: true, encoding: .utf8)
        let validator = try ChildProcess(
            "\(Self.programs)/openapi-spec-validator",
            arguments: ["--schema", "3.1", path]
        )
        #expect(try await validator.waitUntilExit(timeoutSeconds: 300) == 0, "\(validator.lines.suffix(20))")
    }

    @Test func findsNoAnswerThatIsNotDescribed() async throws {
        let stand = try await Stand.start()
        let description = try Self.writeStrictDescription(stand)
        let fuzzer = try ChildProcess(
            "\(Self.programs)/schemathesis",
            arguments: [
                "--config-file", "\(PackageRoot.path)/Tests/EndToEndTests/Fuzz/schemathesis.toml", "run", description,
                "--url", stand.api.base, "--header", "Authorization: Bearer \(stand.api.token)", "--seed", "20261121",
                "--tls-verify", "\(stand.coordinatorState)/tls.crt",
            ],
            environment: ["NO_COLOR": "1", "PYTHONUNBUFFERED": "1"],
            workingDirectory: stand.folder.path
        )
        let exit = try await fuzzer.waitUntilExit(timeoutSeconds: 900)
        #expect(exit == 0, "\(fuzzer.lines.suffix(400).joined(separator: "\n"))")
        // It must have done something.
        #expect(fuzzer.lines.contains { $0.contains("passed") }, "\(fuzzer.lines.suffix(20))")
        #expect(try await stand.ledgerFindings() == [])
        // Places may be gone by then, but not the program.
        #expect(try await stand.api.get("/v1/places") != .null)
        #expect(try await stand.api.asStranger.call(.GET, "/livez").status == 200)
        #expect(try stand.coordinator().exit == nil && stand.starts.coordinator == 1)
    }
}
