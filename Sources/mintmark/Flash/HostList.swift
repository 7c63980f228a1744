/// A file of computers to flash one after another: a host a line, and after it, if its settings are new, the machine's
/// name and its profile. Pure.
enum HostList {
    /// A line.
    struct Entry: Equatable {
        var host: String
        var name: String?
        var profile: String?
    }

    /// Reads a list; `#` begins a comment.
    /// - Throws: `CommandError` naming the line.
    static func parse(_ text: String, file: String) throws -> [Entry] {
        var entries: [Entry] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).map(String.init)
            guard !words.isEmpty else { continue }
            guard words.count == 1 || words.count == 3, !words[0].hasPrefix("-") else {
                throw CommandError(
                    "\(file), line \(number + 1): write HOST, or HOST NAME PROFILE.",
                    status: .data
                )
            }
            guard !entries.contains(where: { $0.host == words[0] }) else {
                throw CommandError("\(file), line \(number + 1): \(words[0]) is there twice.", status: .data)
            }
            entries.append(
                Entry(
                    host: words[0],
                    name: words.count == 3 ? words[1] : nil,
                    profile: words.count == 3 ? words[2] : nil
                )
            )
        }
        guard !entries.isEmpty else { throw CommandError("\(file) names no host.", status: .data) }
        return entries
    }
}
