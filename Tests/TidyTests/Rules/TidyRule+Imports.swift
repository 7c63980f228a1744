extension TidyRule {
    static let imports = TidyRule(name: "importsFollowTheArchitecture") { file in
        file.imports.compactMap { index, imported in
            guard let objection = file.objection(to: imported) else { return nil }
            return file.finding(line: index, "\(file.module) may not import \(imported): \(objection)")
        }
    }
}

extension SourceText {
    /// The line and the module of every import.
    var imports: [(line: Int, module: String)] {
        let pattern = /^\s*(?:@\w+\s+)*(?:(?:package|public|internal|private|fileprivate)\s+)?import\s+(.+?)\s*$/
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "typealias", "func", "var", "let"]
        return linesOfCode(with: ["import "]).compactMap { index in
            guard let match = code[index].wholeMatch(of: pattern) else { return nil }
            let words = match.output.1.split(separator: " ").drop { kinds.contains($0) }
            return words.first.map { (index, String($0.prefix { $0 != "." })) }
        }
    }

    fileprivate func objection(to imported: String) -> String? {
        if imported == "Foundation" && ImportRules.withoutFoundation.contains(module) {
            return "use FoundationEssentials; the agent must not link full Foundation"
        }
        for rule in ImportRules.owners where rule.matches(imported) && !isAllowed(rule.modules, imported) {
            return rule.reason
        }
        if let only = ImportRules.only[module], !only.contains(imported), imported != "_StringProcessing" {
            let list = only.isEmpty ? "nothing" : only.sorted().joined(separator: ", ")
            return "it imports \(list); see docs/architecture.md"
        }
        return nil
    }

    private func isAllowed(_ modules: Set<String>, _ imported: String) -> Bool {
        modules.contains(module) || (imported == "TestSupport" && path.hasPrefix("Tests/"))
    }
}
