/// How a flash that was not kept ends, in words.
enum FlashEnd {
    static func error(_ state: FlashSteps.State, host: String) -> CommandError {
        switch state {
        case .returned(let reason):
            CommandError(
                "\(host) did not keep it and runs what it ran before, if anything: \(PlainText.line(reason)). Look at:"
                    + " mintmark logs \(host)",
                status: .badNews
            )
        case .refused(let reason) where reason.hasPrefix("busy: "):
            CommandError("Nothing was changed on \(host). \(PlainText.line(reason.dropWord))", status: .notNow)
        case .refused(let reason) where reason.hasPrefix("full: "):
            CommandError("Nothing was changed on \(host): its disk is full; make room there.", status: .notNow)
        case .refused(let reason):
            CommandError("Nothing was changed on \(host): \(PlainText.line(reason.dropWord)).", status: .software)
        case .restarted:
            CommandError(
                "\(host) was restarted meanwhile. What was on trial is not kept then: it runs what it ran before, if"
                    + " anything. Look at: mintmark status \(host)",
                status: .unavailable
            )
        case .kept, .passed, .running:
            CommandError("\(host) did not say how it ended; look at: mintmark status \(host)", status: .software)
        }
    }
}

extension String {
    /// Without its first word, which is for programs.
    fileprivate var dropWord: String { firstIndex(of: " ").map { String(self[index(after: $0)...]) } ?? self }
}
