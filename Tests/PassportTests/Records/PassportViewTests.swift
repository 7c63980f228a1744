import Passport
import Protocol
import Testing

@Suite("Views of a passport")
struct PassportViewTests {
    private static let visible: [AccessTier: Set<String>] = [
        .public: ["mass", "name"],
        .legitimateInterest: ["mass", "name", "repairManual"],
        .authority: ["mass", "name", "repairManual", "testReport"],
        .owner: ["mass", "name", "repairManual", "testReport", "supplier"],
    ]

    @Test(arguments: AccessTier.allCases) func showWhatTheReaderMaySeeAndNothingElse(_ tier: AccessTier) throws {
        let view = try PassportSample.passport().view(for: tier)
        #expect(Set(view.fields.map(\.name)) == Self.visible[tier])
        #expect(view.hidden.count == 5 - view.fields.count)
        // What is hidden is not in the bytes either: no value, no name, no salt.
        let text = String(decoding: try view.json.canonical(), as: UTF8.self)
        for field in try PassportSample.fields() where !tier.maySee(field.tier) {
            #expect(!text.contains(field.name))
            #expect(!text.contains(Base64URL.encode(field.salt)))
            #expect(!text.contains(String(decoding: try field.value.canonical(), as: UTF8.self)))
        }
    }

    @Test(arguments: AccessTier.allCases) func haveTheHashOfTheWholeVersion(_ tier: AccessTier) throws {
        let passport = try PassportSample.passport()
        let bytes = try passport.view(for: tier).json.canonical()
        let read = try PassportView(json: JSONValue(parsing: bytes))
        #expect(try read.hash() == passport.hash())
        try read.check(hash: passport.hash())
    }

    /// Versions stay in the log for ever, so the hash is part of the contract. It was made with Python's hashlib.
    @Test func theHashStaysTheSameBetweenReleases() throws {
        #expect(
            try PassportSample.passport().hash() == "2cb6cca95c14c84f1120d80370cddb12afd4461b543c5587d58d3d5023cd4350"
        )
    }

    @Test func everyChangeGivesAnotherHash() throws {
        let passport = try PassportSample.passport()
        let hash = try passport.hash()
        let json = try passport.view(for: .public).json
        var changes: [JSONValue] = []
        func change(_ edit: (inout JSONValue) -> Void) {
            var copy = json
            edit(&copy)
            changes.append(copy)
        }
        change { $0["elements"]?["mass"]?["value"] = 1_201 }
        change { $0["elements"]?["mass"]?["tier"] = "owner" }
        change { $0["elements"]?["mass"]?["salt"] = .string(Base64URL.encode([UInt8](repeating: 9, count: 16))) }
        change { $0["elements"]?["mass"] = nil }
        let mass = json["elements"]?["mass"]
        change { $0["elements"]?["extra"] = mass }
        let hidden = json["hiddenElements"]?.elements ?? []
        change { $0["hiddenElements"] = .array(Array(hidden.dropLast())) }
        change { $0["hiddenElements"] = .array(hidden + [.string(hash)]) }
        change { $0["dppStatus"] = "archived" }
        change { $0["economicOperatorId"] = "did:web:other.example" }
        change { $0["facilityId"] = nil }
        change { $0["digitalProductPassportId"] = "x" }
        change { $0["uniqueProductIdentifier"] = "https://id.gs1.org/01/09520123456788/21/4Q7ZK2M9XW3V" }
        change {
            $0["version"] = 2
            $0["previousVersionHash"] = .string(hash)
        }
        change {
            $0["lastUpdated"] = "2027-01-15T08:00:00.001Z"
            $0["lastUpdatedMilliseconds"] = 1_800_000_000_001
        }
        for changed in changes {
            let view = try PassportView(json: changed)
            #expect(throws: PassportError(.badProof, "")) { try view.check(hash: hash) }
        }
    }

    @Test func aHiddenFieldCannotBeGuessed() throws {
        let field = try PassportSample.fields()[0]
        let salted = try PassportField("mass", .integer(1_200), tier: .public, salt: Array(repeating: 7, count: 16))
        #expect(try field.digest() != salted.digest())
        #expect(throws: PassportError(.tooWeak, "")) { try PassportField("m", 1, tier: .owner, salt: [1, 2]) }
        #expect(throws: PassportError(.empty, "")) { try PassportField("", 1, tier: .owner, salt: salted.salt) }
        #expect(throws: PassportError(.badValue, "")) {
            try PassportField("m", .integer(.max), tier: .owner, salt: salted.salt)
        }
    }

    @Test func whatIsNoViewIsRefused() throws {
        let json = try PassportSample.passport().view(for: .public).json
        for (name, value) in [
            ("granularity", "model"), ("dppStatus", "new"), ("version", 0), ("version", 2), ("lastUpdated", "2027"),
            ("lastUpdatedMilliseconds", -1), ("elements", nil), ("hiddenElements", ["x"]), ("hiddenElements", nil),
            ("digitalProductPassportId", nil), ("contentSpecificationIds", [1]), ("previousVersionHash", "x"),
        ] as [(String, JSONValue?)] {
            var changed = json
            changed[name] = value
            #expect(throws: PassportError(.malformed, ""), "\(name)") { try PassportView(json: changed) }
        }
    }

    @Test func theGranularityIsThatOfTheLink() throws {
        for (path, granularity) in [
            ("", PassportHead.Granularity.model), ("/22/V", .model), ("/10/L", .batch), ("/21/S", .item),
            ("/10/L/21/S", .item),
        ] {
            let head = try PassportSample.head(product: "https://a/01/09520123456788\(path)")
            #expect(head.granularity == granularity)
        }
        #expect(throws: PassportError(.badSequence, "")) {
            try PassportSample.head(product: "https://a/414/9520123456788")
        }
        #expect(throws: PassportError(.empty, "")) { try PassportSample.head(id: "") }
    }
}
