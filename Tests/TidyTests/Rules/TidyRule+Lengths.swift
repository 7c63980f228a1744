extension TidyRule {
    static let mostColumns = 120
    static let mostLinesOfAFile = 600
    static let mostLinesOfAFunction = 70

    static let lineLength = TidyRule(name: "linesHaveAtMost120Columns") { file in
        file.lines.enumerated().filter { $0.element.count > mostColumns }.map { index, line in
            file.finding(line: index, "\(line.count) columns; break the line to stay within \(mostColumns)")
        }
    }

    static let fileLength = TidyRule(name: "filesHaveAtMost600Lines") { file in
        guard file.lines.count > mostLinesOfAFile else { return [] }
        let advice = "\(file.lines.count) lines; move a topic to a Type+Topic.swift to stay within \(mostLinesOfAFile)"
        return [file.finding(line: mostLinesOfAFile, advice)]
    }

    static let functionLength = TidyRule(name: "functionsHaveAtMost70Lines") { file in
        FunctionFinder.functions(in: file).filter { $0.lines > mostLinesOfAFunction }.map { function in
            let advice = "\(function.lines) lines in \(function.name); split it to stay within \(mostLinesOfAFunction)"
            return file.finding(line: function.start, advice)
        }
    }
}
