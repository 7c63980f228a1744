import ArgumentParser

/// The options in a command line that is not finished yet.
enum CompletionLine {
    /// What it says of the coordinator; the rest of the line need not make sense.
    static func options(_ words: [String]) -> CoordinatorOptions? {
        func value(_ name: String) -> [String] {
            for (index, word) in words.enumerated() {
                if word == name, words.indices.contains(index + 1) { return [name, words[index + 1]] }
                if word.hasPrefix("\(name)=") { return [word] }
            }
            return []
        }
        let arguments = ["--url", "--token-file", "--certificate", "--state"].flatMap(value)
        return try? CoordinatorOptions.parse(arguments)
    }
}
