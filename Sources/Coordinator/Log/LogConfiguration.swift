package import Passport

/// The log of serials, as the operator wants it.
package struct LogConfiguration: Sendable, Equatable {
    /// The log's name; nil for host and port of the public URL with `/log`. A log keeps the name of its first start.
    package var name: String?
    /// Who is asked to cosign its checkpoints.
    package var witnesses: [Witness] = []
    /// The least time between two checkpoints that one witness is asked to sign, in seconds.
    package var witnessSeconds: Int64 = 10

    /// One witness (C2SP tlog-witness).
    package struct Witness: Sendable, Equatable {
        /// Its submission prefix.
        package var url: String
        /// The key of its cosignatures, which names it.
        package var key: NoteKey

        /// Names a witness.
        package init(url: String, key: NoteKey) {
            self.url = url
            self.key = key
        }
    }

    /// The defaults: a log that nobody witnesses.
    package init() {}

    /// Reads the member `log`.
    /// - Throws: `invalid`, naming the member and what is wrong with it.
    mutating func read(_ reader: inout ConfigurationReader) throws(CoordinatorError) {
        guard var log = try reader.object("log") else { return }
        name = try log.text("name")
        witnessSeconds = try log.number("witnessSeconds", in: 1...86_400) ?? witnessSeconds
        for entry in try log.list("witnesses") {
            var witness = try ConfigurationReader(entry.value, path: entry.path)
            var url = try witness.requiredText("url")
            while url.hasSuffix("/") { url.removeLast() }
            guard url.hasPrefix("https://") || url.hasPrefix("http://") else {
                throw ConfigurationReader.wrong(witness.path(of: "url"), "must begin with https:// or http://")
            }
            let text = try witness.requiredText("key")
            guard let key = try? NoteKey(text: text), key.kind == .witness else {
                throw ConfigurationReader.wrong(
                    witness.path(of: "key"),
                    "must be a witness's verifier key, name+id+key; ask the witness for the whole line"
                )
            }
            guard !witnesses.contains(where: { $0.key.name == key.name }) else {
                throw ConfigurationReader.wrong(witness.path(of: "key"), "names the witness \(key.name) twice")
            }
            witnesses.append(Witness(url: url, key: key))
            try witness.finish()
        }
        try log.finish()
    }

    /// The name of a log that begins now: its address without the scheme (C2SP tlog-tiles: Parameters).
    func name(publicURL: String) -> String {
        name ?? "\(publicURL.split(separator: "://", maxSplits: 1).last ?? "localhost")/log"
    }
}
