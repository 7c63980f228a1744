import Glibc
import TestSupport
import Testing

@Suite("Fixtures")
struct FixtureTests {
    @Test func temporaryDirectoryIsRemovedWithItsContents() throws {
        let path: String
        do {
            let folder = try TemporaryDirectory()
            path = folder.path
            #expect(mkdir(folder.path("inner"), 0o700) == 0)
            #expect(access(path, W_OK) == 0)
        }
        #expect(access(path, F_OK) != 0)
    }

    @Test func splitMix64GivesThePublishedNumbers() {
        // The first outputs of the reference implementation for seed 1234567.
        var generator = SplitMix64(seed: 1_234_567)
        let expected: [UInt64] = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        #expect(expected.map { _ in generator.next() } == expected)
    }

    @Test func manualClockMovesBothTimesAndStepsOne() {
        let clock = ManualClock(monotonicNanoseconds: 5, wallMilliseconds: 7)
        clock.advance(milliseconds: 2)
        #expect(clock.monotonicNanoseconds == 2_000_005)
        #expect(clock.wallMilliseconds == 9)
        clock.wallMilliseconds = 1
        #expect(clock.monotonicNanoseconds == 2_000_005)
    }

    @Test func freePortIsAPort() throws {
        #expect((1...65_535).contains(try freePort()))
    }

    @Test func eventuallyNamesWhatDidNotHappen() async {
        let error = await #expect(throws: TestSupportError.self) {
            try await eventually("pigs fly", timeoutSeconds: 0.05, pollMilliseconds: 5) { false }
        }
        #expect(error?.message.contains("pigs fly") == true)
    }

    @Test func forAllNamesTheSeedThatFails() {
        struct Broken: Error {}
        var runs = 0
        let error = #expect(throws: TestSupportError.self) {
            try forAll(seeds: 3..<9) { _ in
                runs += 1
                if runs == 3 { throw Broken() }
            }
        }
        #expect(error?.message.contains("seed 5 ") == true)
        #expect(runs == 3)
    }

    @Test func pathsPointIntoThePackage() {
        #expect(access(PackageRoot.path + "/Package.swift", R_OK) == 0)
        #expect(access(BuiltProducts.directory, X_OK) == 0)
    }

    @Test func aGeneratedFileIsWrittenAndThenCompared() throws {
        let folder = try TemporaryDirectory()
        func verify(_ contents: String, isRegenerating: Bool = false) throws {
            try GeneratedFile.verify("a/b.md", contents: contents, under: folder.path, isRegenerating: isRegenerating)
        }
        #expect(throws: TestSupportError.self) { try verify("one\ntwo\n") }
        try verify("one\ntwo\n", isRegenerating: true)
        try verify("one\ntwo\n")
        let error = #expect(throws: TestSupportError.self) { try verify("one\nthree\n") }
        #expect(error?.message.contains("from line 2 on") == true)
    }
}
