import Glibc

/// What a person reads when the coordinator can't be reached.
enum ConnectionTrouble {
    /// The words for an error of the network.
    static func error(_ error: any Error, url: String) -> CommandError {
        let text = "\(error)"
        if text.contains("CERTIFICATE_VERIFY_FAILED") || text.contains("unableToValidateCertificate") {
            return CommandError(
                "The coordinator at \(url) shows a certificate that is not believed. Name its own file, tls.crt of its"
                    + " state, with --certificate or MINTMARK_CERTIFICATE.",
                status: .configuration
            )
        }
        return CommandError(
            "The coordinator at \(url) can't be reached; does it run, and is it this address?",
            cause: systemWords(text) ?? text,
            status: .unavailable
        )
    }

    /// The system's own words, when its error number is somewhere in the text: `(errno: 111)`.
    private static func systemWords(_ text: String) -> String? {
        guard let match = text.firstMatch(of: /errno: (\d+)/), let number = Int32(match.1) else { return nil }
        return String(cString: strerror(number))
    }
}
