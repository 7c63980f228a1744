import TestSupport
import Testing

/// Whoever may send a guess must not learn from the time of the answer how much of it was right: `==` on a secret ends
/// at the first difference, `Fingerprint.equal` does not.
@Suite("Comparisons of secrets")
struct SecretComparisonTests {
    /// Places where a value whose name says that it is a secret is compared with `==` or `!=`.
    static func suspects(in file: SourceText) -> [String] {
        let secret = /(?i)(?:secret|proof|token|ratchet|password)\b[)\]?]*\s*[!=]=\s*(?!\s|nil\b|\.)/
        let other = /[!=]=\s*(?:[A-Za-z_][A-Za-z_.]*\.)?(?i:secret|secretProof|formToken|ratchet|password)\b/
        return file.code.enumerated().compactMap { index, line in
            guard line.contains("==") || line.contains("!="),
                line.firstMatch(of: secret) != nil || line.firstMatch(of: other) != nil
            else { return nil }
            return "\(file.path):\(index + 1): \(line.drop { $0 == " " })"
        }
    }

    @Test func isAlwaysTheOneThatTellsNothing() throws {
        let modules: Set = ["Coordinator", "Protocol", "EdgeAgent"]
        let files = try SourceTree.swiftFiles.get().filter { $0.isShipped && modules.contains($0.module) }
        let suspects = files.flatMap(Self.suspects)
        #expect(suspects.isEmpty, "compare with Fingerprint.equal:\n\(suspects.joined(separator: "\n"))")
        #expect(files.contains { $0.code.contains { $0.contains("Fingerprint.equal(") } })
    }

    @Test func findsAComparisonThatTells() {
        let text = "if given == secret {}\nlet a = token == other\nlet b = token == nil\nlet c = kind == .secret\n"
        let file = SourceText(path: "Sources/Coordinator/A.swift", text: text)
        #expect(Self.suspects(in: file).count == 2)
    }
}
