import GPIO
import TestSupport
import Testing

@Suite("TextLayout")
struct TextLayoutTests {
    private static func layout(
        _ characters: Int,
        _ padding: TextLayout.Padding = .nul,
        _ order: TextLayout.CharacterOrder = .highByteFirst
    ) throws -> RegisterType {
        .text(try TextLayout(characters: characters, padding: padding, order: order))
    }

    @Test func putsTwoCharactersInARegister() throws {
        #expect(try Self.layout(5).encode(.text("ABC")) == [0x4142, 0x4300, 0x0000])
        #expect(try Self.layout(5, .space).encode(.text("ABC")) == [0x4142, 0x4320, 0x2020])
        #expect(try Self.layout(5, .nul, .lowByteFirst).encode(.text("ABC")) == [0x4241, 0x0043, 0x0000])
        #expect(try Self.layout(4).encode(.text("")) == [0, 0])
        // The order of a number's bytes is not that of a text.
        #expect(try Self.layout(4).encode(.text("ABCD"), order: .dcba) == [0x4142, 0x4344])
    }

    @Test func refusesWhatIsNoText() throws {
        #expect(throws: GPIOError(.textTooLong, "")) { try Self.layout(3).encode(.text("ABCD")) }
        for text in ["Ä", "A\n", "A\u{0}B", "\u{7F}", "é1", "A\u{301}"] {
            #expect(throws: GPIOError(.notASCII, ""), "\(text)") { try Self.layout(8).encode(.text(text)) }
        }
        #expect(throws: GPIOError(.valueOutOfRange, "")) { try Self.layout(8, .space).encode(.text("A ")) }
        #expect(try Self.layout(8, .nul).encode(.text("A ")) == [0x4120, 0, 0, 0])
        for characters in [-1, 0, 247] {
            #expect(throws: GPIOError(.invalidConfiguration, "")) { try Self.layout(characters) }
        }
    }

    @Test func refusesRegistersThatHoldNoText() throws {
        // Something after the padding began, a control character, the last byte of an odd length.
        for words in [[0x4100, 0x4200], [0x0A41, 0x0000], [0x80_41, 0x0000]] as [[UInt16]] {
            #expect(throws: GPIOError(.malformedValue, ""), "\(words)") { try Self.layout(4).decode(words) }
        }
        #expect(throws: GPIOError(.malformedValue, "")) { try Self.layout(3).decode([0x4142, 0x4344]) }
        #expect(throws: GPIOError(.malformedValue, "")) { try Self.layout(3).decode([0x4142]) }
    }

    @Test func everyTextComesBack() throws {
        try forAll(seeds: 0..<400) { random in
            let characters = Int.random(in: 1...TextLayout.mostCharacters, using: &random)
            let count = Int.random(in: 0...characters, using: &random)
            var bytes = (0..<count).map { _ in UInt8.random(in: 0x20...0x7E, using: &random) }
            if bytes.last == 0x20 { bytes[count - 1] = 0x41 }
            let text = RegisterValue.text(String(decoding: bytes, as: UTF8.self))
            for padding in TextLayout.Padding.allCases {
                for order in TextLayout.CharacterOrder.allCases {
                    let type = try Self.layout(characters, padding, order)
                    let words = try type.encode(text)
                    try #require(words.count == (characters + 1) / 2)
                    try #require(try type.decode(words) == text)
                }
            }
        }
    }
}
