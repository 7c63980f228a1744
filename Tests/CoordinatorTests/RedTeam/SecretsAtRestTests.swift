import FoundationEssentials
import Glibc
import TestSupport
import Testing

@testable import Coordinator

@Suite("Secrets at rest")
struct SecretsAtRestTests {
    /// Every file of the state folder but those that are there to hold a secret.
    private func files(_ shop: Shop) throws -> [String: [UInt8]] {
        let folder = shop.folder.path + "/state"
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder)
        where name != "operator.token" && !name.hasPrefix("keys/") {
            guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
            files[name] = Array(bytes)
        }
        return files
    }

    private func holds(_ bytes: [UInt8], _ text: String) -> Bool {
        let wanted = Array(text.utf8)
        guard let first = wanted.first, bytes.count >= wanted.count else { return false }
        return bytes.indices.dropLast(wanted.count - 1).contains { place in
            bytes[place] == first && bytes[place..<place + wanted.count].elementsEqual(wanted)
        }
    }

    @Test func tokensAndLoginsAreKeptAsDigestsOnly() async throws {
        let shop = try await Shop.open()
        let made = try await shop.coordinator.runtime.perform {
            try TokenBook().make(name: "till", owner: Owner.operator, scopes: [.salesRead], in: $0)
        }
        var visitor = Visitor(shop)
        try await visitor.logIn(shop.token)
        let login = String(try #require(visitor.cookie).drop { $0 != "=" }.dropFirst())
        let formToken = try await visitor.formToken()
        _ = try await shop.send(.get, "/v1/sales", token: made)
        _ = try await shop.send(.get, "/v1/sales", token: "mm_wrongwrongwrongwrong")
        let files = try files(shop)
        try #require(files.keys.contains("coordinator.sqlite"), "\(files.keys.sorted())")
        // What is there is found, so that what is not found is not there.
        #expect(files.values.contains { holds($0, "till") })
        for secret in [shop.token, made, login, formToken, "mm_wrongwrongwrongwrong"] {
            #expect(secret.utf8.count > 16)
            for (name, bytes) in files { #expect(!holds(bytes, secret), "\(name) holds \(secret.prefix(6))...") }
        }
        await shop.close()
    }

    /// Reads the mode as the system has it.
    private func mode(_ path: String) -> mode_t {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode : 0o777
    }

    @Test func nobodyElseReadsKeysAndTokens() async throws {
        let shop = try await Shop.open()
        let state = shop.folder.path + "/state"
        let secret = try FileManager.default.subpathsOfDirectory(atPath: state).filter {
            $0.hasSuffix(".key") || $0.hasSuffix(".token")
        }
        #expect(secret.count > 4)
        for name in secret { #expect(mode("\(state)/\(name)") & 0o077 == 0, "\(name)") }
        await shop.close()
    }
}
