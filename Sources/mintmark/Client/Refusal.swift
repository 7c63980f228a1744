/// What a person reads when the coordinator says no.
enum Refusal {
    /// What happened, what to do next, and how the program ends.
    /// - Parameters:
    ///   - status: the HTTP status (RFC 9110, section 15).
    ///   - reason: its words.
    ///   - problem: what the coordinator says of it, if it does.
    static func error(status: Int, reason: String, _ problem: Problem?) -> CommandError {
        let words = problem?.detail ?? problem?.title ?? "The coordinator answered \(status) \(reason)."
        let end = exitStatus(status, problem?.code)
        return CommandError(
            [words, hint(status)].compactMap(\.self).joined(separator: " "),
            cause: problem?.code,
            status: end
        )
    }

    private static func hint(_ status: Int) -> String? {
        switch status {
        case 401: "Name the file of a valid token with --token-file or MINTMARK_TOKEN_FILE."
        case 403: "Whoever has the scope tokens:write makes such a token: mintmark token make."
        default: nil
        }
    }

    private static func exitStatus(_ status: Int, _ code: String?) -> CommandEnd {
        switch status {
        case 401, 403: .notPermitted
        case 404: .notThere
        case 429, 503, 507: .notNow
        case 500...: .software
        case _ where code == "machineOffline": .notNow
        default: .data
        }
    }
}
