extension TidyRule {
    static let typeNames = TidyRule(name: "typesAreNamedForWhatTheyDo") { file in
        let vague = /\b(?:struct|class|enum|actor|protocol)\s+(\w*(?:Manager|Helper|Helpers|Utils|Utilities|Util))\b/
        return file.linesOfCode(with: ["Manager", "Helper", "Util"]).compactMap { index in
            guard let match = file.code[index].firstMatch(of: vague) else { return nil }
            return file.finding(line: index, "\(match.output.1) says nothing; name what it does or holds")
        }
    }
}
