import Machine
import ProfileCompiler
import Testing

@Suite("Profile text")
struct YAMLReaderTests {
    private func faults(_ text: String) throws -> [ProfileFault] {
        try Example.compiler().check(yaml: text, file: "x.yaml")
    }

    @Test(arguments: ["", "\n", "   \n\t\n", "# only a comment\n", "---\n", "---\n...\n", "\r\n\r\n"])
    func anEmptyFileIsNamedAsSuch(_ text: String) throws {
        let faults = try faults(text)
        #expect(faults.map(\.code) == [.emptyFile])
        #expect(faults.first?.line == 1)
    }

    @Test(arguments: [
        "just words", "- a\n- b\n", "5", "[]", "null", "\"text\"", "{\"a\": 1", "%PDF-1.4\n%âãÏÓ", "\u{0}\u{1}\u{2}",
        "a: b: c", "@", "`", "!!python/object:x {}", "key: |\n\ttext", "\u{FEFF}- x", "<xml/>", "]", "}", "a: 'b",
    ])
    func whatIsNotAProfileIsRefusedWithAFault(_ text: String) throws {
        let faults = try faults(text)
        #expect(faults.contains { $0.severity == .error })
        #expect(faults.allSatisfy { $0.line >= 1 && $0.column >= 1 })
    }

    @Test func aHugeFileIsNotRead() throws {
        let faults = try faults(Example.yaml + String(repeating: "\n# and more", count: 10_000))
        #expect(faults.map(\.code) == [.tooLarge])
    }

    @Test(arguments: ["[", "{", "{a: ", "- ", "? ", "[{a: "])
    func deepNestingIsNotRead(_ opening: String) throws {
        let faults = try faults("name: x\nlanes:\n  " + String(repeating: opening, count: 5_000))
        #expect(faults.map(\.code) == [.tooLarge])
        #expect(faults.first?.line == 3)
    }

    @Test func deepIndentationEndsInAFault() throws {
        let text = (0..<350).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
        #expect(text.utf8.count < 64 * 1024)
        #expect(try faults(text).contains { $0.code == .unknownKey })
    }

    @Test func anAliasBombIsNotExpanded() throws {
        var text = "a0: &a0 [x, x]\n"
        for level in 1..<40 {
            text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n"
        }
        let faults = try faults(text)
        #expect(Set(faults.map(\.code)) == [.aliasRefused])
        #expect(faults.map(\.line) == Array(1...40))
    }

    @Test(arguments: [
        "k: [\"a #\", *bomb]", "k: 'it''s' \nj: *b", "{\"a\":*b}", "- *b", "? *b", "k:\n  *b", "k: !tag *b", "&a k: v",
    ])
    func anAliasIsSeenWhereverItHides(_ text: String) throws {
        #expect(try faults(text).map(\.code) == [.aliasRefused])
    }

    @Test func anAmpersandInProseIsNotAnAlias() throws {
        #expect(try Example.faults(replacing: [1: "profile: 1 # R&D, door & tilt, 2 * 3"]).isEmpty)
    }

    @Test func windowsLineEndsAreLineEnds() throws {
        let text = Example.replaced([13: "    maxOn: 3s", 16: "    attempts: 7"])
            .split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        let faults = try faults(text)
        #expect(faults.map(\.line) == [13, 16])
        #expect(faults.map(\.code) == [.duplicateKey, .attemptsOutOfRange])
    }

    @Test func aRepeatedBlockIsReportedOnceAndTheRestIsChecked() throws {
        let text = Example.yaml + "\nlimits:\n  watchdog: 9s\n\n  settle: oops\nlanes:\n- id: Z9\n- id: Z8\n"
        let faults = try faults(text + "colour: red\n")
        #expect(faults.map(\.code) == [.duplicateKey, .duplicateKey, .unknownKey])
        #expect(faults.map(\.line) == [35, 39, 42])
    }

    @Test func manyRepetitionsEndSomewhere() throws {
        let faults = try faults(String(repeating: "name: x\n", count: 500))
        #expect(faults.contains { $0.code == .duplicateKey })
        #expect(faults.count <= 60)
    }

    @Test func truncatedProfilesNeverPass() throws {
        let compiler = try Example.compiler()
        let lines = Example.yaml.split(separator: "\n", omittingEmptySubsequences: false)
        for count in 0..<34 {
            let text = lines.prefix(count).joined(separator: "\n")
            #expect(compiler.check(yaml: text, file: "x").contains { $0.severity == .error }, "\(count) lines")
        }
    }

    @Test func garbledProfilesAreReportedAndNeverTrap() throws {
        let compiler = try Example.compiler()
        let original = Array(Example.yaml.unicodeScalars)
        let garbage: [Unicode.Scalar] = [
            "{", "}", "[", "]", ":", "-", "\"", "'", "\t", "\n", "0", "é", "\u{0}", "!", "|",
        ]
        var state: UInt64 = 42
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        for _ in 0..<400 {
            var scalars = original
            for _ in 0...next(3) { scalars[next(scalars.count)] = garbage[next(garbage.count)] }
            let text = String(String.UnicodeScalarView(scalars))
            let faults = compiler.check(yaml: text, file: "x")
            let compiled = try? compiler.compile(yaml: text)
            #expect((compiled == nil) == faults.contains { $0.severity == .error })
            if let compiled { #expect(throws: Never.self) { try compiled.checkConsistency() } }
        }
    }
}
