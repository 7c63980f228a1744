import Machine
import ProfileCompiler
import Protocol

/// A machine's profile in any of its forms: YAML, compiled JSON, or the signed envelope.
enum ProfileFile {
    /// Reads the file, compiling it when it is YAML.
    ///
    /// The signature of an envelope is not checked: what is simulated is chosen by whoever starts the simulator.
    /// - Parameters:
    ///   - path: the file.
    ///   - board: for YAML, the board instead of the one the profile names.
    ///   - boards: for YAML, the folder of board files; nil for Mintmark's own.
    static func read(_ path: String, board: String?, boards: String?) throws -> MachineProfile {
        let bytes = try LocalFile.read(path)
        let text = String(decoding: bytes, as: UTF8.self)
        let start = text.drop(while: \.isWhitespace)
        if start.hasPrefix("{") {
            return try decode(path) { try MachineProfile.decode(json: bytes) }
        }
        if isEnvelope(start) {
            return try decode(path) {
                let envelope = try Envelope.parse(String(start.prefix { !$0.isWhitespace }), as: .profile)
                let profile = try envelope.claims(ProfileClaims.self).profile
                try profile.checkConsistency()
                return profile
            }
        }
        return try compiler(boards).compile(yaml: text, file: path, board: board)
    }

    /// A compiler with the boards of a folder.
    static func compiler(_ boards: String?) throws -> ProfileCompiler {
        try ProfileCompiler(boards: BoardFolder.read(boards ?? Installation.hardware("boards")))
    }

    private static func isEnvelope(_ text: Substring) -> Bool {
        let first = text.prefix { !$0.isWhitespace }
        return first.hasPrefix("eyJ") && first.count { $0 == "." } == 2
    }

    private static func decode(_ path: String, _ body: () throws -> MachineProfile) throws -> MachineProfile {
        do {
            return try body()
        } catch {
            throw CommandError("\(path) is no profile that this release can read; compile it again.", cause: "\(error)")
        }
    }
}
