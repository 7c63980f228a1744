import Testing

/// A rule of the house: a pure function from one file's text to what is wrong in it.
struct TidyRule: Sendable, CustomTestStringConvertible {
    /// As a fact: `linesHaveAtMost120Columns`.
    let name: String
    let check: @Sendable (SourceText) -> [TidyFinding]

    var testDescription: String { name }

    /// The rules that need no more than one file; `TreeTests` runs each over the whole tree.
    static let all: [TidyRule] = [
        .lineLength, .fileLength, .functionLength, .bannedTokens, .imports, .statedSafety, .typeNames,
    ]
}
