extension TidyRule {
    static let bannedTokens = TidyRule(name: "callsStayInTheirOnePlace") { file in
        BannedToken.all.filter { $0.applies(to: file) }.flatMap { banned in
            file.linesOfCode(with: banned.words).filter { banned.stands(in: file.code[$0]) }.map { index in
                file.finding(line: index, "\(banned.token) is banned here: \(banned.advice)")
            }
        }
    }
}

extension BannedToken {
    /// A pattern that is no regular expression stands everywhere, so that the slip is seen.
    fileprivate func stands(in code: Substring) -> Bool {
        guard let regex = try? Regex(pattern) else { return true }
        // Without this a point between letters is no boundary, and Foundation.Date() has no word Date.
        return code.contains(regex.wordBoundaryKind(.simple).asciiOnlyWordCharacters())
    }

    fileprivate func applies(to file: SourceText) -> Bool {
        let inScope =
            switch scope {
            case .sources: file.isShipped
            case .tests: !file.isShipped
            case .everywhere: true
            }
        return inScope && !allowed.contains { file.path.hasPrefix($0) }
    }
}
