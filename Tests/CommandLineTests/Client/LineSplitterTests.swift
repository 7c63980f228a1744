import Testing

@testable import mintmark

@Suite("LineSplitter")
struct LineSplitterTests {
    @Test(arguments: [1, 2, 3, 5, 100]) func linesDoNotDependOnHowTheyArrive(size: Int) throws {
        let bytes = Array("one\n\nthree\nrest".utf8)
        var splitter = LineSplitter()
        var lines: [String] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            let piece = Array(bytes[start..<min(start + size, bytes.count)])
            lines += try splitter.lines(adding: piece).map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(lines == ["one", "", "three"])
        #expect(try splitter.lines(adding: [10]).map { String(decoding: $0, as: UTF8.self) } == ["rest"])
    }

    @Test func aLineWithoutEndDoesNotFillTheMemory() throws {
        var splitter = LineSplitter()
        let piece = [UInt8](repeating: 65, count: 1 << 20)
        #expect(try splitter.lines(adding: piece).isEmpty)
        #expect(throws: CommandError.self) { try splitter.lines(adding: piece) }
    }
}
