import FoundationEssentials
import Rails
import TestSupport
import Testing

@Suite("SandboxRail")
struct SandboxRailTests {
    @Test(arguments: RailContract.allCases, [true, false])
    func keepsTheContract(fact: RailContract, canHold: Bool) async throws {
        try await fact.hold(try SandboxSubject(canHold: canHold))
    }

    @Test(.timeLimit(.minutes(1))) func aPaymentWakesWhoeverWaits() async throws {
        let directory = try TemporaryDirectory()
        let rail = try SandboxRail(SandboxConfiguration(directory: directory.path))
        let address = try await rail.makeDestination(order: "o1", amountMinor: 100).address
        var cursor = try await rail.poll(after: nil).cursor
        for _ in 0..<50 {
            async let paid = rail.pay(address: address, amountText: "1")
            // Longer than the test may take: only the payment ends it.
            await rail.waitForChange(timeoutSeconds: 600)
            let batch = try await rail.poll(after: cursor)
            #expect(batch.sightings.map(\.reference) == [try await paid])
            cursor = batch.cursor
        }
    }

    @Test func saysThatItIsPlayMoney() async throws {
        let directory = try TemporaryDirectory()
        let rail = try SandboxRail(SandboxConfiguration(directory: directory.path))
        #expect(rail.asset.code == "SANDBOX-EUR")
        let destination = try await rail.makeDestination(order: "o1", amountMinor: 150)
        #expect(destination.address == "PLAY-MONEY-o1")
        #expect(destination.uri == "mintmark-sandbox:PLAY-MONEY-o1?amount=1.5&label=PLAY%20MONEY")
        #expect(throws: RailError(.badConfiguration, "")) {
            try SandboxRail(
                SandboxConfiguration(asset: RailAsset(code: "EUR", decimals: 2), directory: directory.path)
            )
        }
    }

    @Test func refusesPaymentsItCannotPlace() async throws {
        let directory = try TemporaryDirectory()
        let rail = try SandboxRail(SandboxConfiguration(directory: directory.path))
        let address = try await rail.makeDestination(order: "o1", amountMinor: 150).address
        await #expect(throws: RailError(.unknownAddress, "")) {
            try await rail.pay(address: "PLAY-MONEY-o2", amountText: "1")
        }
        for amount in ["0", "0.001", "-1", "1,5", ""] {
            await #expect(throws: RailError(.badAmount, ""), "\(amount)") {
                try await rail.pay(address: address, amountText: amount)
            }
        }
        await #expect(throws: RailError(.unknownReference, "")) { try await rail.confirm(reference: "none") }
        await #expect(throws: RailError(.unknownReference, "")) { try await rail.reorganise(reference: "none") }
        await #expect(throws: RailError(.unknownReference, "")) { try await rail.replace(reference: "none") }
        #expect(try await rail.poll(after: nil).sightings.isEmpty)
    }

    @Test func aReplacementToTheSameAddressIsNamed() async throws {
        let directory = try TemporaryDirectory()
        let rail = try SandboxRail(SandboxConfiguration(directory: directory.path))
        let address = try await rail.makeDestination(order: "o1", amountMinor: 150).address
        let first = try await rail.pay(address: address, amountText: "1.50", confirmations: 0)
        let second = try #require(try await rail.replace(reference: first, amountText: "1.40"))
        let sightings = try await rail.poll(after: nil).sightings
        #expect(sightings.map(\.reference) == [first, second])
        #expect(sightings.first?.state == .replaced(by: String(second.prefix { $0 != ":" })))
        #expect(sightings.last?.state == .pending)
    }

    @Test func fractionsOfACentAreKeptAsRemainder() async throws {
        let directory = try TemporaryDirectory()
        let rail = try SandboxRail(SandboxConfiguration(directory: directory.path))
        let address = try await rail.makeDestination(order: "o1", amountMinor: 150).address
        try await rail.pay(address: address, amountText: "1.509")
        let sighting = try #require(try await rail.poll(after: nil).sightings.first)
        #expect(sighting.amountMinor == 150)
        #expect(sighting.remainderText == "0.009")
    }

    @Test func manyPaymentsComeInSeveralBatches() async throws {
        let directory = try TemporaryDirectory()
        let rail = try SandboxRail(SandboxConfiguration(directory: directory.path))
        let address = try await rail.makeDestination(order: "o1", amountMinor: 1).address
        for _ in 0..<600 { try await rail.pay(address: address, amountText: "0.01") }
        let first = try await rail.poll(after: nil)
        #expect(first.sightings.count < 600)
        var follower = RailFollower()
        try await follower.catchUp(rail)
        #expect(follower.latest.count == 600)
        #expect(follower.latest.values.allSatisfy { $0.state == .confirmed })
    }

    // MARK: The file

    @Test func onlyOneOwnerAtATime() async throws {
        let directory = try TemporaryDirectory()
        let rail = try SandboxRail(SandboxConfiguration(directory: directory.path))
        #expect(throws: RailError(.storage, "")) { try SandboxRail(SandboxConfiguration(directory: directory.path)) }
        await rail.close()
        await #expect(throws: RailError(.storage, "")) { try await rail.makeDestination(order: "o1", amountMinor: 1) }
        #expect(throws: Never.self) { try SandboxRail(SandboxConfiguration(directory: directory.path)) }
    }

    @Test func aHalfWrittenLastLineIsCutOff() async throws {
        let directory = try TemporaryDirectory()
        var rail = try SandboxRail(SandboxConfiguration(directory: directory.path))
        let address = try await rail.makeDestination(order: "o1", amountMinor: 150).address
        try await rail.pay(address: address, amountText: "1")
        await rail.close()
        let path = directory.path("sandbox.jsonl")
        let whole = try String(contentsOfFile: path, encoding: .utf8)
        // Every place a crash can cut the next line at, except its end.
        for length in [1, 5, 20] {
            try (whole + String("{\"paid\":{\"reference\":\"x".prefix(length))).write(
                toFile: path,
                atomically: false,
                encoding: .utf8
            )
            rail = try SandboxRail(SandboxConfiguration(directory: directory.path))
            #expect(try await rail.poll(after: nil).sightings.count == 1)
            await rail.close()
            #expect(try String(contentsOfFile: path, encoding: .utf8) == whole)
        }
        rail = try SandboxRail(SandboxConfiguration(directory: directory.path))
        try await rail.pay(address: address, amountText: "2")
        #expect(try await rail.poll(after: nil).sightings.map(\.amountMinor) == [100, 200])
    }

    @Test(arguments: ["garbage\n", "{}\n", "{\"opened\":{\"life\":\"b\"}}\n", "{\"moved\":{}}\n", "\u{0}\u{0}\n"])
    func aDamagedLineIsAnErrorAndTheFileStays(line: String) async throws {
        let directory = try TemporaryDirectory()
        let rail = try SandboxRail(SandboxConfiguration(directory: directory.path))
        await rail.close()
        let path = directory.path("sandbox.jsonl")
        let damaged = try String(contentsOfFile: path, encoding: .utf8) + line
        try damaged.write(toFile: path, atomically: false, encoding: .utf8)
        #expect(throws: RailError(.storage, "")) { try SandboxRail(SandboxConfiguration(directory: directory.path)) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == damaged)
    }

    @Test func aMissingFolderIsAnError() {
        #expect(throws: RailError(.storage, "")) {
            try SandboxRail(SandboxConfiguration(directory: "/nonexistent/mintmark"))
        }
    }

    @Test func aFullDiskRefusesAndKeepsWhatWasThere() async throws {
        // Writing to /dev/full always fails with "no space left".
        let directory = try TemporaryDirectory()
        try FileManager.default.createSymbolicLink(
            atPath: directory.path("sandbox.jsonl"),
            withDestinationPath: "/dev/full"
        )
        #expect(throws: RailError(.storage, "")) { try SandboxRail(SandboxConfiguration(directory: directory.path)) }
    }

    @Test func aNewFileBringsEverythingAgainAndRepeatsNoReference() async throws {
        let directory = try TemporaryDirectory()
        var rail = try SandboxRail(SandboxConfiguration(directory: directory.path))
        let address = try await rail.makeDestination(order: "o1", amountMinor: 150).address
        let first = try await rail.pay(address: address, amountText: "1")
        let cursor = try await rail.poll(after: nil).cursor
        await rail.close()
        try FileManager.default.removeItem(atPath: directory.path("sandbox.jsonl"))
        rail = try SandboxRail(SandboxConfiguration(directory: directory.path))
        _ = try await rail.makeDestination(order: "o1", amountMinor: 150)
        let second = try await rail.pay(address: address, amountText: "1")
        #expect(first != second)
        #expect(try await rail.poll(after: cursor).sightings.map(\.reference) == [second])
    }
}
