import FoundationEssentials
import TestSupport
import Testing

@testable import Doctor

@Suite("Examination of the clock")
struct ClockExaminationTests {
    private let offset = ClockFacts.Offset(source: .caller, milliseconds: 7, uncertaintyMilliseconds: 10)

    @Test func theLastLookIsRemembered() throws {
        let folder = try TemporaryDirectory()
        let clock = ClockExamination(stateFolder: folder.path)
        let first = clock.run(offset: offset)
        #expect(first.before == nil)
        let second = clock.run(offset: offset)
        #expect(second.before == first.now)
        #expect(second.now.boot == first.now.boot)
        #expect(second.now.steadyNanoseconds > first.now.steadyNanoseconds)
        #expect(try #require(second.stepMilliseconds).magnitude < 1_000)
    }

    @Test func aLookWithoutComparisonDoesNotReplaceOneWith() throws {
        let folder = try TemporaryDirectory()
        let clock = ClockExamination(stateFolder: folder.path)
        let compared = clock.run(offset: offset)
        _ = clock.run()
        #expect(clock.run().before == compared.now)
    }

    @Test func aSpoiledMemoryIsForgotten() throws {
        let folder = try TemporaryDirectory()
        try Data("{".utf8).write(to: URL(filePath: folder.path("doctor-clock.json")))
        let clock = ClockExamination(stateFolder: folder.path)
        #expect(clock.run(offset: offset).before == nil)
        #expect(clock.run(offset: offset).before != nil)
    }

    @Test func aFolderThatCannotBeWrittenIsNoTrouble() {
        let facts = ClockExamination(stateFolder: "/nowhere/at/all").run(offset: offset)
        #expect(facts.before == nil)
        #expect(facts.now.offset == offset)
    }
}
