extension LogPolicy {
    /// Most bytes of a policy.
    package static let maximumBytes = 65_536

    /// Reads a policy file: lines `log`, `witness`, `group` and one `quorum` (C2SP tlog-policy).
    /// - Throws: `tooLong`, or `malformed` with the number of the line in the message.
    package init(text: String) throws(PassportError) {
        guard text.utf8.count <= Self.maximumBytes else {
            throw PassportError(.tooLong, "The policy has \(text.utf8.count) bytes; at most \(Self.maximumBytes).")
        }
        var reader = Reader()
        for (number, line) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let words = line.split { $0 == 0x20 || $0 == 0x09 }.map { String(decoding: $0, as: UTF8.self) }
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            do throws(PassportError) {
                guard line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else { throw Reader.wrong }
                try reader.take(first, Array(words.dropFirst()))
            } catch {
                throw PassportError(.malformed, "Line \(number + 1) of the policy: \(error.message)")
            }
        }
        guard let quorum = reader.quorum else {
            throw PassportError(.malformed, "The policy has no line \"quorum\"; write \"quorum none\" for no witness.")
        }
        try self.init(logs: reader.logs, witnesses: reader.witnesses, quorum: quorum)
    }

    /// What has been read so far.
    private struct Reader {
        var logs: [NoteKey] = []
        var witnesses: [NoteKey] = []
        var names: [String: WitnessQuorum] = [:]
        var members: Set<String> = []
        var quorum: WitnessQuorum?

        static var wrong: PassportError {
            PassportError(
                .malformed,
                "write log KEY [URL], witness NAME KEY [URL], group NAME all|any|NUMBER NAMES, or quorum NAME."
            )
        }

        mutating func take(_ word: String, _ words: [String]) throws(PassportError) {
            switch (word, words.count) {
            case ("log", 1...2): logs.append(try NoteKey(text: words[0]))
            case ("witness", 2...3):
                let key = try NoteKey(text: words[1])
                witnesses.append(key)
                try define(words[0], .witness(key))
            case ("group", 3...): try group(words[0], words[1], Array(words[2...]))
            case ("quorum", 1):
                guard quorum == nil else { throw PassportError(.malformed, "there is one quorum only.") }
                quorum = words[0] == "none" ? WitnessQuorum.none : try known(words[0])
            default: throw Self.wrong
            }
        }

        private mutating func group(_ name: String, _ needed: String, _ names: [String]) throws(PassportError) {
            let count = needed == "all" ? names.count : needed == "any" ? 1 : Int(needed) ?? 0
            guard (1...names.count).contains(count) else {
                throw PassportError(.malformed, "\(needed) of \(names.count) is no quorum.")
            }
            var found: [WitnessQuorum] = []
            for member in names {
                found.append(try known(member))
                guard members.insert(member).inserted else {
                    throw PassportError(.malformed, "\(member) is in a group already.")
                }
            }
            try define(name, .group(count, found))
        }

        private mutating func define(_ name: String, _ meaning: WitnessQuorum) throws(PassportError) {
            guard name != "none", names.updateValue(meaning, forKey: name) == nil else {
                throw PassportError(.malformed, "the name \(name) is taken.")
            }
        }

        private func known(_ name: String) throws(PassportError) -> WitnessQuorum {
            guard let meaning = names[name] else {
                throw PassportError(.malformed, "\(name) is not defined before it is used.")
            }
            return meaning
        }
    }
}
