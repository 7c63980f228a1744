import Protocol
import Testing

@testable import EdgeAgent

/// A TLS key answered that the stored keyset does not name.
@Suite("A newer keyset")
struct KeysetClientTests {
    private let deployment: TestDeployment
    private let pin = String(repeating: "cd", count: 32)

    init() throws { deployment = try TestDeployment() }

    private func code(_ keyset: Keyset, by key: SigningKey? = nil, pin: String?) throws -> WireCode? {
        let signed = try deployment.signed(keyset, by: key)
        do {
            _ = try KeysetClient.believe(signed, pin: pin, trust: deployment.trust(version: 3))
            return nil
        } catch {
            return error.code
        }
    }

    private func keyset(_ version: Int64) -> Keyset {
        var keyset = deployment.keyset(version: version)
        keyset.tlsPins = [pin]
        return keyset
    }

    @Test func isBelievedOfTheRootWhenItNamesWhoAnswered() throws {
        #expect(try code(keyset(4), pin: pin) == nil)
        #expect(try code(keyset(4), by: SigningKey(), pin: pin) == .unknownKey)
        #expect(try code(keyset(4), by: deployment.command, pin: pin) == .unknownKey)
        #expect(try code(keyset(4), pin: TestDeployment.pin) == .unknownKey)
        #expect(try code(keyset(4), pin: nil) == .unknownKey)
    }

    @Test func isNeverTheStoredOneOrAnOlder() throws {
        #expect(try code(keyset(3), pin: pin) == .staleKeyset)
        #expect(try code(keyset(2), pin: pin) == .staleKeyset)
    }
}
