import TestSupport
import Testing

@Suite("Reference of the command line")
struct CommandReferenceTests {
    @Test func isWhatTheProgramSaysOfItself() throws {
        try GeneratedFile.verify("docs/generated/command-line.md", contents: CommandReference.page)
    }
}
