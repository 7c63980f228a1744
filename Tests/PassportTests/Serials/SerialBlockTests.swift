import Passport
import TestSupport
import Testing

@Suite("Serial blocks")
struct SerialBlockTests {
    private static func block(
        _ id: String,
        _ content: SerialBlockContent,
        gtin: String = "09520123456788"
    ) throws -> SerialBlock {
        SerialBlock(id: id, owner: "acme", gtin: try GTIN(gtin), machine: "line-3::00", content: content)
    }

    private static func list(_ texts: String...) throws -> SerialBlockContent {
        try SerialBlockContent(texts.map { try Serial($0) })
    }

    @Test func aRangeIsWrittenWithLeadingZeros() throws {
        let content = try SerialBlockContent(first: 98, count: 3, digits: 4)
        #expect((0..<3).map { content.serial(at: $0).text } == ["0098", "0099", "0100"])
        #expect(try content.place(of: Serial("0099")) == 1)
        for text in ["99", "00099", "0097", "0101", "009A", "+099"] {
            #expect(try content.place(of: Serial(text)) == nil)
        }
    }

    @Test func refusesWhatIsNoBlock() throws {
        #expect(throws: PassportError(.empty, "")) { try SerialBlockContent([]) }
        #expect(throws: PassportError(.empty, "")) { try SerialBlockContent(first: 0, count: 0, digits: 3) }
        #expect(throws: PassportError(.tooLong, "")) { try SerialBlockContent(first: 0, count: 100_001, digits: 9) }
        #expect(throws: PassportError(.badValue, "")) { try SerialBlockContent(first: 990, count: 11, digits: 3) }
        #expect(throws: PassportError(.badValue, "")) { try SerialBlockContent(first: .max, count: 2, digits: 3) }
        #expect(throws: PassportError(.wrongLength, "")) { try SerialBlockContent(first: 0, count: 1, digits: 19) }
        #expect(throws: PassportError(.repeated, "")) { try Self.list("A", "B", "A") }
        #expect(try SerialBlockContent(first: 990, count: 10, digits: 3).serial(at: 9).text == "999")
    }

    @Test func eachSerialIsUsedOnce() throws {
        var block = try Self.block("b1", Self.list("A", "B", "C"))
        #expect(block.next?.text == "A")
        try block.use(Serial("B"))
        try block.use(Serial("A"))
        #expect(block.next?.text == "C")
        #expect(throws: PassportError(.alreadyUsed, "")) { try block.use(Serial("A")) }
        #expect(throws: PassportError(.notInBlock, "")) { try block.use(Serial("D")) }
        #expect(try block.isUsed(Serial("A")) && !block.isUsed(Serial("C")) && !block.isUsed(Serial("D")))
        #expect((block.grantedCount, block.usedCount, block.returnedCount) == (3, 2, 0))
    }

    @Test func whatIsReturnedIsNeverUsedAgain() throws {
        var block = try Self.block("b1", Self.list("A", "B", "C"))
        try block.use(Serial("B"))
        #expect(block.giveBack().map(\.text) == ["A", "C"])
        #expect(block.giveBack().map(\.text) == ["A", "C"])
        #expect(block.next == nil)
        #expect(throws: PassportError(.blockReturned, "")) { try block.use(Serial("A")) }
        #expect((block.grantedCount, block.usedCount, block.returnedCount) == (3, 1, 2))
        #expect(try SerialState.allocated.after(.giveBack) == .inactive)
    }

    @Test func aSerialIsNeverInTwoBlocks() throws {
        var book = SerialBlockBook()
        try book.grant(Self.block("range", SerialBlockContent(first: 100, count: 50, digits: 4)))
        try book.grant(Self.block("list", Self.list("X", "0099")))
        #expect(throws: PassportError(.alreadyUsed, "")) {
            try book.grant(Self.block("b", SerialBlockContent(first: 149, count: 5, digits: 4)))
        }
        #expect(throws: PassportError(.alreadyUsed, "")) {
            try book.grant(Self.block("b", SerialBlockContent(first: 90, count: 10, digits: 4)))
        }
        #expect(throws: PassportError(.alreadyUsed, "")) { try book.grant(Self.block("b", Self.list("Y", "0120"))) }
        #expect(throws: PassportError(.repeated, "")) { try book.grant(Self.block("list", Self.list("Z"))) }
        // Other lengths are other serials, and so are those of another product.
        try book.grant(Self.block("long", SerialBlockContent(first: 100, count: 50, digits: 5)))
        try book.grant(Self.block("other", Self.list("X"), gtin: "02345673"))
    }

    @Test func aReturnedBlockStillBlocksItsSerials() throws {
        var book = SerialBlockBook()
        try book.grant(Self.block("b1", Self.list("A", "B")))
        try book.use(Serial("A"), of: "b1")
        #expect(try book.giveBack("b1").map(\.text) == ["B"])
        #expect(throws: PassportError(.alreadyUsed, "")) { try book.grant(Self.block("b2", Self.list("B"))) }
        #expect(throws: PassportError(.blockReturned, "")) { try book.use(Serial("B"), of: "b1") }
        #expect(throws: PassportError(.notInBlock, "")) { try book.giveBack("b9") }
        #expect(book.block("b1")?.returnedCount == 1)
    }

    @Test func overlapsAgreeWithTheListsThemselves() throws {
        try forAll { random in
            func content() throws -> SerialBlockContent {
                let first = UInt64.random(in: 0...40, using: &random)
                let count = Int.random(in: 1...20, using: &random)
                let range = try SerialBlockContent(first: first, count: count, digits: 2)
                guard Bool.random(using: &random) else { return range }
                return try SerialBlockContent((0..<count).map(range.serial))
            }
            let (left, right) = (try content(), try content())
            let leftSet = Set((0..<left.count).map(left.serial))
            let common = leftSet.intersection((0..<right.count).map(right.serial))
            let found = left.overlap(with: right)
            try #require((found == nil) == common.isEmpty)
            if let found { try #require(common.contains(found)) }
        }
    }
}
