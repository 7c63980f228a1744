extension TidyRule {
    static let statedSafety = TidyRule(name: "uncheckedCodeSaysWhyItIsSafe") { file in
        let unchecked = /@unchecked\s+Sendable|nonisolated\(unsafe\)/
        return file.linesOfCode(with: ["@unchecked", "nonisolated(unsafe)"])
            .filter { file.code[$0].contains(unchecked) && !file.statesSafety(at: $0) }
            .map { file.finding(line: $0, "write `// Safety: ` and what protects the state, here or just above") }
    }
}

extension SourceText {
    /// True when the line, or the comment directly above it, has the word `Safety:`.
    fileprivate func statesSafety(at index: Int) -> Bool {
        if lines[index].contains("Safety:") { return true }
        return lines[..<index].reversed()
            .prefix { $0.drop { $0 == " " }.hasPrefix("//") || $0.drop { $0 == " " }.hasPrefix("@") }
            .contains { $0.contains("Safety:") }
    }
}
