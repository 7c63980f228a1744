import Testing

@testable import Protocol

@Suite("ReleaseClaims")
struct ReleaseClaimsTests {
    static func file(_ path: String, executable: Bool = true) -> ReleaseClaims.File {
        .init(path: path, bytes: 10, sha256: String(repeating: "a", count: 64), executable: executable)
    }

    static func claims(number: Int64 = 5, floor: Int64 = 0, downgrade: Bool = false) -> ReleaseClaims {
        ReleaseClaims(
            version: "0.2.0",
            number: number,
            floor: floor,
            downgrade: downgrade,
            architecture: "arm64",
            libraries: ["libmodbus.so.5"],
            journalReadableFrom: 3,
            iat: 1,
            files: [file("mintmark-agent"), file("slots"), file("systemd/slots.conf", executable: false)]
        )
    }

    private func fault(_ change: (inout ReleaseClaims) -> Void) -> WireCode? {
        var claims = Self.claims()
        change(&claims)
        do {
            try claims.check()
            return nil
        } catch {
            return error.code
        }
    }

    @Test func believesWhatAReleaseKeySigned() throws {
        let (key, other) = (SigningKey(), SigningKey())
        let compact = try Envelope.sign(Self.claims(), as: .release, with: key).compact
        let keys = [other.verifyingKey, key.verifyingKey]
        #expect(try ReleaseClaims.verify(compact, keys: keys) == Self.claims())
        #expect(throws: ProtocolError(.unknownKey, "")) {
            try ReleaseClaims.verify(compact, keys: [other.verifyingKey])
        }
        #expect(throws: ProtocolError(.unknownKey, "")) { try ReleaseClaims.verify(compact, keys: []) }
        let forged = try Envelope.sign(Self.claims(number: 6), as: .release, with: key).compact
        let mixed = [forged.split(separator: ".")[1], compact.split(separator: ".")[2]].map(String.init)
        #expect(throws: ProtocolError(.badSignature, "")) {
            try ReleaseClaims.verify("\(compact.split(separator: ".")[0]).\(mixed.joined(separator: "."))", keys: keys)
        }
        let profile = try Envelope.sign(Self.claims(), as: .profile, with: key).compact
        #expect(throws: ProtocolError(.badType, "")) { try ReleaseClaims.verify(profile, keys: keys) }
    }

    @Test func refusesWhatHasNoPlaceInASlot() {
        #expect(fault { _ in } == nil)
        #expect(fault { $0.ver = 2 } == .unsupportedVersion)
        for path in [
            "/etc/passwd", "../current", "a/../b", "a/b/c", "", "a//b", ".hidden", "a/.b", "a b", "settings/agent.json",
            "release.jws", "ü", String(repeating: "x", count: 101),
        ] {
            #expect(fault { $0.files.append(Self.file(path)) } == .malformed, "\(path)")
        }
        #expect(fault { $0.files.append(Self.file("libswiftCore.so")) } == nil)
        #expect(fault { $0.files.append(Self.file("slots")) } == .malformed, "twice")
        #expect(fault { $0.files.removeFirst() } == .malformed, "no agent")
        #expect(fault { $0.files.remove(at: 1) } == .malformed, "no slots")
        #expect(fault { $0.files[0].executable = false } == .malformed)
        #expect(fault { $0.files[0].sha256 = "A" } == .malformed)
        #expect(fault { $0.files[0].bytes = -1 } == .malformed)
        #expect(fault { $0.files[0].bytes = 1 << 40 } == .malformed)
        #expect(fault { $0.files += (0..<64).map { Self.file("f\($0)") } } == .malformed)
        #expect(fault { $0.number = 0 } == .malformed)
        #expect(fault { $0.journalReadableFrom = 0 } == .malformed)
        #expect(fault { $0.floor = 6 } == .malformed, "a floor above itself")
        #expect(fault { $0.version = "1 2" } == .malformed)
        #expect(fault { $0.architecture = "" } == .malformed)
    }
}
