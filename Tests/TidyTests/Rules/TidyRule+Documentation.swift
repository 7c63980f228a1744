extension TidyRule {
    /// - Parameter requirements: Names that documented protocols of the package ask for; an implementation needs no
    ///   words of its own.
    static func documentation(requirements: Set<String>) -> TidyRule {
        TidyRule(name: "packageDeclarationsAreDocumented") { file in
            guard file.path.hasPrefix("Sources/") else { return [] }
            let declaration =
                /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:static\s+|final\s+)*(?:package|public)\s+(?!import\b|extension\b)(.*)/
            return file.linesOfCode(with: ["package ", "public "]).compactMap { index -> TidyFinding? in
                guard let match = file.code[index].prefixMatch(of: declaration) else { return nil }
                let name = declaredName(match.output.1)
                guard !standardRequirements.contains(name), !requirements.contains(name) else { return nil }
                guard !file.isDocumented(index) else { return nil }
                return file.finding(line: index, "say in a /// what \(name) is: units, errors, the standard's section")
            }
        }
    }

    /// What the documented protocols of these files ask for: functions and properties by name.
    static func requirements(of files: [SourceText]) -> Set<String> {
        Set(files.filter(\.isShipped).flatMap(\.protocolRequirements))
    }

    /// What protocols of the standard library and of the packages we use ask for.
    private static let standardRequirements: Set<String> = [
        "==", "<", "hash", "encode", "init(from:", "init(rawValue:", "rawValue", "description", "debugDescription",
        "init(nilLiteral:", "init(integerLiteral:", "init(stringLiteral:", "init(booleanLiteral:", "init(arrayLiteral:",
        "unownedExecutor", "Context", "handle", "run", "allCases", "makeAsyncIterator", "makeIterator",
        "coreContext", "init(source:",
    ]

    /// `append` of `mutating func append(_:)`, `init(from:` of an initialiser.
    static func declaredName(_ declaration: Substring) -> String {
        let pattern = /\b(?:func|var|let|typealias|case|struct|class|enum|actor|protocol)\s+(\w+|[^\s\w]+)/
        if let match = declaration.firstMatch(of: pattern) { return String(match.output.1) }
        let initialiser = /init[?]?(?:<[^>]*>)?\((\w+)?/
        guard let match = declaration.firstMatch(of: initialiser) else { return String(declaration.prefix(40)) }
        return "init(\(match.output.1 ?? "")" + (match.output.1 == nil ? "" : ":")
    }
}

extension SourceText {
    /// The names that the protocols in this file ask for.
    fileprivate var protocolRequirements: [String] {
        let opening = /\bprotocol\s+\w+/
        var names: [String] = []
        for start in linesOfCode(with: ["protocol "]) where code[start].contains(opening) {
            var depth = 0
            for line in code[start...] {
                if depth == 1, let match = line.firstMatch(of: /\b(?:func|var)\s+\w+/) {
                    names.append(TidyRule.declaredName(match.output))
                }
                depth += line.count { $0 == "{" } - line.count { $0 == "}" }
                if depth == 0 && line.contains("}") { break }
            }
        }
        return names
    }

    /// True when the nearest line above that is no attribute and no compiler condition is a `///`.
    fileprivate func isDocumented(_ index: Int) -> Bool {
        let above = lines[..<index].reversed().map { $0.drop { $0 == " " } }
        return above.first { !$0.hasPrefix("@") && !$0.hasPrefix("#if") }?.hasPrefix("///") == true
    }
}
