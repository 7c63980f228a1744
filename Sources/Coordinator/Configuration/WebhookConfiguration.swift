/// How webhooks are sent.
package struct WebhookConfiguration: Sendable, Equatable {
    /// Whether receivers may be on this computer or in a private network, and be spoken to without TLS there.
    package var allowPrivate = false
    /// How long a receiver may take to answer, in seconds.
    package var timeoutSeconds: Int64 = 10
    /// When to try again, and when to give up.
    package var rule = WebhookRule()

    /// The defaults.
    package init() {}

    /// Reads the member `webhooks`.
    /// - Throws: `invalid`, naming the member and what is wrong with it.
    mutating func read(_ reader: inout ConfigurationReader) throws(CoordinatorError) {
        guard var webhooks = try reader.object("webhooks") else { return }
        allowPrivate = try webhooks.flag("allowPrivate") ?? allowPrivate
        timeoutSeconds = try webhooks.number("timeoutSeconds", in: 1...60) ?? timeoutSeconds
        rule.firstRetrySeconds = try webhooks.number("firstRetrySeconds", in: 1...3_600) ?? rule.firstRetrySeconds
        rule.longestRetrySeconds =
            try webhooks.number("longestRetrySeconds", in: 1...86_400) ?? rule.longestRetrySeconds
        rule.refusedAttempts = try webhooks.number("refusedAttempts", in: 1...1_000) ?? rule.refusedAttempts
        rule.unreachableHours = try webhooks.number("unreachableHours", in: 1...8_760) ?? rule.unreachableHours
        guard rule.firstRetrySeconds <= rule.longestRetrySeconds else {
            throw ConfigurationReader.wrong(
                webhooks.path(of: "longestRetrySeconds"),
                "must not be less than firstRetrySeconds, \(rule.firstRetrySeconds)"
            )
        }
        try webhooks.finish()
    }
}
