import Faults
import Protocol

/// The first operator's token, made at first start with every scope. It is written to its file before the database
/// knows it, so that a crash in between is finished by the next start.
package enum OperatorToken {
    /// Makes the token unless there is any.
    /// - Returns: the file, when a token was made.
    /// - Throws: `invalid` or `storageFull` when the file can't be written.
    package static func ensure(file: String, tokens: TokenBook, runtime: Runtime) async throws -> String? {
        guard try await runtime.view({ try tokens.isEmpty(in: $0) }) else { return nil }
        let token: String
        if StateFile.exists(file) {
            let text = String(decoding: try StateFile.read(file, maximumBytes: 4_096), as: UTF8.self)
            token = text.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
            guard token.utf8.count >= 16 else {
                throw CoordinatorError(
                    .invalid,
                    "\(file) holds no token; remove it, and the next start makes a new one."
                )
            }
        } else {
            token = TokenBook.freshText(runtime.ids)
            try StateFile.write(Array("\(token)\n".utf8), to: file)
        }
        FaultPoint.reach(CoordinatorStep.operatorTokenWritten)
        try await runtime.perform { work in
            guard try tokens.isEmpty(in: work) else { return }
            try tokens.add(
                token,
                name: "operator",
                owner: Owner.operator,
                scopes: Set(Scope.allCases),
                in: work
            )
        }
        return file
    }
}
