import Protocol

/// `generation` in the state folder: a random word that the database has too. No backup holds the file, so a database
/// that was put back, or copied alone, comes to a folder that shows another word or none.
package enum GenerationFile {
    private static let maximumBytes = 256

    /// The word; nil when there is no file.
    static func read(folder: String) throws(CoordinatorError) -> String? {
        let path = "\(folder)/generation"
        guard StateFile.exists(path) else { return nil }
        let bytes = try StateFile.read(path, maximumBytes: maximumBytes)
        return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }

    /// Writes a word in place of what was there, to the disk.
    package static func write(_ word: String, folder: String) throws(CoordinatorError) {
        try StateFile.write(Array("\(word)\n".utf8), to: "\(folder)/generation")
    }
}
